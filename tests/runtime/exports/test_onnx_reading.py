"""ONNX files are opened where their operators are known, and refused by the node where they are not."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.inference.program import flatten
from graph.specs.message import MessageError
from runtime.execution.network import Network
from runtime.exports.models import export_model
from runtime.files import templates
from runtime.files.documents import open_path

onnx = pytest.importorskip("onnx")


def saved(path: Path, *nodes: Any, constants: dict[str, Any] | None = None, opset: int = 18) -> Path:
    """A file of these nodes from x (batch, 2, 8, 8) to y."""
    from onnx import TensorProto, helper, numpy_helper

    x, y = (
        helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in (("x", ["b", 2, 8, 8]), ("y", list("bchw")))
    )
    given = [numpy_helper.from_array(a, name) for name, a in (constants or {}).items()]
    graph = helper.make_graph(nodes, "g", [x], [y], given)
    path.write_bytes(
        helper.make_model(graph, ir_version=9, opset_imports=[helper.make_opsetid("", opset)]).SerializeToString()
    )
    return path


@pytest.mark.parametrize("name", ["fully_connected", "small_resnet"])
def test_what_is_written_is_read(name: str, tmp_path: Path) -> None:
    document = templates.load(name)
    network = Network(flatten(document), seed=1)
    export_model(document, tmp_path / "m.onnx", network.weights.of_every_path())
    opened = open_path(tmp_path / "m.onnx")
    again = Network(flatten(opened.document))
    again.weights.set_every_path(opened.trained() or [])
    program = network.program
    x = np.random.default_rng(0).random((2, *program.values[program.inputs[0][2]].shape[1:]), np.float32)
    for a, b in zip(network(x, training=False), again(x, training=False), strict=True):
        np.testing.assert_allclose(b, a, rtol=1e-5, atol=1e-6)


def test_an_equation_with_weights_is_a_layer_that_has_them(tmp_path: Path) -> None:
    kernel = np.random.default_rng(0).normal(size=(8, 3)).astype(np.float32)
    node = onnx.helper.make_node("Einsum", ["x", "k"], ["y"], equation="bchw,wz->bzch")
    opened = open_path(saved(tmp_path / "e.onnx", node, constants={"k": kernel}))
    network = Network(flatten(opened.document))
    network.weights.set_every_path(opened.trained() or [])
    x = np.random.default_rng(1).normal(size=(2, 2, 8, 8)).astype(np.float32)
    assert "EinsumDense" in [layer.spec.kind for layer in opened.document.main.layers.values()]
    np.testing.assert_allclose(
        network(x, training=False)[0], np.einsum("bchw,wz->bzch", x, kernel), rtol=1e-5, atol=1e-5
    )


def test_an_empty_file_is_said_to_be_and_no_more_memory_is_set_aside_than_a_file_takes(tmp_path: Path) -> None:
    (tmp_path / "m.onnx").touch()
    tracemalloc.start()
    try:
        with pytest.raises(MessageError, match=r"m\.onnx is empty"):
            open_path(tmp_path / "m.onnx")
        assert tracemalloc.get_traced_memory()[1] < 1 << 28
    finally:
        tracemalloc.stop()


def test_a_convolution_with_uneven_zeros_is_read(tmp_path: Path) -> None:
    from onnx.reference import ReferenceEvaluator

    kernel = np.random.default_rng(0).normal(size=(3, 2, 3, 3)).astype(np.float32)
    node = onnx.helper.make_node("Conv", ["x", "k"], ["y"], strides=[2, 2], pads=[1, 0, 1, 2])
    path = saved(tmp_path / "c.onnx", node, constants={"k": kernel})
    opened = open_path(path)
    network = Network(flatten(opened.document))
    network.weights.set_every_path(opened.trained() or [])
    x = np.random.default_rng(1).normal(size=(2, 2, 8, 8)).astype(np.float32)
    (want,) = ReferenceEvaluator(onnx.load(path)).run(None, {"x": x})
    np.testing.assert_allclose(network(x, training=False)[0], want, rtol=1e-5, atol=1e-5)


def weights(*shape: int) -> Any:
    return np.random.default_rng(sum(shape)).normal(size=shape).astype(np.float32)


def ints(*numbers: int) -> Any:
    return np.array(numbers, np.int64)


SERIES = {"t": ints(0, -1, 8), "k": weights(2, 16, 8), "r": weights(2, 16, 4), "b": weights(2, 32)}
CASES: dict[str, tuple[list[tuple[Any, ...]], dict[str, Any]]] = {
    "transposed convolution": (
        [("ConvTranspose", "x k b", "y", {"strides": [2, 3], "pads": [1, 0, 2, 1], "output_padding": [1, 2]})],
        {"k": weights(2, 3, 4, 3), "b": weights(3)},
    ),
    "gaps between what is painted": ([("ConvTranspose", "x k", "y", {"strides": [3, 3]})], {"k": weights(2, 3, 2, 2)}),
    "nearest": (
        [("Resize", "x _ s", "y", {"coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"})],
        {"s": np.array([1, 1, 2, 3], np.float32)},
    ),
    "bilinear": ([("Resize", "x _ _ n", "y", {"mode": "linear"})], {"n": ints(3, 2, 16, 24)}),
    "in both directions": (
        [
            ("Reshape", "x t", "s", {}),
            ("Transpose", "s", "m", {"perm": [1, 0, 2]}),
            ("LSTM", "m k r b", "all h", {"hidden_size": 4, "direction": "bidirectional"}),
            ("Transpose", "all", "a", {"perm": [0, 2, 1, 3]}),
            ("Reshape", "a u", "j", {}),
            ("Transpose", "j", "f", {"perm": [1, 0, 2]}),
            ("ReduceMean", "f one", "p", {"keepdims": 0}),
            ("Gather", "h last", "q", {"axis": 0}),
            ("Concat", "p q", "y", {"axis": -1}),
        ],
        {**SERIES, "u": ints(0, 0, -1), "one": ints(1), "last": np.array(-1)},
    ),
    "gates before and after": (
        [
            ("Reshape", "x t", "s", {}),
            ("Transpose", "s", "m", {"perm": [1, 0, 2]}),
            ("GRU", "m k r b", "a", {"hidden_size": 4, "linear_before_reset": 1}),
            ("Squeeze", "a one", "q", {}),
            ("RNN", "q k2 r2", "_ h", {"hidden_size": 3}),
            ("Squeeze", "h zero", "y", {}),
        ],
        {
            "t": ints(0, -1, 8),
            "k": weights(1, 12, 8),
            "r": weights(1, 12, 4),
            "b": weights(1, 24),
            "one": ints(1),
            "zero": ints(0),
            "k2": weights(1, 3, 4),
            "r2": weights(1, 3, 3),
        },
    ),
    "a shape that is put together": (
        [
            ("Shape", "x", "s", {}),
            ("Gather", "s zero", "b", {}),
            ("Unsqueeze", "b first", "c", {}),
            ("Concat", "c rest", "t", {"axis": 0}),
            ("Reshape", "x t", "f", {}),
            ("Gemm", "f k", "y", {"transB": 1}),
        ],
        {"zero": np.array(0), "first": ints(0), "rest": ints(-1), "k": weights(3, 128)},
    ),
    "heads": (
        [
            ("Reshape", "x t", "s", {}),
            ("Split", "s parts", "q k v", {"axis": -1}),
            ("Transpose", "k", "z", {"perm": [0, 1, 3, 2]}),
            ("MatMul", "q z", "a", {}),
            ("Softmax", "a", "p", {}),
            ("MatMul", "p v", "o", {}),
            ("Einsum", "o v", "y", {"equation": "bhij,bhkj->bhik"}),
        ],
        {"t": ints(-1, 2, 4, 16), "parts": ints(4, 4, 8)},
    ),
    "parts and borders": (
        [
            ("Slice", "x b e a st", "s", {}),
            ("Pad", "s p half", "z", {}),
            ("Unsqueeze", "z two", "u", {}),
            ("ReduceMax", "u two", "w", {"keepdims": 0}),
            ("PRelu", "w slope", "y", {}),
        ],
        {
            "b": ints(-1, 1),
            "e": ints(-100, 2**62),
            "a": ints(3, 2),
            "st": ints(-2, 1),
            "two": ints(2),
            "p": ints(0, 0, 1, 0, 0, 0, 0, 2),
            "half": np.array(0.5, np.float32),
            "slope": weights(2, 1, 1),
        },
    ),
    "normalized": (
        [
            ("LayerNormalization", "x g b", "l", {"axis": -2, "epsilon": 1e-3}),
            ("InstanceNormalization", "l c d", "i", {}),
            ("Erf", "i", "e", {}),
            ("Pow", "e two", "p", {}),
            ("HardSigmoid", "p", "h", {}),
            ("Sum", "half c1 h", "t", {}),
            ("Sub", "t off", "y", {}),
        ],
        {
            "g": weights(8, 8),
            "b": weights(8, 8),
            "c": weights(2),
            "d": weights(2),
            "two": np.array(2.0, np.float32),
            "off": weights(1, 2, 1, 1),
            "half": np.array(0.5, np.float32),
            "c1": weights(2, 1, 1),
        },
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_other_programs_write_is_read(name: str, tmp_path: Path) -> None:
    """Compared with what ONNX' own reference computes."""
    from onnx.reference import ReferenceEvaluator

    nodes, constants = CASES[name]
    made = [
        onnx.helper.make_node(
            op, *([word.replace("_", "") for word in words.split()] for words in (given, results)), **settings
        )
        for op, given, results, settings in nodes
    ]
    path = saved(tmp_path / "n.onnx", *made, constants={n: a for n, a in constants.items() if "_" not in n})
    opened = open_path(path)
    network = Network(flatten(opened.document))
    network.weights.set_every_path(opened.trained() or [])
    x = np.random.default_rng(1).normal(size=(3, 2, 8, 8)).astype(np.float32)
    (want,) = ReferenceEvaluator(onnx.load(path)).run(None, {"x": x})
    (got,) = network(x, training=False)
    np.testing.assert_allclose(got, want, rtol=1e-5, atol=2e-6)


