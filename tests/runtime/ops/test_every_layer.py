"""What holds for every kind of layer: shapes, precision, gradients, and the ways in and out of a document.

A new layer needs nothing here: its spec's examples are run. Layers whose shapes matter have more of them in CASES.
"""

from __future__ import annotations

import ast
from typing import Any

import numpy as np
import pytest

from graph.document.document import Call, Layer
from graph.export.keras_code import keras_code
from graph.inference.program import flatten
from graph.keras.from_keras import from_keras
from graph.keras.to_keras import to_keras
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Output
from graph.layers.core.identity import Identity
from graph.layers.operations.operation import Operation
from graph.specs.registry import layer_kinds
from graph.specs.spec import Example, TensorType, example
from graph.storage.storage import dumps, loads
from runtime.execution.network import Network
from runtime.ops.op import find_op
from tests.runtime.ops.one_layer import Trial, document_of

FIRST = {"data_format": "channels_first"}
CASES: dict[str, tuple[Example, ...]] = {
    "Dense": (
        example((1,), units=1),
        example((17,), units=33, activation="relu", use_bias=False),
        example((2, 3, 4), units=5, activation="sigmoid"),
        example((65,), units=7, activation="log_softmax"),
        example((9,), units=16, activation="elu"),
        example((3,), units=130, activation="softplus"),
        example((4, 6), units=3, masked=True),
    ),
    "Embedding": (
        example((1,), dtype="int32", input_dim=2, output_dim=1),
        example((3, 4), dtype="int64", input_dim=7, output_dim=5),
        example((20,), dtype="int32", input_dim=3, output_dim=33),
        example((9,), dtype="uint8", input_dim=9, output_dim=2),
    ),
    "LSTM": (
        example((1, 1), units=1),
        example((7, 5), units=17),
        example((6, 3), units=9, go_backwards=True, return_sequences=True),
        example((5, 4), units=4, use_bias=False, recurrent_activation="hard_sigmoid"),
        example((5, 4), (3,), (3,), units=3, return_sequences=True, return_state=True),
        example((6, 3), units=4, masked=True),
        example((6, 3), units=4, masked=True, go_backwards=True, return_state=True),
        example((5, 3), units=4, dropout=0.4),
        example((5, 3), units=4, recurrent_dropout=0.4, return_sequences=True),
    ),
    "Conv2D": (
        example((1, 1, 1), filters=1, kernel_size=1),
        example((9, 8, 3), filters=17, kernel_size=3, activation="relu"),
        example((5, 9, 2), filters=3, kernel_size=(2, 4), strides=(2, 1), padding="same"),
        example((9, 9, 2), filters=4, kernel_size=3, dilation_rate=(2, 3), padding="same"),
        example((6, 6, 6), filters=6, kernel_size=2, groups=3),
        example((3, 7, 6), filters=4, kernel_size=3, strides=2, activation="softmax", **FIRST),
        example((4, 5, 8), filters=33, kernel_size=1, use_bias=False),
    ),
    "Conv2DTranspose": (
        example((1, 1, 1), filters=1, kernel_size=1),
        example((4, 4, 3), filters=5, kernel_size=3, activation="relu"),
        example((3, 5, 2), filters=3, kernel_size=3, strides=2, padding="same"),
        example((3, 4, 2), filters=2, kernel_size=(2, 3), strides=(3, 1)),
        example((4, 3, 2), filters=2, kernel_size=3, strides=2, output_padding=1, padding="same"),
        example((2, 4, 5), filters=3, kernel_size=2, use_bias=False, **FIRST),
        example((4, 4, 2), filters=2, kernel_size=3, dilation_rate=2),
    ),
    "MaxPooling2D": (
        example((2, 2, 1), pool_size=2),
        example((7, 5, 9), pool_size=(3, 2)),
        example((6, 6, 2), pool_size=3, strides=1),
        example((5, 5, 3), pool_size=2, padding="same"),
        example((8, 8, 2), pool_size=2, strides=3, padding="same"),
        example((3, 7, 6), pool_size=2, padding="same", **FIRST),
    ),
    "GlobalMaxPooling2D": (
        example((1, 1, 1)),
        example((9, 7, 17)),
        example((4, 4, 2), keepdims=True),
        example((3, 5, 4), **FIRST),
        example((2, 1, 6)),
    ),
    "UpSampling2D": (
        example((1, 1, 1), size=3),
        example((4, 5, 9), size=(1, 2)),
        example((3, 3, 2), size=(3, 2), interpolation="bicubic"),
        example((4, 4, 2), size=2, interpolation="lanczos5"),
        example((2, 4, 3), size=(2, 3), interpolation="bilinear", **FIRST),
    ),
    "Reshape": (
        example((1,), target_shape=(1, 1, 1)),
        example((2, 3, 4), target_shape=(24,)),
        example((12,), target_shape=(3, -1, 2)),
        example((5, 2), target_shape=(2, 5)),
        example((4, 4, 2), target_shape=(16, 2)),
    ),
    "Flatten": (
        example((7,)),
        example((2, 3)),
        example((1, 1, 1)),
        example((2, 3, 4, 5)),
        example((3, 2, 2), **FIRST),
    ),
    "Dropout": (
        example((1,), rate=0.5),
        example((300,), rate=0.0),
        example((40, 3), rate=0.9),
        example((5, 4, 3), rate=0.3, noise_shape=(None, 1, 1, 3)),
        example((4, 6), rate=0.2, masked=True),
        example((9,), rate=1.0),
    ),
    "Activation": tuple(
        example((3, 9), activation=name)
        for name in (
            "linear",
            "sigmoid",
            "tanh",
            "elu",
            "selu",
            "gelu",
            "silu",
            "softplus",
            "softsign",
            "exponential",
            "leaky_relu",
            "relu6",
            "hard_sigmoid",
            "log_softmax",
        )
    ),
    "Concatenate": (
        example((1,), (1,)),
        example((5,), (2,), (9,), (1,)),
        example((2, 3, 4), (2, 5, 4), axis=2),
        example((4, 2), (3, 2), axis=-2),
        example((4, 2), (4, 3), masked=True),
        example((3, 2), (4, 2), masked=True, axis=1),
    ),
    "Add": (
        example((1,), (1,)),
        example((5,), (5,), (5,), (5,)),
        example((2, 3, 4), (4,)),
        example((2, 1, 4), (1, 3, 1)),
        example((4, 2), (4, 2), masked=True),
    ),
}
SEEDS_LAYERS = {
    "Dense",
    "Embedding",
    "LSTM",
    "Conv2D",
    "Conv2DTranspose",
    "MaxPooling2D",
    "GlobalMaxPooling2D",
    "UpSampling2D",
    "Reshape",
    "Flatten",
    "Dropout",
    "Activation",
    "Concatenate",
    "Add",
}


