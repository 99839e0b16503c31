"""Constructors take what Keras' take, at its places and by its names; the rest is refused, never swallowed."""

from __future__ import annotations

import inspect
import json
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.keras.origin import NOT_OF_KERAS
from graph.specs.message import MessageError
from graph.specs.params import params_of
from graph.specs.registry import find, kinds, names_of

NAMESPACES = {
    "constraint": keras.constraints,
    "initializer": keras.initializers,
    "layer": keras.layers,
    "loss": keras.losses,
    "metric": keras.metrics,
    "optimizer": keras.optimizers,
    "regularizer": keras.regularizers,
}
NOT_IN_PYTHON = ("Input", "Output", "Model", "Accuracy", *NOT_OF_KERAS)
CLASSES = [
    pytest.param(getattr(namespace, name), id=f"{category}.{name}")
    for category, namespace in NAMESPACES.items()
    for name, kind in kinds(category).items()
    if name not in NOT_IN_PYTHON and getattr(kind, "family", "") != "operations"
]


def required(cls: Any) -> dict[str, Any]:
    """The first example's values of what the class can't do without."""
    examples = [getattr(e, "params", e) for e in getattr(cls.spec_class, "examples", ())]
    return {name: examples[0][name] for name, rule in params_of(cls.spec_class).items() if rule.always}


# By position ---------------------------------------------------------------------------------------------------------


def test_numbers_by_position_land_where_keras_puts_them() -> None:
    assert dict(keras.optimizers.SGD(0.01, 0.9, True, 1e-4).spec.non_default()) == {
        "weight_decay": 1e-4,
        "momentum": 0.9,
        "nesterov": True,
    }
    adam = keras.optimizers.Adam(1e-3, 0.8, 0.99, 1e-5, True)
    assert (adam.beta_1, adam.beta_2, adam.epsilon, adam.amsgrad, adam.weight_decay) == (0.8, 0.99, 1e-5, True, None)
    normal = keras.initializers.RandomNormal(5.0, 0.01, 3)
    assert (normal.mean, normal.stddev, normal.seed) == (5.0, 0.01, 3)
    orthogonal = keras.initializers.Orthogonal(2.0)
    assert (orthogonal.gain, orthogonal.seed) == (2.0, None)
    huber = keras.losses.Huber(2.0, "sum", "mine")
    assert (huber.delta, huber.reduction, huber.name) == (2.0, "sum", "mine")
    convolution = keras.layers.Conv2D(8, 3, 1, "same", None, 1, 2, "relu").spec
    assert (convolution.groups, convolution.activation, convolution.data_format) == (2, "relu", "channels_last")
    assert keras.metrics.BinaryAccuracy("hits", None, 0.3).spec.threshold == 0.3


@pytest.mark.parametrize("cls", CLASSES)
def test_the_signature_says_what_the_constructor_takes(cls: Any) -> None:
    """Every argument that the signature names may be given at its default, by position as by name."""
    parameters = inspect.signature(cls).parameters
    given = required(cls)
    by_position = [
        given[name] if p.default is p.empty else p.default
        for name, p in parameters.items()
        if p.kind is p.POSITIONAL_OR_KEYWORD
    ]
    by_name = {n: p.default for n, p in parameters.items() if p.kind is p.KEYWORD_ONLY}
    assert unnumbered(cls(*by_position, **by_name)) == unnumbered(cls(**given))


def unnumbered(made: Any) -> Any:
    """What an object stands for, without the name by which metrics are counted."""
    return made.spec.replace(label="") if getattr(made.spec, "numbered", False) else made.spec


@pytest.mark.parametrize("cls", CLASSES)
def test_what_keras_requires_is_required(cls: Any) -> None:
    if required(cls):
        with pytest.raises(MessageError, match=rf"{cls.spec_class.kind} needs a value for \w+"):
            cls()
    else:
        assert unnumbered(cls()) == cls.spec_class()