def test_an_unknown_operator_is_named_with_its_node(tmp_path: Path) -> None:
    path = saved(tmp_path / "u.onnx", onnx.helper.make_node("Det", ["x"], ["y"], name="odd"))
    with pytest.raises(MessageError, match=r"u\.onnx: the node odd \(Det\) can't be read: this operator is not read"):
        open_path(path)


def test_an_older_softmax_is_read_where_it_goes_over_one_axis(tmp_path: Path) -> None:
    """Until opset 12 it went over its axis and all behind."""
    path = saved(tmp_path / "one.onnx", onnx.helper.make_node("Softmax", ["x"], ["y"], axis=3), opset=11)
    network = Network(flatten(open_path(path).document))
    (found,) = network(np.ones((1, 2, 8, 8), np.float32), training=False)
    np.testing.assert_allclose(found, np.full((1, 2, 8, 8), 1 / 8, np.float32), rtol=1e-6)
    for settings in ({}, {"axis": 1}, {"axis": -2}):
        path = saved(tmp_path / "all.onnx", onnx.helper.make_node("Softmax", ["x"], ["y"], **settings), opset=11)
        with pytest.raises(MessageError, match="this form of the operator is not read"):
            open_path(path)


@pytest.mark.parametrize(
    ("op", "given", "settings", "constants"),
    [
        ("BatchNormalization", "x g g g g", {"training_mode": 1}, {"g": weights(2)}),
        ("Dropout", "x r t", {}, {"r": np.array(0.5, np.float32), "t": np.array(True)}),
        ("Selu", "x", {"gamma": 2.0}, {}),
        ("Resize", "x _ _ n", {"keep_aspect_ratio_policy": "not_larger"}, {"n": ints(1, 2, 16, 24)}),
        ("Xor", "t t", {}, {"t": np.array([True])}),
    ],
)
def test_a_setting_that_is_not_followed_is_refused(
    op: str, given: str, settings: dict[str, Any], constants: dict[str, Any], tmp_path: Path
) -> None:
    node = onnx.helper.make_node(op, [word.replace("_", "") for word in given.split()], ["y"], **settings)
    with pytest.raises(MessageError, match=rf"\({op}\) can't be read: this form of the operator is not read"):
        open_path(saved(tmp_path / "s.onnx", node, constants=constants))


