"""A canvas that has followed a document from edit to edit is the one that shows it for the first time."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from graph.document.document import new_document
from graph.validate import problems
from gui.canvas.scene import CanvasScene
from gui.editing import Editing
from gui.theme import Theme
from tests.graph.random_edits import Someone


def seen(scene: CanvasScene) -> dict[str, Any]:
    """All that one sees of a canvas."""
    return {
        "boxes": {key: (b.card, b.pos(), b.layout, b.marks, b.selected) for key, b in scene.boxes.items()},
        "wires": {
            key: (w.source, w.ends, w.text, w.family, w.selected, w.path, w.pill) for key, w in scene.wires.items()
        },
        "notes": {key: (n.note, n.pos(), n.selected) for key, n in scene.notes.items()},
        "dots": {key: (d.dot, d.pos(), d.selected) for key, d in scene.dots.items.items()},
        "calls": {call: scene.box_of_call(call).card.key for box in scene.boxes.values() for call in box.card.calls},
        "frame": scene.content_rect(),
        "totals": scene.totals,
        "items": len(scene.items()),
    }


@pytest.mark.parametrize("seed", range(12))
def test_the_canvas_after_any_edits_is_a_new_one(qapp: object, theme: Theme, seed: int) -> None:
    random, document = Random(seed), new_document()
    someone, editing = Someone(Random(seed + 1000), document), Editing(document)
    scene = CanvasScene(editing, theme)
    for _ in range(50):
        editing.apply("edit", someone.step())
        if random.random() < 0.2:
            editing.enter(random.choice(list(editing.document.models)))
        if random.random() < 0.3:
            model = editing.model
            editing.select(
                key for key in (*model.layers, *model.calls, *model.notes, *model.dots) if random.random() < 0.3
            )
        if random.random() < 0.5:
            scene.show_problems(problems(editing.document))
        if random.random() < 0.2 and scene.boxes:
            key = random.choice(list(scene.boxes))
            scene.shift({key: scene.boxes[key].pos() * 1.5})
            scene.shift({key: scene.boxes[key].pos() / 1.5})
        scene.show_problems(problems(editing.document))
        other = Editing(editing.document)
        for model_id in editing.path[1:]:
            other.enter(model_id)
        other.select(editing.selection)
        fresh = CanvasScene(other, theme)
        fresh.show_problems(problems(editing.document))
        mine, anew = seen(scene), seen(fresh)
        for what in anew:
            assert mine[what] == anew[what], what