# What is too much ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cls", CLASSES)
def test_an_unknown_argument_is_refused(cls: Any) -> None:
    with pytest.raises(MessageError, match=rf"{cls.spec_class.kind} has no parameter nonsense\..*nonsense=1"):
        cls(**required(cls), nonsense=1)


@pytest.mark.parametrize("cls", CLASSES)
def test_one_position_too_many_is_refused(cls: Any) -> None:
    places = [p for p in inspect.signature(cls).parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD]
    with pytest.raises(MessageError, match=rf"{cls.spec_class.kind} takes {len(places)} arguments by position at most"):
        cls(*[None] * (len(places) + 1))


@pytest.mark.parametrize("cls", CLASSES)
def test_other_types_than_float32_are_refused(cls: Any) -> None:
    """Not swallowed: a layer of float16 would compute in float32."""
    if "dtype" not in inspect.signature(cls).parameters:
        pattern = "has no parameter dtype"
    else:
        pattern = r"dtype can only be None or 'float32'.* here. Received: 'float16'"
        for same in (None, "float32", np.float32, np.dtype("float32")):
            assert unnumbered(cls(**required(cls), dtype=same)) == unnumbered(cls(**required(cls)))
    with pytest.raises(MessageError, match=pattern):
        cls(**required(cls), dtype="float16")


def a_model() -> Any:
    x = keras.Input((2,))
    return keras.Model(x, keras.layers.Dense(1)(x), name="inner")


MEANINGLESS = {
    "lora": (
        lambda: keras.layers.Dense(2, lora_rank=2),
        "lora_rank can only be None here. Received: 2. Layers have no",
    ),
    "lora of rows": (lambda: keras.layers.Embedding(2, 2, lora_alpha=1.0), "Embedding: lora_alpha can only be None"),
    "quantized": (lambda: keras.layers.Dense(2, quantization_config=1), "Dense: quantization_config can only be None"),
    "casting": (lambda: keras.layers.Dense(2, autocast=False), "Dense: autocast can only be True here"),
    "twice": (lambda: keras.layers.Dense(2, units=3), "Dense: units is given twice, by position and by name"),
    "axis": (lambda: keras.metrics.CategoricalCrossentropy(axis=0), "axis can only be -1 here. Received: 0"),
    "models": (lambda: keras.layers.serialize(a_model()), "inner is a model: save it"),
    "own build": (
        lambda: type("Mine", (keras.layers.Dense,), {"build": len}),
        "Mine: build of one's own would never be",
    ),
    "own loss": (lambda: type("Mine", (keras.losses.Huber,), {"call": len}), "Mine: call of one's own would never be"),
    "own layers": (
        lambda: type("Mine", (keras.layers.Layer,), {})()(keras.Input((2,))),
        "Mine needs a call of its own",
    ),
    "own objects": (
        lambda: keras.losses.get({"class_name": "Huber", "module": "mine", "config": {}}),
        "of mine, which",
    ),
    "dtype of numbers": (lambda: keras.initializers.Zeros()((2,), "text"), "dtype can only be 'float32' or 'float64'"),
}


@pytest.mark.parametrize("case", MEANINGLESS)
def test_what_would_mean_nothing_is_refused(case: str) -> None:
    wrong, sentence = MEANINGLESS[case]
    with pytest.raises(MessageError, match=sentence):
        wrong()


def test_arguments_that_ask_for_nothing_are_taken() -> None:
    assert keras.layers.LSTM(2, implementation=1).spec == keras.layers.LSTM(2).spec
    assert keras.layers.LSTM(2, use_cudnn=False).spec == keras.layers.LSTM(2).spec
    assert keras.layers.Dense(2, lora_rank=None, autocast=True).spec == keras.layers.Dense(2).spec


# By name -------------------------------------------------------------------------------------------------------------


def test_losses_metrics_and_optimizers_have_names() -> None:
    assert keras.losses.MeanSquaredError(name="far", dtype="float32").name == "far"
    assert keras.losses.MeanSquaredError().name == "mean_squared_error"
    assert keras.optimizers.Adam(name="quick").name == "quick"
    metric = keras.metrics.BinaryAccuracy(name="hits", dtype=None)
    assert (metric.name, metric.spec.label) == ("hits", "hits")


