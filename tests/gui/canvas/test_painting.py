"""What is on the screen after any edits is what would be there if all of it were painted anew."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from graph.document.document import Document, Note, Source, new_document
from graph.editing import edits
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.merging.concatenate import Concatenate
from graph.specs.message import say
from graph.validate.problems import ERROR, Problem
from gui.canvas import CanvasView

Show = Callable[[Document], CanvasView]
NOISE = 8
"""Levels of 255 that a scaled picture differs by where it is cut at another edge."""
SPECS = (Dense(units=64), Dense(units=3, activation="relu"), Concatenate(), Input(shape=(4,)), Output(loss="mse"))


def on_screen(view: CanvasView) -> NDArray[np.uint8]:
    """The pixels that the window has been given, without asking it to paint."""
    for _ in range(3):  # Items tell the scene, the scene the view, and the view paints.
        QApplication.processEvents()
    image = view.screen().grabWindow(view.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].copy()


def stale(view: CanvasView) -> str:
    """Where the screen differs from a painting of everything; empty where it does not."""
    now = on_screen(view)
    view.viewport().update()
    anew = on_screen(view)
    wrong = np.argwhere((np.abs(now.astype(int) - anew) > NOISE).any(axis=2))
    if not len(wrong):
        return ""
    (top, left), (bottom, right) = wrong.min(axis=0), wrong.max(axis=0)
    return f"{len(wrong)} pixels in x {left}…{right}, y {top}…{bottom}"


class Editor:
    """Makes edits at random, each the kind of thing that a person does."""

    def __init__(self, view: CanvasView, seed: int) -> None:
        self.view, self.random = view, Random(seed)
        self.editing = view.editing

    @property
    def document(self) -> Document:
        return self.editing.document

    def layer(self) -> str | None:
        layers = list(self.editing.model.layers)
        return self.random.choice(layers) if layers else None

    def step(self) -> str:
        kinds = (
            self.add, self.add, self.remove, self.connect, self.rename, self.units, self.move, self.shift, self.select,
            self.undo, self.redo, self.note, self.problem, self.zoom, self.pan, self.hover, self.dim, self.reuse,
            self.reuse, self.fewer_calls,
        )  # fmt: skip
        choose = self.random.choice(kinds)
        choose()
        return choose.__name__

    def add(self) -> None:
        place = (self.random.randrange(0, 800), self.random.randrange(0, 500))
        self.editing.apply("a", lambda d: edits.add_layer(d, "m1", self.random.choice(SPECS), place)[0])

    def remove(self) -> None:
        if layer := self.layer():
            self.editing.apply("r", edits.remove(self.document, "m1", {layer}))

    def connect(self) -> None:
        calls = list(self.editing.model.calls)
        if len(calls) > 1:
            source, call = self.random.sample(calls, 2)
            try:
                self.editing.apply("c", edits.connect(self.document, "m1", Source(source), call, 0))
            except edits.EditError:
                pass  # Not every wire can be drawn.

    def reuse(self) -> None:
        """A card grows by a row."""
        layer = self.layer()
        if layer and isinstance(self.editing.model.layers[layer].spec, Dense):
            self.editing.apply("again", edits.add_call(self.document, "m1", layer)[0])

    def fewer_calls(self) -> None:
        """A card shrinks by as many rows as it has further calls."""
        for layer in self.editing.model.layers:
            calls = [call.id for call in self.editing.model.calls_of(layer)]
            if len(calls) > 1:
                self.editing.apply("less", edits.remove(self.document, "m1", calls[1:]))
                return

    def rename(self) -> None:
        if layer := self.layer():
            name = self.random.choice(["a", "a name that is rather long", "middle_name"])
            self.editing.apply("n", edits.rename_layer(self.document, "m1", layer, name))

    def units(self) -> None:
        for layer in self.editing.model.layers.values():
            if isinstance(layer.spec, Dense):
                changes = {"units": self.random.choice([1, 64, 123456])}
                self.editing.apply("u", edits.set_params(self.document, "m1", layer.id, changes))
                return

    def move(self) -> None:
        if layer := self.layer():
            place = (self.random.randrange(0, 800), self.random.randrange(0, 500))
            self.editing.apply("m", edits.move(self.document, "m1", {layer: place}))

    def shift(self) -> None:
        """As while a box is dragged."""
        if boxes := list(self.view.canvas.boxes):
            key = self.random.choice(boxes)
            self.view.canvas.shift({key: QPointF(self.random.randrange(800), self.random.randrange(500))})

    def select(self) -> None:
        layer = self.layer()
        self.editing.select({layer} if layer else ())

    def undo(self) -> None:
        self.editing.undo()

    def redo(self) -> None:
        self.editing.redo()

    def note(self) -> None:
        size = (self.random.randrange(80, 400), self.random.randrange(60, 300))
        place, is_frame = (self.random.randrange(600), self.random.randrange(400)), self.random.random() < 0.5
        note = Note("", "A note", place, size, is_frame)
        self.editing.apply("o", edits.put_note(self.document, "m1", note)[0])

    def problem(self) -> None:
        layer = self.layer()
        found = (Problem("p", ERROR, say("It is wrong."), "m1", layer),) if layer and self.random.random() < 0.6 else ()
        self.view.canvas.show_problems(found)

    def zoom(self) -> None:
        self.view.camera.scale_at(self.random.choice([0.3, 0.7, 0.9, 1.1, 1.6, 3.0]), QPointF(400, 300))

    def pan(self) -> None:
        self.view.pan(self.random.randrange(-60, 60), self.random.randrange(-60, 60))

    def hover(self) -> None:
        place = QPointF(self.random.randrange(800), self.random.randrange(500))
        self.view.canvas.light(self.view.canvas.hit(place, self.view.zoom), place)

    def dim(self) -> None:
        for box in self.view.canvas.boxes.values():
            box.put("dimmed", self.random.random() < 0.3)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("seed", range(8))
def test_the_screen_after_any_edits_is_a_full_painting(show: Show, seed: int, name: str) -> None:
    view = show(new_document())
    view.theme.set_mode("dark" if name == "dark" else "light")
    editor, done = Editor(view, seed), []
    for _ in range(40):
        done += [editor.step() for _ in range(editor.random.choice([1, 1, 3]))]
        found = stale(view)
        assert not found, f"{found}, zoom {view.zoom:.2f}, after {', '.join(done)}"


def test_no_wire_strikes_a_shape_through(show: Show, nets: Any) -> None:
    net = nets().add("x", Input(shape=(8,)), 0, 0).add("y", Input(shape=(8,)), 0, 200)
    view = show(net.add("a", Dense(units=4), 560, 400, "x").add("b", Dense(units=4), 900, 200, "y").document)
    above, below = (view.canvas.wires[net.call[name], 0] for name in "ab")
    assert below.path.intersects(above.pill) and not below.pill.intersects(above.pill)
    place = view.mapFromScene(above.pill.adjusted(3, 3, -3, -3)).boundingRect()
    both = view.viewport().grab(place).toImage()
    below.hide()
    assert view.viewport().grab(place).toImage() == both
