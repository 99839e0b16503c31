"""Names that the program makes: as Keras counts, and safe where they become code."""

from __future__ import annotations

import copy
import keyword
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.document.document import Model, Source, new_document
from graph.document.names import automatic_name, fresh_name, identifier, output_name, output_names
from graph.editing.edits import add_layer, connect
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.specs.losses.loss import Loss
from graph.specs.message import MessageError, say
from graph.specs.params import SpecError, params_of
from graph.specs.registry import find, kinds, make_value, snake
from graph.specs.spec import Value
from graph.storage.value_json import read_value, value_json

CATEGORIES = ("initializer", "regularizer", "constraint", "loss", "metric", "optimizer")


def test_a_taken_name_gets_the_next_number() -> None:
    assert fresh_name("dense", ()) == "dense"
    assert fresh_name("dense", ("dense", "dense_1")) == "dense_2"
    assert fresh_name("dense_1", ("dense", "dense_1")) == "dense_2"


def named(*names: str | None) -> Model:
    """An Input for each name that is one, and an Output for each, fed by the layer before; None is one without."""
    document = new_document()
    document, _, x = add_layer(document, "m1", Input(shape=(3,)), name="x")
    for name in names:
        document, _, out = add_layer(document, "m1", Output(), name=name or "")
        document = connect(document, "m1", Source(x), out, 0)
    return document.main


def test_a_new_layer_is_called_by_its_kind_and_counted() -> None:
    model = named()
    kinds_of = ("Input", "Output", "Conv2DTranspose", "Dense")
    assert [automatic_name(kind, model) for kind in kinds_of] == ["input", "output", "conv2d_transpose", "dense"]
    document, _, _ = add_layer(new_document(), "m1", Dense(units=2))
    assert automatic_name("Dense", document.main) == "dense_1"


def test_an_output_is_called_by_itself_else_by_what_feeds_it_and_told_apart() -> None:
    model = named("price", "price", "")
    assert output_names(model)[:2] == ("price", "price_1")
    assert [output_name(model, call) for call in model.outputs][:2] == ["price", "price"]
    layers = {key: replace(layer, name="x" if layer.name == "x" else "") for key, layer in model.layers.items()}
    nameless = replace(model, layers=layers)
    assert output_name(nameless, nameless.outputs[0]) == "x"
    assert output_names(nameless) == ("x", "x_1", "x_2")
    calls = {key: replace(call, inputs=(None,) * len(call.inputs)) for key, call in nameless.calls.items()}
    assert output_name(replace(nameless, calls=calls), nameless.outputs[0]) == "output"


@given(st.text(), st.sets(st.text()))
def test_an_identifier_is_always_one_and_never_taken(name: str, taken: set[str]) -> None:
    made = identifier(name, taken)
    assert made.isidentifier()
    assert made.isascii()
    assert not keyword.iskeyword(made)
    assert made not in taken


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Dense 1", "dense_1"),
        ("  (a — b)! ", "a_b"),
        ("Xylem X", "xylem_x"),
        ("3d", "layer_3d"),
        ("层", "layer"),
        ("class", "class_"),
        ("match", "match_"),
        ("a" * 70, "a" * 60),
    ],
)
def test_an_identifier_resembles_its_name(name: str, made: str) -> None:
    assert identifier(name) == made
    assert identifier(name, {made}) != made


def test_automatic_names_are_keras_own() -> None:
    assert [snake(n) for n in ("Conv2DTranspose", "LSTM", "MaxPooling2D")] == [
        "conv2d_transpose",
        "lstm",
        "max_pooling2d",
    ]


@pytest.mark.parametrize("kind", [cls for category in CATEGORIES for cls in kinds(category).values()])
def test_every_value_has_a_short_text_that_gives_it_back(kind: type[Value]) -> None:
    value = kind()
    assert isinstance(value_json(value), str) or any(rule.always for rule in params_of(kind).values())
    assert read_value(kind.category, value_json(value)) == value


def test_a_loss_and_a_metric_of_one_name_are_told_apart() -> None:
    assert find("loss", "mse") is not find("metric", "mse")
    assert issubclass(find("loss", "mse") or object, Loss)


def test_a_bad_parameter_is_told_in_a_short_sentence() -> None:
    with pytest.raises(SpecError) as caught:
        Dense(units="x" * 10_000)
    assert len(str(caught.value)) < 200
    with pytest.raises(SpecError, match="known kinds of loss"):
        make_value("loss", "nothing", "Output: loss")


def test_messages_survive_the_way_between_processes() -> None:
    error = copy.copy(MessageError(say("{name} is {n}", name="a{b}", n=3)))  # takes the way that processes take
    assert str(error.message) == "a{b} is 3"
