"""Edits of a document's code: the graph follows, and what stays keeps its ids, places and data."""

from __future__ import annotations

import pytest

from graph.document.document import Document
from graph.editing.following import followed
from graph.export.keras_code import keras_code
from runtime.files import templates
from runtime.script.reading import read_script


def edited(document: Document, *changes: tuple[str, str]) -> Document:
    code = keras_code(document)
    new = code
    for old, with_what in changes:
        assert old in new
        new = new.replace(old, with_what, 1)
    return followed(document, read_script(code).document, read_script(new).document)


@pytest.mark.parametrize("name", templates.names())
def test_code_that_nobody_changed_changes_nothing(name: str) -> None:
    document = templates.load(name)
    again = edited(document)
    assert again.training == document.training and again.data == document.data
    for key, model in document.models.items():
        assert again.models[key].layers == model.layers
        assert again.models[key].positions == model.positions and again.models[key].notes == model.notes
        assert again.models[key].calls == model.calls


def test_a_number_is_changed_and_all_else_stays() -> None:
    document = templates.load("fully_connected")
    again = edited(document, ("Dense(64", "Dense(96"), ("epochs=30", "epochs=3"))
    assert again.training.epochs == 3
    assert list(again.main.layers) == list(document.main.layers)
    changed = [k for k, layer in again.main.layers.items() if layer != document.main.layers[k]]
    assert len(changed) == 1 and again.main.layers[changed[0]].spec.units == 96
    assert again.main.positions == document.main.positions


def test_a_line_is_added_and_one_taken_away() -> None:
    document = templates.load("small_resnet")
    added = edited(
        document, ("    x = layers.Dropout", "    x = layers.LayerNormalization()(x)\n    x = layers.Dropout")
    )
    new = added.main.layers.keys() - document.main.layers.keys()
    assert [added.main.layers[k].spec.kind for k in new] == ["LayerNormalization"]
    assert new <= added.main.positions.keys()
    assert document.main.layers.keys() < added.main.layers.keys()
    without = edited(added, ("    x = layers.LayerNormalization()(x)\n", ""))
    assert without.main.layers == document.main.layers and without.main.calls == document.main.calls


def test_a_nested_model_is_changed_inside() -> None:
    document = templates.load("autoencoder")
    again = edited(document, ("x = layers.Conv2D(16, 3", "x = layers.Conv2D(24, 3"))
    assert again.models.keys() == document.models.keys()
    kept = [k for k in document.models if again.models[k] == document.models[k]]
    assert len(kept) == len(document.models) - 1


def test_a_name_is_changed() -> None:
    document = templates.load("tweets")
    again = edited(document, ('"shared_lstm"', '"reader"'))
    assert [layer.name for layer in again.main.layers.values()].count("reader") == 1
    assert again.main.layers.keys() == document.main.layers.keys()
    assert again.data == document.data
