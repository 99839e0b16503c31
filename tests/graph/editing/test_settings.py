from __future__ import annotations

import pytest

from graph.document.document import Document
from graph.editing.settings import SettingError, change, keys, setting
from graph.specs.params import SpecError
from runtime.files.templates import load as load_template


@pytest.fixture
def document() -> Document:
    return load_template("autoencoder")


def test_a_key_names_the_plan_its_parts_the_data_and_layers_of_every_model(document: Document) -> None:
    assert setting(document, "epochs").value == document.training.epochs
    assert setting(document, "optimizer.learning_rate").value == document.training.optimizer.learning_rate
    inner = next(model for id, model in document.models.items() if id != document.root)
    layer = next(layer for layer in inner.layers.values() if layer.spec.kind == "Conv2D")
    found = setting(document, f"{inner.name}/{layer.name}.filters")
    assert (found.model, found.layer, found.value) == (inner.id, layer, layer.spec.filters)


@pytest.mark.parametrize("name", ["fully_connected", "headline", "autoencoder"])
def test_what_a_key_is_set_to_is_what_it_is_then_and_nothing_else(name: str) -> None:
    document = load_template(name)
    for key in keys(document):
        assert change(document, key, setting(document, key).value) == document
    changed = change(document, "batch_size", 7)
    assert setting(changed, "batch_size").value == 7
    assert change(changed, "batch_size", document.training.batch_size) == document


def test_a_layer_that_is_not_present_is_gone_and_what_came_into_it_goes_on() -> None:
    document = load_template("fully_connected")
    hidden = [layer for layer in document.main.layers.values() if layer.spec.kind == "Dense"][1]
    without = change(document, f"{hidden.name}.present", False)
    assert without.main.layer_named(hidden.name) is None
    assert all(source is not None for call in without.main.calls.values() for source in call.inputs)
    assert change(document, f"{hidden.name}.present", True) == document


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("epoch", "epochs"),
        ("optimizer.rate", "optimizer.learning_rate"),
        ("nobody.units", "data"),
        ("dense.unit", "dense.units"),
    ],
)
def test_a_key_that_names_nothing_is_answered_by_what_there_is(key: str, told: str) -> None:
    document = load_template("fully_connected")
    first = next(layer for layer in document.main.layers.values() if layer.spec.kind == "Dense")
    with pytest.raises(SettingError, match=told.replace("dense.", f"{first.name}.")):
        change(document, key.replace("dense.", f"{first.name}."), 1)


def test_a_value_that_a_parameter_can_t_have_is_refused() -> None:
    with pytest.raises(SpecError, match="batch_size"):
        change(load_template("fully_connected"), "batch_size", 0)
    with pytest.raises(SettingError, match="true or false"):
        change(load_template("fully_connected"), "dense.present", 3)
