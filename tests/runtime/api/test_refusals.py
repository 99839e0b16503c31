"""Whatever is given where it can't be used is refused before anything happens: what was expected, what came, and where.

`KINDS` has, for every argument of a kind, values of other kinds: each must be named together with its owner.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError
from tests.runtime.api.test_signatures import FACES

X, Y = np.ones((4, 3), "float32"), np.ones((4, 2), "float32")


def compiled() -> Any:
    x = keras.Input((3,), name="x")
    model = keras.Model(x, keras.layers.Dense(2, name="out")(x), name="small")
    model.compile("sgd", "mse")
    return model


def fit(**options: Any) -> Any:
    return compiled().fit(X, Y, **{"verbose": 0, **options})


def evaluate(**options: Any) -> Any:
    return compiled().evaluate(X, Y, **{"verbose": 0, **options})


def predict(**options: Any) -> Any:
    return compiled().predict(X, **{"verbose": 0, **options})


COUNTS = {
    fit: ("batch_size", "epochs", "steps_per_epoch", "validation_steps", "validation_batch_size", "validation_freq"),
    evaluate: ("batch_size", "steps"),
    predict: ("batch_size", "steps"),
}
NO_COUNTS = ("3", -1, 2.5, 2.0, np.float32(4), [1.5], X, compiled)


@pytest.mark.parametrize("given", NO_COUNTS, ids=lambda given: type(given).__name__)
@pytest.mark.parametrize("method, name", [(method, name) for method, names in COUNTS.items() for name in names])
def test_what_counts_must_be_a_whole_number(method: Callable[..., Any], name: str, given: Any) -> None:
    with pytest.raises(MessageError, match=rf"{method.__name__}: {name} must be a whole number of [01] or more. Rec"):
        method(**{name: given})


ONE_OF: dict[Callable[..., Any], tuple[str, ...]] = {
    fit: ("verbose", "shuffle"),
    evaluate: ("verbose",),
    predict: ("verbose",),
    lambda **o: compiled().compile("sgd", "mse", **o): ("run_eagerly", "jit_compile", "auto_scale_loss"),
    lambda **o: keras.layers.Dense(1, **o): ("trainable", "dtype", "autocast", "lora_rank"),
    lambda **o: keras.layers.Dropout(0.5)(X, **o): ("training",),
    lambda **o: compiled()(X, **o): ("training",),
    lambda **o: keras.Input((3,), **o): ("sparse", "ragged", "optional", "tensor"),
    lambda **o: compiled().save("never.keras", **o): ("zipped",),
    lambda **o: compiled().save_weights("never.weights.h5", **o): ("max_shard_size",),
    lambda **o: keras.saving.load_model("never.keras", **o): ("safe_mode",),
    lambda **o: keras.models.load_model("never.keras", **o): ("safe_mode",),
    lambda **o: keras.utils.plot_model(compiled(), "never.png", **o): ("splines",),
    lambda **o: keras.name_scope("net", **o): ("caller", "deduplicate", "override_parent"),
    lambda **o: keras.KerasTensor((None, 3), **o): ("record_history",),
}


@pytest.mark.parametrize("given", ["float16", 7, ["x"]], ids=str)
def test_custom_objects_must_be_a_dict(given: Any) -> None:
    for call in (
        lambda: keras.saving.load_model("never.keras", custom_objects=given),
        lambda: keras.Model.from_config({}, custom_objects=given),
    ):
        with pytest.raises(MessageError, match=r"needs a dict of objects by name\. Received: "):
            call()


def test_a_model_is_made_of_its_config_again() -> None:
    config = compiled().get_config()
    assert keras.Model.from_config(config, {}).get_config() == config


@pytest.mark.parametrize("given", ["float16", 7, ["x"]], ids=str)
@pytest.mark.parametrize("call, name", [(call, name) for call, names in ONE_OF.items() for name in names])
def test_what_means_nothing_here_is_refused(call: Callable[..., Any], name: str, given: Any) -> None:
    with pytest.raises(MessageError, match=rf"\w+: {name} can only be .* here\. Received: "):
        call(**{name: given})
    assert not Path("never.keras").exists()


PATHS: dict[str, Callable[[Any], Any]] = {
    "save": lambda path: compiled().save(path),
    "save_weights": lambda path: compiled().save_weights(path),
    "load_weights": lambda path: compiled().load_weights(path),
    "load_model": lambda path: keras.saving.load_model(path),
    "plot_model": lambda path: keras.utils.plot_model(compiled(), path),
}


@pytest.mark.parametrize("given", [None, 3, X, b"name"], ids=lambda given: type(given).__name__)
@pytest.mark.parametrize("owner", PATHS)
def test_the_name_of_a_file_must_be_one(owner: str, given: Any) -> None:
    with pytest.raises(MessageError, match=rf"{owner}: filepath must be the name of a file. Received: "):
        PATHS[owner](given)


NEED_A_MODEL: dict[str, Callable[[Any], Any]] = {
    "save_model": lambda model: keras.saving.save_model(model, "never.keras"),
    "save_weights": lambda model: keras.saving.save_weights(model, "never.weights.h5"),
    "load_weights": lambda model: keras.saving.load_weights(model, "never.weights.h5"),
    "plot_model": lambda model: keras.utils.plot_model(model),
}


@pytest.mark.parametrize("owner", NEED_A_MODEL)
def test_what_needs_a_model_says_so(owner: str) -> None:
    with pytest.raises(MessageError, match=rf"{owner} needs a model. Received: \[1\]"):
        NEED_A_MODEL[owner]([1])


DATA: dict[str, Callable[[Any], Any]] = {
    "fit's x": lambda given: compiled().fit(given, Y, verbose=0),
    "fit's y": lambda given: compiled().fit(X, given, verbose=0),
    "fit's weights": lambda given: fit(sample_weight=given),
    "evaluate's x": lambda given: compiled().evaluate(given, Y, verbose=0),
    "evaluate's y": lambda given: compiled().evaluate(X, given, verbose=0),
    "predict's x": lambda given: compiled().predict(given, verbose=0),
    "train_on_batch's x": lambda given: compiled().train_on_batch(given, Y),
    "train_on_batch's y": lambda given: compiled().train_on_batch(X, given),
    "test_on_batch's x": lambda given: compiled().test_on_batch(given, Y),
    "predict_on_batch's x": lambda given: compiled().predict_on_batch(given),
    "a layer's input": lambda given: keras.layers.Dense(1)(given),
    "a model's input": lambda given: compiled()(given),
    "a layer's state": lambda given: keras.layers.LSTM(2)(np.ones((4, 2, 3)), initial_state=[given, given]),
    "weights": lambda given: compiled().set_weights([given, given]),
    "a layer's weights": lambda given: compiled().get_layer("out").set_weights([given, given]),
    "to_categorical's x": keras.utils.to_categorical,
}


@pytest.mark.parametrize("given", ["abc", ["a", "b"], {1, 2}], ids=str)
@pytest.mark.parametrize("what", DATA)
def test_data_must_be_numbers(what: str, given: Any) -> None:
    wanted = r"must be numbers\. Received: |computes with numbers|Received: [14]|needs 1 arrays"
    with pytest.raises(MessageError, match=wanted):
        DATA[what](given)


OTHERS: dict[str, tuple[Callable[[], Any], str]] = {
    "share": (lambda: fit(validation_split="a"), r"fit: validation_split must be a number from 0 to 1. Received: 'a'"),
    "large share": (lambda: fit(validation_split=2), r"validation_split must be a number from 0 to 1. Received: 2"),
    "class weights": (lambda: fit(class_weight=[1, 2]), r"class_weight must be a dict.*Received: \[1, 2\]"),
    "names of classes": (lambda: fit(class_weight={"a": 1}), r"class_weight must be a dict.*Received: \{'a': 1\}"),
    "class weight": (lambda: fit(class_weight={0: "a"}), r"class_weight must be a dict.*Received: \{0: 'a'\}"),
    "names of weights": (lambda: fit(sample_weight={"z": Y[:, 0]}), r"sample_weight names z, but .* outputs are out"),
    "held out": (lambda: fit(validation_data=X), r"validation_data must be \(x, y\) or .*Received: ndarray"),
    "callback": (lambda: fit(callbacks=[3]), r"callbacks must be Callback objects.*Received: 3"),
    "layers of a name": (
        lambda: keras.Model(x := keras.Input((3,)), keras.layers.Dense(1, name=x.name)(x)),
        r'The name "input_layer\w*" is used by two layers of the model, Input and Dense: give one another',
    ),
    "an input twice": (
        lambda: keras.Model([x := keras.Input((3,), name="x"), x], keras.layers.Dense(1)(x)),
        r"Model is given an input twice. Received: x, x",
    ),
    "tensors and arrays": (lambda: keras.layers.Add()([keras.Input((3,)), X]), r"add\w* is called on tensors and arr"),
    "arrays for a model": (lambda: compiled()([X, X]), r"The model small takes 1 inputs. Received: 2"),
    "shape for a model": (
        lambda: compiled()(X[:, :2]),
        r"The model small expects \(None, 3\) at x. Received: \(None, 2",
    ),
    "states": (
        lambda: keras.layers.LSTM(2, name="m")(np.ones((4, 2, 3)), initial_state=[np.ones((4, 2))]),
        r"m: initial_state must be 2 tensors. Received: 1",
    ),
    "state of others": (
        lambda: keras.layers.Dense(1, name="d")(X, initial_state=X),
        r"d takes no argument initial_state",
    ),
    "mask's shape": (
        lambda: keras.layers.LSTM(2, name="m")(np.ones((4, 2, 3)), mask=np.ones((4, 3), bool)),
        r"m: mask must hold true or false for each step, \(4, 2\)\. Received: bool, \(4, 3\)",
    ),
    "mask's type": (
        lambda: keras.layers.LSTM(2, name="m")(np.ones((4, 2, 3)), mask=np.ones((4, 2))),
        r"m: mask must hold true or false .*Received: float64, \(4, 2\)",
    ),
    "masks": (lambda: keras.layers.Dense(1, name="d")(X, mask=[None, None]), r"d is given 2 masks for 1 inputs"),
    "mask of a model": (lambda: compiled()(X, mask=X > 0), r"small: a mask can only be given to a layer"),
    "mask in a graph": (
        lambda: keras.layers.LSTM(2, name="m")(keras.Input((2, 3)), mask=np.ones((4, 2), bool)),
        r"m: mask can only be given with arrays",
    ),
    "training in a graph": (
        lambda: keras.layers.Dropout(0.5, name="d")(keras.Input((3,)), training=True),
        r"d: training can only be given with arrays",
    ),
    "batch shape": (lambda: keras.Input((3,), batch_shape=(None, 3)), r"Input takes either batch_shape, or shape"),
    "batch shape's kind": (lambda: keras.Input(batch_shape=3), r"Input: batch_shape must be sizes.*Received: 3"),
    "name": (lambda: keras.Model(x := keras.Input((3,)), x, name=3), r"A name must be a text.*Received: 3"),
    "layer's place": (lambda: compiled().get_layer(index="a"), r"get_layer: index must be a whole number.*'a'"),
    "layer": (lambda: compiled().get_layer(), r"get_layer needs either the name of a layer or its index"),
    "weights": (lambda: compiled().set_weights(3), r"small: weights must be a list of arrays. Received: 3"),
    "lines": (lambda: compiled().summary(line_length="a"), r"summary: line_length must be a whole number.*'a'"),
    "printing": (lambda: compiled().summary(print_fn=3), r"summary: print_fn must be a function. Received: 3"),
    "range": (lambda: compiled().summary(layer_range="x"), r"layer_range must be two names of layers. Received: 'x'"),
    "names in a range": (lambda: compiled().summary(layer_range=["x", "z"]), r"layer_range names no layers.*: x, out"),
    "dots": (lambda: keras.utils.plot_model(compiled(), dpi="a"), r"plot_model: dpi must be a whole number.*'a'"),
    "symbolic loss": (
        lambda: keras.losses.CTC()(keras.Input((3,)), keras.Input((3, 4))),
        r"CTC can't be called on symbolic tensors: it is not made of operations",
    ),
    "seed": (lambda: keras.utils.set_random_seed("a"), r"set_random_seed: seed must be a whole number.*'a'"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_what_was_expected_and_what_came_are_named(case: str) -> None:
    wrong, sentence = OTHERS[case]
    with pytest.raises(MessageError, match=sentence):
        wrong()


BASES = ("Constraint", "Initializer", "Layer", "Loss", "Metric", "Optimizer", "Regularizer")
"""What classes of one's own are made from: their own `__init__` takes what they please."""
MERGES = ("add", "average", "concatenate", "dot", "maximum", "minimum", "multiply", "subtract")
OWN = {"Layer.call", "Model.call", "Layer.add_metric", "Model.add_metric"}
"""What refuses whatever it is given: `call` until a class of one's own has one."""
SAVED = {"preprocessing.image.save_img", "utils.save_img"}
READ = (
    {
        "Layer.compute_output_spec",
        "Model.compute_output_spec",
        "Model.to_json",
        "layers.Wrapper",
        "callbacks.LambdaCallback",
        "metrics.MeanMetricWrapper",
        *(f"layers.{name}" for name in MERGES),
    }
    | OWN
    | SAVED
)
"""Public names that take any keyword, and look at each."""


