"""Names that the program makes: as Keras counts, and safe where they become code."""

from __future__ import annotations

import copy
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.document.names import fresh_name, identifier
from graph.layers.core import Dense
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


@given(st.text(), st.sets(st.text()))
def test_an_identifier_is_always_one_and_never_taken(name: str, taken: set[str]) -> None:
    made = identifier(name, taken)
    assert made.isidentifier()
    assert made.isascii()
    assert not keyword.iskeyword(made)
    assert made not in taken


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
