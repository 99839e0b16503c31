"""Run by an interpreter that has onnx: ONNX's own tests of single operators, as arrays.

usage: PYTHON tests/onnx_cases.py FOLDER

`cases.json` has for each test its operator, the attributes, the names of its inputs and outputs; the arrays lie in
`NAME.npz` as `in.0`, `out.0` and so on, those that are left out missing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from onnx import AttributeProto, helper, numpy_helper
from onnx.backend.test.case.node import collect_testcases

KINDS = "biufc"


def attribute(given: Any) -> Any:
    """An attribute as JSON has it; graphs and the like are only named."""
    found = helper.get_attribute_value(given)
    if isinstance(found, bytes):
        return found.decode(errors="replace")
    if isinstance(found, (int, float, str)):
        return found
    if given.type == AttributeProto.TENSOR:
        return numpy_helper.to_array(found).tolist()
    try:
        return [f.decode() if isinstance(f, bytes) else f + 0 for f in found]
    except TypeError:
        return "graph"


def main(target: str) -> None:
    folder, cases = Path(target), []
    for test in collect_testcases(None):
        graph = test.model.graph
        if len(graph.node) != 1 or not test.data_sets:
            continue
        (node,), (given, wanted) = graph.node, test.data_sets[0]
        names = [value.name for value in graph.input]
        by_name = dict(zip(names, given))
        arrays = {f"in.{i}": by_name[n] for i, n in enumerate(node.input) if n in by_name}
        outputs = [value.name for value in graph.output]
        arrays |= {f"out.{i}": wanted[outputs.index(n)] for i, n in enumerate(node.output) if n in outputs}
        if any(
            not isinstance(a, np.ndarray) or a.dtype.kind not in KINDS or a.dtype.itemsize < 1 for a in arrays.values()
        ):
            continue
        np.savez(folder / f"{test.name}.npz", **arrays)
        found = {a.name: attribute(a) for a in node.attribute}
        opset = next((o.version for o in test.model.opset_import if not o.domain), 0)
        cases.append({"name": test.name, "op": node.op_type, "domain": node.domain, "attributes": found, "opset": opset,
                      "inputs": len(node.input), "outputs": len(node.output)})  # fmt: skip
    (folder / "cases.json").write_text(json.dumps(cases))
    print(f"{len(cases)} tests of ONNX's in {folder}")


if __name__ == "__main__":
    main(*sys.argv[1:])