def all_cases() -> list[Any]:
    found = []
    for kind, cls in layer_kinds().items():
        for number, case in enumerate((*cls.examples, *CASES.get(kind, ()))):
            found.append(pytest.param(case.of(cls), case.inputs, id=f"{kind}-{number}"))
    return found


DRAWN = all_cases()
RUN = [case for case in DRAWN if find_op(type(case.values[0])) is not None]
every_drawn_layer = pytest.mark.parametrize(("spec", "types"), DRAWN)
every_layer = pytest.mark.parametrize(("spec", "types"), RUN)


def test_every_layer_of_the_tutorial_runs() -> None:
    assert {type(case.values[0]).kind for case in RUN} >= SEEDS_LAYERS


def test_every_layer_that_runs_has_examples() -> None:
    runnable = {kind for kind, cls in layer_kinds().items() if find_op(cls) is not None}
    assert runnable <= {type(case.values[0]).kind for case in RUN}


@every_layer
def test_the_op_fills_outputs_of_its_shapes_alike_each_time_and_in_prediction(spec, types) -> None:
    trial = Trial(spec, types)
    found = trial.forward()
    for output, type in zip(found, spec.outputs(types), strict=True):
        assert output.shape[1:] == type.shape[1:]
        assert np.isfinite(output).all()
    for want, got in zip(found, Trial(spec, types).forward(), strict=True):
        np.testing.assert_array_equal(got, want, err_msg="the same randomness gives the same numbers")
    predicting = Trial(spec, types, backward=False)
    for want, got in zip(Trial(spec, types).forward(False), predicting.forward(False), strict=True):
        np.testing.assert_array_equal(got, want, err_msg="predicting gives what training arrays give")


