"""Copies go through the system's clipboard as text; selections become nested models and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from graph.document.document import Document, Source
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from gui.canvas import CanvasView

Show = Callable[[Document], CanvasView]
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def chain(nets: Any) -> Any:
    """x → a → b → y."""
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("a", Dense(units=4), 304, 0, "x")
    return net.add("b", Dense(units=2), 608, 0, "a").add("y", Output(loss="mse"), 912, 0, "b")


def test_copy_and_paste_keep_inner_wires_under_new_names(show: Show, hand: Any, chain: Any) -> None:
    view = show(chain.document)
    mouse = hand(view)
    view.editing.select({chain.layer["a"], chain.layer["b"]})
    mouse.key(Qt.Key.Key_C, CONTROL)
    assert '"a"' in QGuiApplication.clipboard().text()
    mouse.key(Qt.Key.Key_V, CONTROL)
    assert len(view.editing.model.layers) == 6
    assert len(view.editing.selection) == 2
    assert sum(1 for _ in view.editing.model.wires()) == 4
    view.editing.undo()
    assert view.editing.document is chain.document


def test_cut_removes_and_duplicate_with_shift_keeps_the_incoming_wire(show: Show, hand: Any, chain: Any) -> None:
    view = show(chain.document)
    mouse = hand(view)
    view.editing.select({chain.layer["b"]})
    mouse.key(Qt.Key.Key_D, CONTROL | SHIFT)
    (copy,) = view.editing.selection
    (call,) = view.editing.model.calls_of(copy)
    assert call.inputs == (Source(chain.call["a"]),)
    mouse.key(Qt.Key.Key_X, CONTROL)
    assert copy not in view.editing.model.layers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{not ours", "JSON"),
        ("hello world", "holds no layers"),
        ("rubbish {", "no layers"),
        ("Dense(", "Python"),
    ],
)
def test_rubbish_on_the_clipboard_is_refused_in_words(
    show: Show, hand: Any, chain: Any, text: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = show(chain.document)
    told: list[str] = []
    monkeypatch.setattr(view, "hint", lambda words, *_rest, **_more: told.append(words))
    QGuiApplication.clipboard().setText(text)
    hand(view).key(Qt.Key.Key_V, CONTROL)
    assert view.editing.document is chain.document
    assert len(told) == 1 and said in told[0]


def test_a_selection_becomes_a_model_and_is_dissolved_again(show: Show, hand: Any, chain: Any) -> None:
    view = show(chain.document)
    mouse = hand(view)
    view.editing.select({chain.layer["a"], chain.layer["b"]})
    mouse.key(Qt.Key.Key_G, CONTROL)
    (layer,) = view.editing.selection
    assert view.canvas.box(layer).card.is_model
    assert len(view.canvas.boxes) == 3
    mouse.key(Qt.Key.Key_G, CONTROL | SHIFT)
    assert len(view.canvas.boxes) == 4
    assert {chain.layer["a"], chain.layer["b"]} <= view.canvas.boxes.keys()


def test_a_second_model_of_the_selection_has_the_same_layers(show: Show, hand: Any, chain: Any) -> None:
    view = show(chain.document)
    view.editing.select({chain.layer["a"]})
    hand(view).key(Qt.Key.Key_G, CONTROL | Qt.KeyboardModifier.AltModifier)
    document = view.editing.document
    (made,) = document.models.keys() - chain.document.models.keys()
    assert chain.layer["a"] in document.models[made].layers and len(view.canvas.boxes) == 4
    assert view.canvas.box(chain.layer["a"]).card.foot.endswith(f"also in {document.models[made].name}")
    assert view._hint.isVisible()
