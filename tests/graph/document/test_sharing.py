"""A layer that stands in several models is one layer: edits, files, weights, code and numbers know it as one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from graph.document.document import Document, Source, new_document
from graph.document.sharing import shared_layers
from graph.editing.clipboard import copy, paste
from graph.editing.edits import add_layer, connect, remove, rename_layer, set_params, set_trainable
from graph.editing.grouping import share, ungroup
from graph.export.keras_code import keras_code
from graph.inference.program import flatten
from graph.inference.totals import totals
from graph.keras.from_keras import from_keras
from graph.keras.paths import every_h5_path, h5_paths
from graph.keras.to_keras import to_keras
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.storage.json_text import parse
from graph.storage.storage import StorageError, dumps, loads
from graph.views.summary import summary


def autoencoder() -> tuple[Document, str, str]:
    """Input(4) → code (3) → back (4) → Output, its encoder as a second model; its id and that of `code`."""
    document = new_document("autoencoder")
    document, _, x = add_layer(document, "m1", Input(shape=(4,)), name="image")
    document, code, c = add_layer(document, "m1", Dense(units=3), name="code")
    document, _, b = add_layer(document, "m1", Dense(units=4), name="back")
    document, _, y = add_layer(document, "m1", Output(loss="mse"))
    for source, call in ((x, c), (c, b), (b, y)):
        document = connect(document, "m1", Source(source), call, 0)
    document, encoder = share(document, "m1", [code], "encoder")
    return document, encoder, code


def both_in_one() -> Document:
    """A model that calls the autoencoder and its encoder on one input."""
    document, encoder, _ = autoencoder()
    outer = replace(new_document("both").models["m1"], id="m99")
    document = replace(document, models={**document.models, "m99": outer}, root="m99", next_id=200)
    document, _, x = add_layer(document, "m99", Input(shape=(4,)), name="given")
    for inner in (encoder, "m1"):
        document, _, call = add_layer(document, "m99", NestedModel(model=inner), name=document.models[inner].name)
        document, _, y = add_layer(document, "m99", Output())
        document = connect(document, "m99", Source(x), call, 0)
        document = connect(document, "m99", Source(call), y, 0)
    return document


def test_a_second_model_has_the_layers_and_calls_of_its_own() -> None:
    document, encoder, code = autoencoder()
    assert shared_layers(document) == {code}
    inner = document.models[encoder]
    assert [layer.name for layer in inner.layers.values() if layer.spec.kind != "Output"] == ["code", "image"]
    assert not inner.calls.keys() & document.main.calls.keys()
    assert flatten(document, encoder).weights[0].layer == flatten(document).weights[0].layer == (code,)


def test_an_edit_reaches_every_model_that_has_the_layer() -> None:
    document, encoder, code = autoencoder()
    for model in ("m1", encoder):
        document = set_params(document, model, code, {"units": 7 if model == "m1" else 5})
        document = rename_layer(document, model, code, f"seen from {model}")
        document = set_trainable(document, model, code, model == "m1")
        assert document.models["m1"].layers[code] == document.models[encoder].layers[code]
    assert document.main.layers[code].spec.units == 5
    assert not document.main.layers[code].trainable


def test_what_is_deleted_in_one_model_stays_in_the_other() -> None:
    document, encoder, code = autoencoder()
    document = remove(document, "m1", [code])
    assert code not in document.main.layers and code in document.models[encoder].layers
    assert not shared_layers(document)


def test_a_copy_has_weights_of_its_own() -> None:
    document, _, code = autoencoder()
    document, pasted = paste(document, "m1", copy(document, "m1", [code]))
    assert shared_layers(document) == {code} and code not in pasted


def test_models_copied_together_share_what_they_shared() -> None:
    document = both_in_one()
    text = copy(document, "m99", [i for i, v in document.main.layers.items() if v.spec.kind == "Model"])
    document = set_params(
        document, "m1", next(iter(shared_layers(document))), {"units": 6}
    )  # no longer the same models
    document, _ = paste(document, "m99", text)
    assert len(shared_layers(document)) == 2


def test_weights_are_there_and_counted_once() -> None:
    document = both_in_one()
    program = flatten(document)
    assert [w.path for w in program.weights] == [
        "encoder/code/kernel",
        "encoder/code/bias",
        "autoencoder/back/kernel",
        "autoencoder/back/bias",
    ]
    assert totals(document).weights == summary(document).counts.total == 15 + 16
    assert len({step.layer for step in program.steps}) == 2 and len(program.steps) == 3


@pytest.mark.parametrize("where", ["layer", "one model"])
def test_what_is_frozen_anywhere_is_frozen_everywhere(where: str) -> None:
    document = both_in_one()
    code = next(iter(shared_layers(document)))
    if where == "layer":
        document = set_trainable(document, "m1", code, False)
    else:
        frozen = next(i for i, v in document.main.layers.items() if v.name == "encoder")
        document = set_trainable(document, "m99", frozen, False)
    assert [w.trainable for w in flatten(document).weights] == [False, False, True, True]
    assert totals(document).frozen == 15


def test_dissolving_a_model_keeps_the_sharing() -> None:
    document = both_in_one()
    for name in ("encoder", "autoencoder"):
        document, _ = ungroup(document, "m99", next(i for i, v in document.main.layers.items() if v.name == name))
    assert [w.path for w in flatten(document).weights] == ["code/kernel", "code/bias", "back/kernel", "back/bias"]


def test_files_keep_it() -> None:
    document = both_in_one()
    text = dumps(document)
    assert loads(text) == document
    assert text.count('"name": "code"') == 1 and '{"of": ' in text


def test_files_that_described_two_layers_under_one_id_keep_two() -> None:
    content = parse(dumps(both_in_one()))
    models = content["models"]
    for model in models.values():
        for key, layer in model["layers"].items():
            if "of" in layer:
                model["layers"][key] = models[layer["of"]]["layers"][key]
    document = loads(json.dumps(content))
    assert not shared_layers(document)
    assert totals(document).weights == 15 + 15 + 16


def test_a_layer_that_is_nowhere_described_is_refused() -> None:
    content = parse(dumps(autoencoder()[0]))
    content["models"]["m1"]["layers"]["l9"] = {"of": "m2"}
    with pytest.raises(StorageError, match="l9 is a layer of m2, where it is not described"):
        loads(json.dumps(content))


def test_keras_config_says_it_as_keras_does_and_is_read_back() -> None:
    document = both_in_one()
    config = to_keras(document)
    assert json.dumps(config).count("shared_object_id") == 1
    again = from_keras(json.loads(json.dumps(config)))
    assert len(shared_layers(again)) == 1
    assert [w.path for w in flatten(again).weights] == [w.path for w in flatten(document).weights]
    assert len(every_h5_path(document)) == 6 and len(h5_paths(document)) == 4


def test_code_makes_the_layer_once_and_hands_it_on() -> None:
    script = keras_code(both_in_one())
    assert script.count('layers.Dense(3, name="code")') == 1
    assert "def build_encoder(code):" in script and "def build_autoencoder(code):" in script
