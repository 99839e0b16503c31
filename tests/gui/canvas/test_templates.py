"""Every template is a picture one likes to look at: nothing lies upon another, and all of it can be read at once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from graph.document.document import Document
from gui.canvas import CanvasView
from gui.canvas.camera import READABLE, SURVEYED
from runtime.files import templates


@pytest.mark.parametrize("name", templates.names())
def test_a_template_is_laid_out_well(name: str, show: Callable[[Document], CanvasView]) -> None:
    view = show(templates.load(name))
    view.resize(945, 583)  # what the window leaves to the canvas when it is first opened
    for model in view.editing.document.models:
        view.editing.enter(model)
        view.camera.show_all()
        items = [*view.canvas.boxes.values(), *view.canvas.notes.values()]
        crossing = [(a, b) for a, b in combinations(items, 2) if a.frame().intersects(b.frame())]
        assert crossing == []
        assert view.zoom >= READABLE
        assert view.visible_rect().contains(view.canvas.content_rect())
        covered = view.mapToScene(view.minimap.geometry()).boundingRect()
        assert not any(box.frame().intersects(covered) for box in view.canvas.boxes.values())
        view.editing.enter(view.editing.document.root)
    view.resize(840, 520)  # All of it is shown in a smaller window, too.
    view.camera.show_all()
    assert view.visible_rect().contains(view.canvas.content_rect()) and view.zoom >= SURVEYED