def test_nothing_public_takes_keywords_that_nobody_looks_at() -> None:
    """What takes `**keywords` without a signature of its own is in `READ`, and refuses what it doesn't know."""
    found = set()
    for section, face in FACES.items():
        for name in getattr(face, "__all__", dir(face)):
            thing = getattr(face, name) if not name.startswith("_") else None
            if not callable(thing) or name in BASES:
                continue
            parameters = inspect.signature(thing).parameters.values()
            if any(p.kind is p.VAR_KEYWORD for p in parameters):
                found.add(f"{section}.{name}")
    assert found == READ
    tensors = [keras.Input((3,)), keras.Input((3,))]
    with pytest.raises(ValueError, match="nonsense"):
        keras.callbacks.LambdaCallback(nonsense=print)
    with pytest.raises(ValueError, match="nonsense"):
        keras.utils.save_img("never.png", [[[0.0]]], nonsense=1)
    for merge in (getattr(keras.layers, name) for name in MERGES):
        with pytest.raises(ValueError, match="nonsense"):
            merge(tensors, nonsense=1)


def test_a_range_of_layers_is_shown_alone(capsys: pytest.CaptureFixture[str]) -> None:
    x = keras.Input((3,), name="x")
    h = x
    for name in ("first", "second", "third"):
        h = keras.layers.Dense(3, name=name)(h)
    model = keras.Model(x, h)
    for names in (["second", "third"], ["third", "second"], ("sec", "th.*")):
        model.summary(layer_range=names)
        shown = capsys.readouterr().out
        assert [name for name in ("x (", "first", "second", "third") if name in shown] == ["second", "third"]
        assert "Total params: 36" in shown