def test_a_metric_shows_under_its_name() -> None:
    x = keras.Input((2,))
    model = keras.Model(x, keras.layers.Dense(1, "sigmoid")(x))
    model.compile("sgd", "mse", metrics=[keras.metrics.BinaryAccuracy(name="hits"), keras.losses.mean_absolute_error])
    logs = model.evaluate(np.ones((4, 2)), np.ones((4, 1)), verbose=0, return_dict=True)
    assert sorted(logs) == ["hits", "loss", "mean_absolute_error"]


def test_parameters_are_read_and_set_as_attributes() -> None:
    optimizer = keras.optimizers.SGD(0.1)
    optimizer.learning_rate = 0.5
    assert optimizer.learning_rate == optimizer.spec.learning_rate == 0.5
    with pytest.raises(MessageError, match="momentum must be a number from 0 to 1"):
        optimizer.momentum = 7
    with pytest.raises(AttributeError, match="SGD has no beta_1"):
        optimizer.beta_1  # noqa: B018


# Names of kinds ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("category", sorted(NAMESPACES.keys() - {"layer", "loss", "metric", "optimizer"}))
def test_each_name_of_a_kind_is_its_class(category: str) -> None:
    for name in names_of(category):
        kind = find(category, name)
        assert kind is not None
        assert getattr(NAMESPACES[category], name) is getattr(NAMESPACES[category], kind.kind)
        assert name in dir(NAMESPACES[category])


def test_functions_of_losses_and_metrics_are_the_same() -> None:
    assert keras.losses.mse is keras.losses.mean_squared_error is keras.metrics.mean_squared_error
    assert keras.losses.get("mse") is keras.losses.mse
    assert isinstance(keras.metrics.get("mse"), keras.metrics.MeanSquaredError)


@pytest.mark.parametrize("category", sorted(NAMESPACES.keys() - {"layer"}))
def test_an_object_survives_serialization(category: str) -> None:
    namespace = NAMESPACES[category]
    for name, kind in kinds(category).items():
        if name in NOT_IN_PYTHON:
            continue
        needs = any(rule.always for rule in params_of(kind).values())
        given = getattr(namespace, name)(**(kind.examples[0] if needs else {}))
        written = namespace.serialize(given)
        assert (written["module"], written["class_name"]) == (namespace.__name__.replace("runtime", "keras"), name)
        again = namespace.deserialize(written)
        assert (type(again), again.spec, again.name) == (type(given), given.spec, given.name)
        assert namespace.get(given) is given
        assert type(given).from_config(given.get_config()).spec == given.spec


def test_configs_of_keras_itself_are_read() -> None:
    """As Keras 3.15.1 writes them: with arguments that are no parameters here, at values that ask for nothing."""
    config = {"name": "sparse", "dtype": "float32", "from_logits": True, "ignore_class": None, "axis": -1}
    found = keras.metrics.deserialize({"class_name": "SparseCategoricalCrossentropy", "config": config})
    assert (found.name, found.from_logits) == ("sparse", True)
    with pytest.raises(
        MessageError, match="the setting ignore_class of SparseCategoricalCrossentropy is not supported"
    ):
        keras.metrics.deserialize({"class_name": found.spec.kind, "config": {**config, "ignore_class": 3}})


@pytest.mark.parametrize("cls", [c for c in CLASSES if str(c.id).startswith("layer.")])
def test_a_layer_survives_serialization(cls: Any) -> None:
    for example in cls.spec_class.examples:
        layer = cls(**example.params, name="mine", trainable=False)
        written = json.loads(json.dumps(keras.layers.serialize(layer)))
        for again in (keras.layers.deserialize(written), cls.from_config(written["config"])):
            trainable = written["config"].get("trainable", True)  # some of Keras' own configs don't say
            assert (type(again), again.spec, again.name, again.trainable) == (cls, layer.spec, "mine", trainable)


