"""Classes of one's own in files: under their own names, as Keras writes and reads them, and as models without them.

The files in `tests/data/own_classes` are Keras' own, and so are the numbers: see `own_classes.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.document.own_class import OWN_CLASS, note_of
from graph.editing.edits import rename_layer
from graph.export.keras_code import keras_code
from graph.keras.to_keras import to_keras
from graph.specs.message import MessageError
from graph.storage.storage import dumps, loads
from runtime.api import custom_objects
from runtime.api.custom_objects import register_keras_serializable
from tests.runtime.api.own_classes import ROWS, define, functional

DATA = Path(__file__).resolve().parents[2] / "data" / "own_classes"
X = np.array(ROWS, "float32")
FUNCTIONAL = [-0.565701961517334, -1.0332592725753784, 0.7010557055473328]
WHOLE = [0.346956729888916, 0.09468775987625122, 0.7848758101463318]


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The classes, registered for one test."""
    monkeypatch.setattr(custom_objects, "_everywhere", {})
    return define(keras, register_keras_serializable)


def test_what_keras_wrote_is_read_by_the_classes(own: Any) -> None:
    model = keras.models.load_model(DATA / "layers.keras")
    np.testing.assert_allclose(model.predict([X, X[:, :2]], verbose=0).ravel(), FUNCTIONAL, rtol=1e-5)
    assert [type(layer).__name__ for layer in model.layers] == ["InputLayer", "Linear", "InputLayer", "Pair", "Dense"]
    whole = keras.models.load_model(DATA / "model.keras")
    assert isinstance(whole, own.Whole)
    np.testing.assert_allclose(whole.predict(X, verbose=0).ravel(), WHOLE, rtol=1e-5)


def test_without_its_class_a_file_of_keras_is_refused_by_name() -> None:
    with pytest.raises(MessageError, match=r"Tests>Linear.*a class that is registered"):
        keras.models.load_model(DATA / "layers.keras")


def test_custom_objects_are_such_classes(own: Any) -> None:
    custom_objects.get_custom_objects().clear()
    given = {"Linear": own.Linear, "Pair": own.Pair}
    model = keras.models.load_model(DATA / "layers.keras", custom_objects=given)
    np.testing.assert_allclose(model.predict([X, X[:, :2]], verbose=0).ravel(), FUNCTIONAL, rtol=1e-5)


@pytest.mark.parametrize("known", [True, False], ids=["with the class", "without it"])
def test_a_file_gives_back_what_was_saved(own: Any, known: bool, tmp_path: Path) -> None:
    model, whole = functional(keras, own), own.Whole(4)
    wanted = model.predict([X, X[:, :2]], verbose=0), whole.predict(X, verbose=0)
    model.save(tmp_path / "layers.keras")
    whole.save(tmp_path / "model.keras")
    if not known:
        custom_objects.get_custom_objects().clear()
    again, other = (keras.models.load_model(tmp_path / name) for name in ("layers.keras", "model.keras"))
    np.testing.assert_array_equal(again.predict([X, X[:, :2]], verbose=0), wanted[0])
    np.testing.assert_array_equal(other.predict(X, verbose=0), wanted[1])
    assert isinstance(other, own.Whole) is known


def test_the_note_holds_until_the_model_is_another(own: Any) -> None:
    document = functional(keras, own)._document()
    again = loads(dumps(document))
    noted = [m for m in again.models.values() if OWN_CLASS in m.extra]
    assert len(noted) == 4 and all(note_of(again, m) for m in noted)
    config = to_keras(again)["config"]["layers"]
    assert [layer["registered_name"] for layer in config] == [None, "Tests>Linear", None, "Tests>Pair", None]
    inner = next(m for m in noted if m.layer_named("w"))
    changed = rename_layer(again, inner.id, inner.layer_named("w").id, "other")
    assert note_of(changed, changed.models[inner.id]) is None


def test_a_script_for_keras_brings_what_keras_lacks(own: Any) -> None:
    code = keras_code(functional(keras, own)._document())
    assert "class FreeWeight(layers.Layer):" in code and "FreeWeight((3, 4)" in code
    assert "FixedNumbers" not in code and "AddedLoss" not in code


def test_weights_come_in_the_order_of_the_attributes(own: Any) -> None:
    whole = own.Whole(4)
    whole.build((None, 3))
    assert [v.path.rpartition("/")[2] for v in whole.weights[:6]] == ["kernel", "bias", "w", "b", "kernel", "bias"]
    np.testing.assert_array_equal(whole.get_weights()[0], whole.hidden.get_weights()[0])
    x = keras.Input((3,))
    around = keras.Model(x, whole(x))
    assert [w.shape for w in around.weights] == [w.shape for w in whole.weights]
