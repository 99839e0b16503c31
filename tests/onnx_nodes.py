"""ONNX's own tests of single operators, computed by layers and functions of ours.

usage: python tests/onnx_nodes.py PYTHON [FOLDER]

PYTHON has onnx, and writes the tests into the folder. For each operator: how many tests agree, how many ask for what is
not expressible here, and which differ. Operators without a way are named last.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import onnx_layers  # noqa: F401 - ways are registered
from onnx_operators import WAYS, Case, NotExpressible


def check(found: Any, wanted: list[Any]) -> str:
    """What differs, empty where nothing does; 16-bit floats are compared as such."""
    results = list(found) if isinstance(found, (list, tuple)) else [found]
    for got, want in zip(results, wanted):
        got = np.asarray(got)
        if want is None:
            continue
        if got.shape != want.shape:
            return f"shape {got.shape}, not {want.shape}"
        near = 2e-3 if want.dtype == np.float16 else 1e-4
        if not np.allclose(got.astype(np.float64), want.astype(np.float64), near, near / 10, equal_nan=True):
            return f"differs by {np.nanmax(np.abs(got.astype(np.float64) - want)):.1e}"
    return ""


def main(python: str, folder: str = "") -> int:
    place = Path(folder or tempfile.mkdtemp())
    if not (place / "cases.json").exists():
        subprocess.run([python, str(Path(__file__).with_name("onnx_cases.py")), str(place)], check=True)
    passed, left, differ = Counter[str](), Counter[str](), Counter[str]()
    reasons: dict[str, set[str]] = {}
    unknown = Counter[str]()
    for told in json.loads((place / "cases.json").read_text()):
        op = told["op"]
        if op not in WAYS or told["domain"]:
            unknown[op] += 1
            continue
        arrays = dict(np.load(place / f"{told['name']}.npz"))
        try:
            wrong = check(WAYS[op](Case(told, arrays)), [arrays.get(f"out.{i}") for i in range(told["outputs"])])
        except NotExpressible as reason:
            left[op] += 1
            reasons.setdefault(op, set()).add(str(reason))
            continue
        except Exception as error:  # whatever it is, it is what this program looks for
            wrong = f"{type(error).__name__}: {str(error)[:200]}"
        if wrong:
            differ[op] += 1
            print(f"{told['name']}: {wrong} {told['attributes']}")
        else:
            passed[op] += 1
    for op in sorted(WAYS):
        why = f" ({'; '.join(sorted(reasons.get(op, ())))})" if op in reasons else ""
        print(f"{op:26} {passed[op]:3} agree, {left[op]:2} not expressible, {differ[op]:2} differ{why}")
    print(f"{sum(passed.values())} agree, {sum(left.values())} not expressible, {sum(differ.values())} differ; "
          f"no way for {sum(unknown.values())} of {' '.join(sorted(unknown))}")  # fmt: skip
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
