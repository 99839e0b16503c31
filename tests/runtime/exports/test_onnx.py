"""What is written as ONNX computes the same, and what can't be said is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.document.document import Document
from graph.inference.program import flatten
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Output
from graph.specs.message import MessageError
from graph.specs.registry import layer_kinds
from graph.specs.spec import Spec, TensorType
from runtime.execution.network import Network
from runtime.exports.onnx_file import load_kinds, onnx_bytes
from runtime.exports.onnx_graph import sayer_of
from runtime.exports.onnx_table import PAGE, page
from runtime.files import templates
from tests.runtime.ops.one_layer import document_of

onnx = pytest.importorskip("onnx")
load_kinds()


def outputs(document: Document, seed: int = 1) -> tuple[list[Any], list[Any], Any]:
    """What our network gives, what ONNX's own slow evaluator gives, and the model."""
    from onnx.reference import ReferenceEvaluator

    program, rng = flatten(document), np.random.default_rng(seed)
    network = Network(program, seed=seed)
    arrays = [rng.uniform(0.1, 0.9, w.weight.shape).astype(np.float32) for w in program.weights]
    network.weights.set_every_path(arrays)
    model = onnx.load_from_string(onnx_bytes(document, arrays))
    given = [drawn(program.values[value], rng) for _, _, value in program.inputs]
    found = network(*given, training=False)
    names = [i.name for i in model.graph.input]
    theirs = ReferenceEvaluator(model).run(None, dict(zip(names, given, strict=True)))
    return list(found), list(theirs), model


def drawn(type: TensorType, rng: np.random.Generator) -> Any:
    shape = [2 if size is None else size for size in type.shape]
    if type.is_float:
        return rng.uniform(0.1, 1, shape).astype(np.float32)
    return rng.integers(0, 5, shape).astype(type.dtype)


def check(document: Document) -> Any:
    ours, theirs, model = outputs(document)
    for a, b in zip(ours, theirs, strict=True):
        assert a.shape == b.shape
        np.testing.assert_allclose(b, a, rtol=1e-5, atol=1e-5)
    return model


SAID = [cls for cls in layer_kinds().values() if sayer_of(cls) is not None and cls.family != "operations"]


@pytest.mark.parametrize("cls", SAID, ids=lambda cls: cls.__name__)
def test_a_layer_gives_the_same_numbers(cls: type[Spec]) -> None:
    case = next((c for c in cls.examples if not any(t.masked or t.dtype == "text" for t in c.inputs)), None)
    if case is None:
        pytest.skip("every example has masks")
    check(document_of(case.of(cls), case.inputs))


@pytest.mark.parametrize("name", ["fully_connected", "autoencoder", "small_resnet", "layer_in_series", "headline"])
def test_a_template_gives_the_same_numbers(name: str) -> None:
    try:
        check(templates.load(name))
    except MessageError as error:
        assert name == "headline" and "masked" in str(error)


WHOLE = {
    "Add": ({}, 2),
    "Concatenate": ({}, 2),
    "Cropping1D": ({}, 1),
    "Flatten": ({}, 1),
    "Identity": ({}, 1),
    "Maximum": ({}, 2),
    "Multiply": ({}, 2),
    "Permute": ({"dims": (2, 1)}, 1),
    "Reshape": ({"target_shape": (2, -1)}, 1),
    "ZeroPadding1D": ({}, 1),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_whole_numbers_stay_what_they_are(kind: str) -> None:
    settings, inputs = WHOLE[kind]
    spec: Any = layer_kinds()[kind](**settings)
    document = document_of(spec, (TensorType((None, 4, 3), "int32"),) * inputs)
    root = document.main
    plain = {i: replace(x, spec=Output()) if x.spec.kind == "Output" else x for i, x in root.layers.items()}
    model = check(document.with_model(replace(root, layers=plain)))
    assert model.graph.output[0].type.tensor_type.elem_type == onnx.TensorProto.INT32
    assert "Cast" not in [node.op_type for node in model.graph.node]


def test_a_kind_is_not_said_as_another_that_it_is_made_of() -> None:
    """It may compute otherwise, as kinds of other packages do."""

    class Doubled(Dense):
        pass

    assert sayer_of(Dense) is not None and sayer_of(Doubled) is None
    assert sayer_of(layer_kinds()["ReversibleEmbedding"]) is None


def test_axes_are_changed_only_where_they_must_be() -> None:
    model = check(templates.load("small_resnet"))
    kinds = [node.op_type for node in model.graph.node]
    assert kinds.count("Conv") > 5 and kinds.count("Transpose") == 1


def test_what_cannot_be_said_is_named() -> None:
    cls = layer_kinds()["ConvLSTM2D"]
    with pytest.raises(MessageError, match=r"ONNX can't say the layer .+ \(ConvLSTM2D\): this kind has no counterpart"):
        check(document_of(cls.examples[0].of(cls), cls.examples[0].inputs))


def test_the_page_says_what_the_registry_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m runtime.exports.onnx_table"


def test_without_the_package_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from runtime.exports import onnx_file
    from runtime.files import onnx_package

    monkeypatch.setattr(onnx_package, "find_spec", lambda _name: None)
    with pytest.raises(MessageError, match="pip install"):
        onnx_file.save_onnx(tmp_path / "m.onnx", templates.load("fully_connected"), [])
    assert not list(tmp_path.iterdir())