def test_windows_along_too_many_axes_are_named(tmp_path: Path) -> None:
    pooled = onnx.helper.make_node("GlobalMaxPool", ["z"], ["y"], name="pool")
    wide = onnx.helper.make_node("Reshape", ["x", "s"], ["z"])
    path = saved(tmp_path / "w.onnx", wide, pooled, constants={"s": np.array([-1, 2, 2, 2, 4, 4])})
    with pytest.raises(MessageError, match=r"the node pool \(GlobalMaxPool\) can't be read: this form"):
        open_path(path)


@pytest.mark.parametrize("location", ["../weights.bin", "/etc/hostname", "weights.bin"])
def test_weights_in_other_files_are_refused(location: str, tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(bytes(3 * 2 * 3 * 3 * 4))
    kernel = np.zeros((3, 2, 3, 3), np.float32)
    path = saved(tmp_path / "e.onnx", onnx.helper.make_node("Conv", ["x", "k"], ["y"]), constants={"k": kernel})
    model = onnx.load(path)
    tensor = model.graph.initializer[0]
    onnx.external_data_helper.set_external_data(tensor, location)
    tensor.ClearField("raw_data")
    path.write_bytes(model.SerializeToString())
    with pytest.raises(MessageError, match="keeps the weights of k in another file"):
        open_path(path)


@pytest.mark.parametrize("data", [b"", b"\xff" * 100, b"PK\x03\x04", b"\x08\x09"])
def test_what_is_no_onnx_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.onnx").write_bytes(data)
    with pytest.raises(MessageError, match=r"bad\.onnx"):
        open_path(tmp_path / "bad.onnx")
