"""Reading: a table of text of many rows, and a folder of many small pictures; time and the largest size of the process.

usage: python -m benchmarks.reading [table] [pictures] [--rows 10000000] [--pictures 100000] [--folder FOLDER]
                                    [--pandas PYTHON]

PYTHON is an interpreter that has pandas and polars, and Pillow for the pictures. Each way is a process of its own that
imports first and reads then; the file has been read once before, so that no disk is measured. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

MEASURED = """
import json, resource, sys, time
{imports}
begin, used = time.perf_counter(), time.process_time()
{reading}
took, used = time.perf_counter() - begin, time.process_time() - used
print(json.dumps([took, used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
OWN = "from pathlib import Path\nfrom runtime.data import guess_spec, open_dataset\nimport pyarrow.csv"
WAYS = {
    "here": (OWN, "data = open_dataset(guess_spec(Path(sys.argv[1])))"),
    "pandas": ("import pandas", "data = pandas.read_csv(sys.argv[1])"),
    "polars": ("import polars", "data = polars.read_csv(sys.argv[1])"),
}
PICTURES = {
    "here": (
        OWN + "\nimport numpy as np\nimport PIL.Image",
        "column = open_dataset(guess_spec(Path(sys.argv[1]))).column('image')\n"
        "for start in range(0, len(column), 256):\n"
        "    column.block(start, min(start + 256, len(column)))",
    ),
    "Pillow alone": (
        "from pathlib import Path\nimport numpy as np\nfrom PIL import Image",
        "files = sorted(Path(sys.argv[1]).glob('*/*.png'))\n"
        "for start in range(0, len(files), 256):\n"
        "    np.stack([np.asarray(Image.open(f).convert('RGB').resize((32, 32))) for f in files[start : start + 256]])",
    ),
}


def write_table(path: Path, rows: int) -> None:
    """Four columns of fractions, two of whole numbers, one of four texts, one of two classes."""
    import pyarrow as pa
    from pyarrow import csv

    rng = np.random.default_rng(0)
    words = np.array(["red", "green", "blue", "violet"])
    with path.open("wb") as file:
        for start in range(0, rows, 500_000):
            count = min(500_000, rows - start)
            columns: dict[str, object] = {f"f{i}": rng.normal(size=count).astype(np.float32) for i in range(4)}
            columns |= {f"i{i}": rng.integers(0, 1000, count) for i in range(2)}
            columns |= {"word": words[rng.integers(0, 4, count)], "y": rng.integers(0, 2, count)}
            csv.write_csv(pa.table(columns), file, csv.WriteOptions(include_header=start == 0, quoting_style="needed"))


def write_pictures(folder: Path, count: int) -> None:
    """Pictures of 32×32 in ten classes."""
    from PIL import Image

    rng = np.random.default_rng(0)
    for label in range(10):
        (folder / str(label)).mkdir(parents=True, exist_ok=True)
    for i in range(count):
        Image.fromarray(rng.integers(0, 256, (32, 32, 3), np.uint8)).save(folder / str(i % 10) / f"{i}.png")


def measured(python: str, imports: str, reading: str, path: Path) -> list[float]:
    """Seconds, seconds of processor time, and mebibytes; nothing where the interpreter lacks something."""
    code = MEASURED.format(imports=imports, reading=reading)
    environment = {**os.environ, "PYTHONPATH": os.getcwd() if python == sys.executable else ""}
    run = subprocess.run([python, "-c", code, str(path)], capture_output=True, text=True, env=environment)
    return [float(number) for number in json.loads(run.stdout)] if run.returncode == 0 else []


def compare(what: str, ways: dict[str, tuple[str, str]], path: Path, other: str | None) -> None:
    table = Table(what, "seconds", "processor seconds", "MiB")
    for name, (imports, reading) in ways.items():
        python = sys.executable if name == "here" else other
        found = measured(python, imports, reading, path) if python else []
        table.add_row(name, *([f"{found[0]:.1f}", f"{found[1]:.1f}", f"{found[2]:.0f}"] if found else ["–"] * 3))
    Console().print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", default=["table", "pictures"])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--pictures", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--pandas", metavar="PYTHON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        if "table" in options.what:
            path = Path(folder) / "table.csv"
            write_table(path, options.rows)
            compare(f"{options.rows:,} rows, {path.stat().st_size >> 20} MiB", WAYS, path, options.pandas)
        if "pictures" in options.what:
            place = Path(folder) / "pictures"
            write_pictures(place, options.pictures)
            compare(f"{options.pictures:,} pictures", PICTURES, place, options.pandas or sys.executable)


if __name__ == "__main__":
    main()