def test_an_input_layer_survives_serialization() -> None:
    layer = keras.layers.InputLayer((3, None), dtype="int32", name="x")
    again = keras.layers.deserialize(keras.layers.serialize(layer))
    assert (type(again), again.spec, again.name) == (type(layer), layer.spec, "x")


def test_none_and_functions_are_their_own_identifiers() -> None:
    assert keras.initializers.get(None) is keras.regularizers.serialize(None) is None
    function = keras.losses.huber
    assert keras.losses.get(function) is function
    written = keras.losses.serialize(function)
    assert written == {
        "module": "builtins",
        "class_name": "function",
        "config": "huber",
        "registered_name": "function",
    }
    assert keras.losses.deserialize(written) is function


@pytest.mark.parametrize("category", NAMESPACES)
def test_a_name_that_is_not_there_is_answered_with_those_that_are(category: str) -> None:
    known = "" if category == "layer" else f"Known: .*{list(kinds(category))[-1]}"  # there are too many layers
    with pytest.raises(AttributeError, match=f"There is no {category} Nonsense. {known}"):
        NAMESPACES[category].Nonsense  # noqa: B018


# Objects and functions in place of names -----------------------------------------------------------------------------


def test_objects_classes_and_names_mean_the_same_to_a_layer() -> None:
    ones = keras.layers.Dense(2, kernel_initializer="ones").spec
    config = {"class_name": "Ones", "config": {}}
    for given in (keras.initializers.Ones, keras.initializers.ones(), config):
        assert keras.layers.Dense(2, kernel_initializer=given).spec == ones
    assert keras.layers.Dense(2, kernel_regularizer=keras.regularizers.l2(0.1)).spec.kernel_regularizer.l2 == 0.1


def test_compile_takes_objects_classes_functions_names_and_configs() -> None:
    losses = keras.losses
    for given in (losses.Huber(), losses.Huber, losses.huber, "huber", losses.serialize(losses.Huber())):
        x = keras.Input((2,))
        model = keras.Model(x, keras.layers.Dense(1, kernel_initializer="zeros")(x))
        model.compile(keras.optimizers.SGD, given)
        assert model.evaluate(np.ones((4, 2)), np.full((4, 1), 3.0), verbose=0) == 2.5


# On arrays -----------------------------------------------------------------------------------------------------------

TRUE = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]], np.float32)
SAID = np.array([[0.1, 0.8, 0.1], [0.25, 0.5, 0.25]], np.float32)


def test_a_loss_function_gives_the_loss_of_each_sample() -> None:
    """Numbers of Keras 3.15.1."""
    np.testing.assert_allclose(keras.losses.mean_squared_error(TRUE, SAID), [0.02, 0.29166666], rtol=1e-6)
    np.testing.assert_allclose(keras.losses.categorical_crossentropy(TRUE, SAID), [0.22314353, 1.3862944], rtol=1e-6)
    sparse = keras.losses.sparse_categorical_crossentropy
    np.testing.assert_allclose(sparse([1, 0], SAID), [0.22314353, 1.3862944], rtol=1e-6)
    np.testing.assert_allclose(keras.losses.huber(TRUE, SAID * 4, 0.5), keras.losses.huber(TRUE, SAID * 4, delta=0.5))
    assert keras.losses.mse(np.ones((2, 4, 3)), np.zeros((2, 4, 3))).shape == (2, 4)
    with pytest.raises(MessageError, match=r"MeanSquaredError: y_true must have the shape \(2, 3\)"):
        keras.losses.mse(np.ones((3, 3)), SAID)


def test_a_loss_object_reduces() -> None:
    each = keras.losses.mean_squared_error(TRUE, SAID)
    weights = np.array([1.0, 3.0])
    for reduction, plain, weighted in [
        ("sum_over_batch_size", each.mean(), (each * weights).sum() / 2),
        ("sum", each.sum(), (each * weights).sum()),
        ("mean_with_sample_weight", each.mean(), (each * weights).sum() / 4),
        ("none", each, each * weights),
    ]:
        loss = keras.losses.MeanSquaredError(reduction)
        np.testing.assert_allclose(loss(TRUE, SAID), plain, rtol=1e-6)
        np.testing.assert_allclose(loss(TRUE, SAID, sample_weight=weights), weighted, rtol=1e-6)


