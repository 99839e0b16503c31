"""`python tests/torch_modules.py PYTHON`: every example that can be written for PyTorch is run there, by an interpreter
that has torch and safetensors, and must give what our network gives, to 1e-5 of its size.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from graph.document.document import Document
from graph.inference.program import flatten
from graph.specs.message import MessageError
from graph.specs.registry import layer_kinds
from graph.specs.spec import TensorType
from runtime.execution.network import Network
from runtime.exports.torch_file import save_torch
from runtime.files import templates
from tests.runtime.ops.one_layer import document_of

RUN = """
import importlib.util, json, sys
from pathlib import Path
import numpy as np, torch
folder = Path(sys.argv[1])
for name in json.loads((folder / "cases.json").read_text()):
    try:
        spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        arrays = np.load(folder / f"{name}.npz")
        given = [torch.from_numpy(arrays[key]) for key in arrays.files if key.startswith("in")]
        with torch.no_grad():
            found = module.load_model()(*given)
        found = found if isinstance(found, tuple) else (found,)
        wanted = [arrays[key] for key in arrays.files if key.startswith("out")]
        apart = [(f.numpy().astype(float) - w) / (1 + np.abs(w)) if f.shape == w.shape else np.inf
                 for f, w in zip(found, wanted, strict=True)]
        worst = max(float(np.max(np.abs(a), initial=0)) for a in apart)
        print(json.dumps([name, worst, ""]))
    except Exception as error:
        print(json.dumps([name, None, f"{type(error).__name__}: {error}"]))
"""


def drawn(type: TensorType, rng: np.random.Generator) -> Any:
    shape = [2 if size is None else size for size in type.shape]
    if type.is_float:
        return rng.uniform(0.1, 1, shape).astype(np.float32)
    return rng.integers(0, 5, shape).astype(type.dtype)


def cases() -> Iterator[tuple[str, Document]]:
    for cls in layer_kinds().values():
        for number, example in enumerate(cls.examples):
            if not any(t.dtype == "string" for t in example.inputs):
                try:
                    yield f"{cls.__name__}_{number}", document_of(example.of(cls), example.inputs)
                except MessageError:
                    continue
    for name in templates.names():
        yield name, templates.load(name)


def prepare(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Write what can be written; gives the names, and the reasons of the others."""
    written, refused = [], {}
    rng = np.random.default_rng(1)
    for name, document in cases():
        try:
            program = flatten(document)
            arrays = [rng.uniform(0.1, 0.9, w.weight.shape).astype(np.float32) for w in program.weights]
            save_torch(folder / f"{name}.py", document, arrays)
            network = Network(program, seed=1)
        except MessageError as error:
            refused[name] = str(error)
            continue
        network.weights.set_every_path(arrays)
        given = [drawn(program.values[value], rng) for _, _, value in program.inputs]
        found = network(*given, training=False)
        named = {f"in{i:02}": a for i, a in enumerate(given)} | {f"out{i:02}": np.array(a) for i, a in enumerate(found)}
        np.savez(folder / f"{name}.npz", **named)
        written.append(name)
    return written, refused


def main(python: str) -> int:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        written, refused = prepare(folder)
        (folder / "cases.json").write_text(json.dumps(written))
        (folder / "run.py").write_text(RUN)
        said = subprocess.run([python, str(folder / "run.py"), str(folder)], capture_output=True, text=True)
        results = [json.loads(line) for line in said.stdout.splitlines() if line.startswith("[")]
        print(said.stderr[-2000:] if len(results) < len(written) else "", end="")
        bad = [(name, worst, why) for name, worst, why in results if worst is None or worst > 1e-5]
        for name, worst, why in bad:
            print(f"{name}: {why or worst}")
        print(f"{len(results) - len(bad)} of {len(written)} agree, {len(refused)} are refused")
        kinds = sorted({name.rpartition("_")[0] for name in refused} - {n.rpartition("_")[0] for n in written})
        print("without any:", ", ".join(kinds))
        return 1 if bad or len(results) < len(written) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