@every_layer
def test_float32_stays_close_to_float64(spec, types) -> None:
    exact, short = Trial(spec, types), Trial(spec, types, dtype="float32")
    for a, b in zip((*exact.inputs, *exact.weights.values()), (*short.inputs, *short.weights.values())):
        b[...] = a
        a[...] = b
    for want, got in zip(exact.forward(), short.forward(), strict=True):
        np.testing.assert_allclose(got, want, rtol=2e-5, atol=2e-5)


@every_layer
def test_gradients_are_those_of_central_differences_and_may_be_added_to_others(spec, types) -> None:
    trial, adding = Trial(spec, types), Trial(spec, types, add=True)
    if trial.op.is_view or spec.kind == "StopGradient":
        return  # the network never calls it: its gradient is the same memory
    for (name, array, gradient), (_, _, added) in zip(trial.gradients(), adding.gradients(), strict=True):
        np.testing.assert_allclose(added, gradient + 1.0, rtol=1e-6, atol=2e-7, err_msg=name)
        for at in trial.rng.choice(array.size, min(array.size, 10), replace=False):
            assert gradient.flat[at] == pytest.approx(trial.slope(array, at), rel=1e-6, abs=2e-7), f"{name}[{at}]"


@every_layer
def test_a_layer_that_owes_no_gradient_leaves_that_work(spec, types) -> None:
    trial = Trial(spec, types, owed=False)
    if not trial.op.is_view:
        assert trial.gradients() == []


@every_layer
def test_in_a_network_it_gives_the_numbers_of_its_op(spec, types) -> None:
    if any(t.masked for t in types):
        return  # a mask is drawn for a Trial, in a network it comes from an Embedding's zeros
    trial = Trial(spec, types)
    network = Network(flatten(document_of(spec, types)), dtype="float64")
    network.weights.set(list(trial.weights.values()))
    for want, got in zip(trial.forward(False), network(*trial.inputs), strict=True):
        np.testing.assert_array_equal(got, want)


@every_layer
def test_its_weights_are_counted_and_drawn(spec, types) -> None:
    own = spec.weights(types)
    program = flatten(document_of(spec, types))
    assert [w.weight for w in program.weights if w.path.startswith("tested/")] == list(own)
    drawn = Network(program).weights.get()
    assert sum(a.size for a in drawn) == sum(w.weight.size for w in program.weights)
    assert all(np.isfinite(a).all() for a in drawn)


def the_layer(document: Any) -> Layer:
    layer = document.main.layer_named("tested")
    assert layer is not None
    return layer


def the_call(document: Any) -> Call:
    (call,) = document.main.calls_of(the_layer(document).id)
    assert isinstance(call, Call)
    return call


def inner_cases() -> list[Any]:
    """Layers between Input and Output: those stand in every document anyway."""
    return [case for case in DRAWN if type(case.values[0]).family not in ("input", "output")]


@pytest.mark.parametrize(("spec", "types"), inner_cases())
def test_it_comes_back_from_a_project_and_from_keras_and_is_named_in_code(spec, types) -> None:
    document = document_of(spec, types)
    assert loads(dumps(document)) == document
    code = keras_code(document)
    compile(ast.parse(code), "exported.py", "exec")
    if isinstance(spec, Operation):
        assert spec.sign or f"ops.{spec.function}(" in code
    else:
        assert spec.kind in code or spec.kind.lower() in code
    again = from_keras(to_keras(document))
    if isinstance(spec, Identity):  # in Keras it is how an output gets its name
        assert again.main.layer_named("tested").spec == Output(loss="mse")
        return
    assert the_layer(again).spec == spec.replace()
    assert the_call(again).arguments == the_call(document).arguments
    assert [s is None for s in the_call(again).inputs] == [s is None for s in the_call(document).inputs]


def test_an_embedding_names_the_number_it_does_not_know() -> None:
    trial = Trial(Embedding(input_dim=4, output_dim=2), (TensorType((None, 3), "int64"),))
    trial.inputs[0][1, 2] = 4
    with pytest.raises(ValueError, match="rows 0 to 3"):
        trial.forward()