def test_a_loss_object_leaves_out_the_ignored_class() -> None:
    """Numbers of Keras 3.15.1."""
    given = np.array([0, 1]), np.array([[0.2, 0.8], [0.3, 0.7]])
    for reduction, expected in [("sum_over_batch_size", 0.3566749), ("sum", 0.3566749)]:
        loss = keras.losses.SparseCategoricalCrossentropy(ignore_class=0, reduction=reduction)
        np.testing.assert_allclose(loss(*given), expected, rtol=1e-6)
    assert keras.losses.MeanSquaredError(reduction=None).reduction == "none"


def test_initializers_regularizers_and_constraints_are_called_as_in_keras() -> None:
    assert keras.initializers.Constant(3.0)((2, 2)).tolist() == [[3.0, 3.0], [3.0, 3.0]]
    seeded = keras.initializers.glorot_uniform(seed=1)
    np.testing.assert_array_equal(seeded((3, 2)), seeded((3, 2)))
    assert keras.regularizers.L1L2(0.5, 0.25)(np.array([[1.0, -2.0]])) == 0.5 * 3 + 0.25 * 5
    given = np.array([-1.0, 2.0], np.float32)
    assert keras.constraints.non_neg()(given).tolist() == [0.0, 2.0]
    assert given.tolist() == [-1.0, 2.0]


def test_a_metric_function_gives_the_score_of_each_sample() -> None:
    """Numbers of Keras 3.15.1."""
    assert keras.metrics.categorical_accuracy(TRUE, SAID).tolist() == [1.0, 0.0]
    assert keras.metrics.sparse_categorical_accuracy([1, 0], SAID).tolist() == [1.0, 0.0]
    assert keras.metrics.binary_accuracy(TRUE, SAID, 0.6).tolist() == [[1.0, 1.0, 1.0], [0.0, 1.0, 1.0]]
    assert keras.metrics.binary_accuracy(TRUE, SAID, threshold=0.2).tolist() == [[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]]


def test_a_metric_object_grows_with_each_batch() -> None:
    metric = keras.metrics.CategoricalAccuracy()
    assert metric.result() == 0
    assert metric(TRUE[:1], SAID[:1]) == 1
    metric.update_state(TRUE, SAID, sample_weight=[1, 4])
    assert metric.result() == 2 / 6
    metric.reset_state()
    assert metric(TRUE, SAID) == 0.5


def test_accuracy_is_a_name_alone() -> None:
    """Keras' class of that name compares numbers for equality; "accuracy" means one of three others."""
    equal = keras.metrics.Accuracy()
    assert equal([[1], [2], [3], [4]], [[0], [2], [3], [4]], [1, 1, 0, 0]) == 0.5
    with pytest.raises(ValueError, match="can't equal predictions of shape"):
        equal([1, 2, 3], [1, 2])
    assert keras.metrics.get("accuracy").name == "accuracy"
    with pytest.raises(MessageError, match="accuracy goes by the output of a model"):
        keras.metrics.get("accuracy")(TRUE, SAID)


def test_an_embedding_begins_with_the_weights_it_is_given() -> None:
    table = np.arange(6.0, dtype=np.float32).reshape(3, 2)
    for given in (table, [table]):
        layer = keras.layers.Embedding(3, 2, weights=given)
        np.testing.assert_array_equal(layer(np.array([[2, 0]])), [[[4, 5], [0, 1]]])
    with pytest.raises(MessageError, match=r"embeddings holds .*\(3, 2\)"):
        keras.layers.Embedding(3, 2, weights=table.T)(np.array([[0]]))


def test_a_class_derived_for_its_arguments_alone_is_what_it_derives_from() -> None:
    class Narrow(keras.layers.Dense):
        def __init__(self, **options: Any) -> None:
            super().__init__(2, "relu", **options)

    assert Narrow(use_bias=False).spec == keras.layers.Dense(2, "relu", False).spec
