"""What is written for PyTorch is a whole module: `tests/torch_modules.py` runs all of it there."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from graph.document.document import Document
from graph.inference.program import flatten
from graph.specs.message import MessageError
from graph.specs.registry import layer_kinds
from graph.specs.spec import Spec
from runtime.cli import main
from runtime.exports.torch_file import load_kinds, torch_module
from runtime.exports.torch_module import sayer_of
from runtime.files import templates
from tests.runtime.ops.one_layer import document_of

load_kinds()
SAID = [cls for cls in layer_kinds().values() if sayer_of(cls, False) is not None]


def written(document: Document) -> tuple[ast.Module, dict[str, Any]]:
    program, rng = flatten(document), np.random.default_rng(1)
    arrays = [rng.uniform(0.1, 0.9, w.weight.shape).astype(np.float32) for w in program.weights]
    made = torch_module(document, arrays, "model.safetensors")
    return ast.parse(made.text), made.state


def attributes(tree: ast.Module, function: str) -> set[str]:
    """What a method of the module reads or sets of `self`."""
    body = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == function)
    found = {n.attr for n in ast.walk(body) if isinstance(n, ast.Attribute) and ast.unparse(n.value) == "self"}
    kept = {ast.literal_eval(n.args[0]) for n in ast.walk(body)
            if isinstance(n, ast.Call) and ast.unparse(n.func) == "self.register_buffer"}  # fmt: skip
    return (found | kept) - {"register_buffer", "training"}


@pytest.mark.parametrize("cls", SAID, ids=lambda cls: cls.__name__)
def test_what_is_called_is_made_and_has_its_weights(cls: type[Spec]) -> None:
    for example in cls.examples:
        if any(t.dtype == "string" for t in example.inputs):
            continue
        try:
            tree, state = written(document_of(example.of(cls), example.inputs))
        except MessageError as error:
            assert "PyTorch has no counterpart of the layer" in str(error)
            continue
        made = attributes(tree, "__init__")
        assert attributes(tree, "forward") == made
        assert {name.partition(".")[0] for name in state} <= made


def test_a_template_reads_as_one_would_write_it() -> None:
    forward = ast.unparse(written(templates.load("small_resnet"))[0]).partition("def forward")[2]
    assert forward.count("permute") == 1
    assert "x = F.relu(self.conv2d(img_moved))" in forward and "add = x + max_pooling2d" in forward
    assert written(templates.load("tweets"))[1]["shared_lstm.weight_ih_l0"].shape == (256, 256)


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "digits.py"
    assert main(["export", "fully_connected", "-o", str(path), "--form", "pytorch"]) == 0
    assert "digits.safetensors" in capsys.readouterr().out
    assert "dense.weight" in load_file(tmp_path / "digits.safetensors")
    assert main(["export", "fully_connected", "-o", str(tmp_path / "d.ipynb"), "--form", "pytorch"]) == 1
    assert "F.py" in capsys.readouterr().err
