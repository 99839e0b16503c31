"""Arguments of `compile`, `fit` and what is beside them: older Keras', other programs' arrays, steps in groups."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError
from tests.keras_oracle.compile_and_fit import GOOD, judged, type_named
from tests.keras_oracle.contract_runs import happened

DRAWN = json.loads((Path(__file__).resolve().parents[2] / "data" / "keras_contract.json").read_text(encoding="utf-8"))
RNG = np.random.default_rng(3)
X, Y, Z = (RNG.normal(size=(12, n)).astype("float32") for n in (3, 2, 1))


def model(outputs: int = 1) -> Any:
    x = keras.Input((3,), name="x")
    found = [keras.layers.Dense(n, kernel_initializer="ones", name=f"out{n}")(x) for n in (2, 1)[:outputs]]
    return keras.Model(x, found if outputs > 1 else found[0])


def weights(made: Any) -> list[Any]:
    return [w.tolist() for w in made.get_weights()]


# What the tutorial explains and Keras 3 has no more ------------------------------------------------------------


@pytest.mark.parametrize("given", [Y, [Y], {"out2": Y}], ids=["array", "list", "dict"])
def test_bound_targets_stand_in_for_y(given: Any) -> None:
    bound, told = model(), model()
    bound.compile("sgd", "mse", metrics=["mae"], target_tensors=given)
    told.compile("sgd", "mse", metrics=["mae"])
    how = {"epochs": 2, "batch_size": 5, "shuffle": False, "validation_split": 0.25, "verbose": 0}
    assert bound.fit(X, **how).history == told.fit(X, Y, **how).history
    assert bound.evaluate(X, verbose=0) == told.evaluate(X, Y, verbose=0)
    assert bound.train_on_batch(X) == told.train_on_batch(X, Y)
    assert bound.test_on_batch(X) == told.test_on_batch(X, Y)
    assert weights(bound) == weights(told)


@pytest.mark.parametrize("given, rest", [([Y, None], Z), ([Y, None], [Z]), ({"out2": Y}, {"out1": Z}), ([Y, Z], None)])
def test_targets_of_some_outputs_may_be_bound(given: Any, rest: Any) -> None:
    bound, told = model(2), model(2)
    bound.compile("sgd", "mse", target_tensors=given)
    told.compile("sgd", "mse")
    assert bound.fit(X, rest, verbose=0, shuffle=False).history == told.fit(X, [Y, Z], verbose=0, shuffle=False).history


@pytest.mark.parametrize(
    "given, call, sentence",
    [
        (Y, lambda m: m.fit(X, Y), r"fit: the targets of out2 were given to compile, as target_tensors"),
        (Y[:5], lambda m: m.fit(X), r"same number of samples. Received: x: 12, out2: 5"),
        (RNG.normal(size=(12, 4)), lambda m: m.fit(X), r"out2 has shape \(None, 2\).* targets of shape \(12, 4\)"),
        ({"nobody": Y}, None, r"target_tensors names nobody, but the model's outputs are out2"),
        ([Y, Y], None, r"target_tensors needs one entry for each of the 1 outputs. Received: 2"),
        (keras.Input((2,)), None, r"target_tensors must be arrays of numbers. Received: a symbolic tensor"),
    ],
)
def test_bound_targets_that_do_not_fit_are_refused(given: Any, call: Any, sentence: str) -> None:
    made = model()
    with pytest.raises(MessageError, match=sentence):
        made.compile("sgd", "mse", target_tensors=given)
        call(made)


def stepwise(**options: Any) -> Any:
    x = keras.Input((4, 3), name="x")
    made = keras.Model(x, keras.layers.Dense(1, kernel_initializer="ones", name="steps")(x))
    made.compile("sgd", "mse", **options)
    return made


S, T = RNG.normal(size=(6, 4, 3)).astype("float32"), RNG.normal(size=(6, 4, 1)).astype("float32")
OF_STEPS = RNG.uniform(0.5, 2, (6, 4))


@pytest.mark.parametrize("mode", ["temporal", ["temporal"], {"steps": "temporal"}])
def test_a_temporal_output_wants_a_weight_for_each_step(mode: Any) -> None:
    made = stepwise(sample_weight_mode=mode)
    want = stepwise().fit(S, T, sample_weight=OF_STEPS, verbose=0, shuffle=False).history
    assert made.fit(S, T, sample_weight=OF_STEPS, verbose=0, shuffle=False).history == want
    with pytest.raises(MessageError, match=r"steps needs a weight for each step.*Received: shape \(6,\)"):
        made.fit(S, T, sample_weight=OF_STEPS[:, 0], verbose=0)


def test_other_modes_of_weights() -> None:
    with pytest.raises(MessageError, match=r"one weight for each sample.*Received: shape \(6, 4\)"):
        stepwise(sample_weight_mode="samplewise").fit(S, T, sample_weight=OF_STEPS, verbose=0)
    with pytest.raises(MessageError, match="sample_weight_mode can only be"):
        stepwise(sample_weight_mode="sideways")
    with pytest.raises(MessageError, match=r"the output out2 has none: its shape is \(None, 2\)"):
        model().compile("sgd", "mse", sample_weight_mode="temporal")


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        (lambda: compiled().fit(X[0], Y), r"x expects .*\(None, 3\), the samples first. Received: \(3,\).*x\[None\]"),
        (lambda: compiled().fit({"z": X}, Y), r"x has no entry for x. Expected: x. Received: z"),
        (lambda: compiled(2).fit(X, Y), r"y needs 2 arrays, for out2, out1: .* Received: 1, of \(12, 2\)"),
        (lambda: compiled(2).fit(X, [Y, None]), r"y has nothing for the output out1, which has the loss MeanSqu"),
        (lambda: compiled().fit(X, Y, sample_weight=X), r"out2 needs one number .* no steps.*\(None, 2\).*\(12, 3\)"),
        (lambda: stepwise().fit(S, T, sample_weight=S[:, :3, 0]), r"or for each step, shape \(None, 4\).*\(6, 3\)"),
        (lambda: compiled().fit(X, Y, validation_data=(X, Z)), r"validation_data: The output out2 has shape"),
        (
            lambda: model().compile("sgd", "mse", ["accuracy"]),
            r"loss_weights must be numbers.*write compile",
        ),
        (lambda: compiled(loss=lambda t, p: t @ p).fit(X, Y), r"lambda failed on y_true of shape \(12, 2\) and y_pred"),
        (lambda: compiled(target_tensors=[Y, Y]), r"target_tensors needs one entry.*Received: 2"),
    ],
)
def test_what_is_wrong_is_said_with_shapes_and_names(wrong: Any, sentence: str) -> None:
    with pytest.raises(MessageError, match=sentence) as caught:
        wrong()
    assert "\n" not in str(caught.value)


def compiled(outputs: int = 1, loss: Any = "mse", **options: Any) -> Any:
    made = model(outputs)
    made.compile("sgd", loss, **options)
    return made


# Arrays of other programs ------------------------------------------------------------


class Tensor:
    """Knows its gradient, as a tensor does that is trained: only what `detach` gives can be read."""

    def __init__(self, array: Any, plain: bool = False) -> None:
        self.array, self.plain = array, plain
        self.shape, self.ndim, self.dtype = array.shape, array.ndim, array.dtype

    def gather(self) -> None: ...

    def detach(self) -> Tensor:
        return Tensor(self.array, True)

    def cpu(self) -> Tensor:
        return self

    def __len__(self) -> int:
        return len(self.array)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        if not self.plain:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad.")
        return np.array(self.array, dtype)


class Exchanged:
    """Speaks DLPack alone."""

    def __init__(self, array: Any) -> None:
        self.array = array

    def __dlpack__(self, **options: Any) -> Any:
        return self.array.__dlpack__(**options)

    def __dlpack_device__(self) -> Any:
        return self.array.__dlpack_device__()


class Frame:
    """A table whose columns differ in type: its array is one of objects."""

    def __init__(self, array: Any) -> None:
        self.array, self.shape, self.dtypes = array, array.shape, None

    def __len__(self) -> int:
        return len(self.array)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return self.array.astype(object)

    def to_numpy(self, dtype: Any = None, na_value: Any = None) -> Any:
        return self.array.astype(dtype or object)


class Sparse:
    """A matrix of few numbers."""

    def __init__(self, array: Any) -> None:
        self.array, self.shape = array, array.shape

    def tocoo(self) -> None: ...

    def toarray(self) -> Any:
        return self.array


@pytest.mark.parametrize("kind", [Tensor, Exchanged, Frame, Sparse])
def test_arrays_of_other_programs_are_read(kind: Any) -> None:
    mine, told = model(), model()
    for made in (mine, told):
        made.compile("sgd", "mse", weighted_metrics=["mae"])
    weigh = np.linspace(0.5, 2, 12).astype("float32")
    how = {"verbose": 0, "batch_size": 5, "shuffle": False}
    held = {"validation_data": (kind(X), kind(Y))}
    got = mine.fit(kind(X), kind(Y), sample_weight=weigh, **held, **how).history
    assert got == told.fit(X, Y, sample_weight=weigh, validation_data=(X, Y), **how).history
    np.testing.assert_array_equal(mine.predict(kind(X), verbose=0), told.predict(X, verbose=0))
    np.testing.assert_array_equal(mine.predict_on_batch([kind(X)]), told.predict_on_batch(X))
    if kind is not Exchanged:  # which has no length
        assert mine.train_on_batch(kind(X), kind(Y)) == told.train_on_batch(X, Y)
    batches = ([kind(X[i : i + 4]), kind(Y[i : i + 4])] for i in (0, 4, 8))
    assert mine.evaluate(list_of(batches), verbose=0) == told.evaluate(X, Y, batch_size=4, verbose=0)


class list_of:  # noqa: N801 - it stands for a loader, which gives lists
    def __init__(self, batches: Any) -> None:
        self.batches = list(batches)

    def __iter__(self) -> Any:
        return iter(self.batches)

    def __len__(self) -> int:
        raise TypeError("The data set is infinite.")


@pytest.mark.parametrize("kind", [Tensor, Exchanged, Frame, Sparse])
def test_arrays_of_other_programs_are_called_on_and_computed_with(kind: Any) -> None:
    made, layer, told = model(), keras.layers.Normalization(), keras.layers.Normalization()
    np.testing.assert_array_equal(made(kind(X)), made(X))
    layer.adapt(kind(X))
    told.adapt(X)
    np.testing.assert_array_equal(layer(kind(X)), told(X))
    np.testing.assert_array_equal(keras.ops.convert_to_tensor(kind(X)), X)
    np.testing.assert_array_equal(keras.ops.exp(kind(X)), keras.ops.exp(X))
    judge = keras.losses.MeanSquaredError()
    assert judge(kind(Y), kind(Y + 1)) == judge(Y, Y + 1)


def test_what_can_t_be_read_says_why() -> None:
    class Broken:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            raise OSError("the tape is torn")

    made = model()
    made.compile("sgd", "mse")
    with pytest.raises(MessageError, match=r"x can't be read as an array of numbers: Broken, the tape is torn"):
        made.fit(Broken(), Y, verbose=0)


# How it is told ------------------------------------------------------------


def test_hooks_of_batches_come_in_groups() -> None:
    made, heard = model(), []
    made.compile("sgd", "mse", steps_per_execution=3)

    class Ear(keras.callbacks.Callback):
        def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
            heard.append(("begin", batch))

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            heard.append(("end", batch))

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            heard.append(("epoch", epoch))

    made.fit(X, Y, batch_size=3, callbacks=[Ear()], verbose=0)
    assert heard == [("begin", 0), ("end", 2), ("begin", 3), ("end", 5), ("epoch", 0)]  # as Keras has it


TIMES = re.compile(r"\d+(:\d\d)*s\b|\d+(s|ms|us)/step")


def shown(text: str) -> list[str]:
    """What stands on the lines at last, without colours and times."""
    lines = [line.split("\r")[-1].strip("\b ") for line in re.sub("\x1b\\[[0-9]*m", "", text).split("\n")]
    return [TIMES.sub("_", line).rstrip() for line in lines]


def test_progress_is_shown_as_keras_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    made = model()
    made.compile("sgd", "mse", metrics=["mae"], weighted_metrics=["mae"])
    made.fit(X, np.zeros_like(Y), epochs=2, batch_size=6, validation_data=(X, X[:, :2]), verbose=1, shuffle=False)
    made.fit(X, np.zeros_like(Y), epochs=1, batch_size=6, validation_data=(X, X[:, :2]), verbose=2, shuffle=False)
    made.evaluate(X, np.zeros_like(Y), verbose=2)
    made.predict(X, batch_size=1)
    numbers = re.compile(r"\d\.\d{4}")
    got = [numbers.sub("N", line) for line in shown(capsys.readouterr().out)]
    bar = "━" * 20
    first = "loss: N - mae: N - weighted_mae: N - val_loss: N - val_mae: N - val_weighted_mae: N"
    second = "loss: N - mae: N - val_loss: N - val_mae: N - val_weighted_mae: N - weighted_mae: N"
    assert got == [
        "Epoch 1/2",
        f"2/2 {bar} _ _ - {first}",
        "Epoch 2/2",
        f"2/2 {bar} _ _ - {first}",
        f"2/2 - _ - _ - {second}",
        "1/1 - _ - _ - loss: N - mae: N - weighted_mae: N",
        f"12/12 {bar} _ _",
        "",
    ]


@pytest.mark.parametrize("number", range(len(DRAWN)))
def test_drawn_arguments_do_what_they_do_in_keras(number: int) -> None:
    case, *theirs = DRAWN[number]
    ours = happened(keras, case)
    word, differences = judged(ours, theirs)
    assert word in GOOD, differences
    assert "error" not in ours or issubclass(type_named(ours["error"][1]), MessageError), ours["error"]


def test_a_model_without_an_optimizer_is_evaluated_but_not_trained() -> None:
    inputs = keras.Input((3,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    x, y = np.ones((4, 3)), np.ones((4, 1))
    model.compile(optimizer=None, loss="mse")
    assert model.evaluate(x, y, verbose=0) >= 0
    for train in (model.fit, model.train_on_batch):
        with pytest.raises(MessageError, match="compiled without an optimizer"):
            train(x, y)
    model.compile("sgd", "mse")
    model.train_on_batch(x, y)


def test_what_is_measured_needs_no_loss() -> None:
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="zeros")])
    model.compile(metrics=["mae"])
    assert model.evaluate(np.ones((3, 2)), np.ones((3, 1)), verbose=0, return_dict=True) == {"loss": 0.0, "mae": 1.0}
    assert model.test_on_batch(np.ones((3, 2)), np.ones((3, 1))) == [0.0, 1.0]
