"""Rules about the picture: nothing lies where it can't be seen."""

from __future__ import annotations

from collections.abc import Iterator

from graph.document.document import Document, Model
from graph.editing.edits import move
from graph.specs.message import say
from graph.validate.check import Check, Rule
from graph.validate.problems import HINT, Mend, Problem

STEP = 40.0
"""Canvas units by which boxes that lie on one another are moved apart."""


def hidden_boxes(check: Check) -> Iterator[Problem]:
    """Boxes that lie exactly on one another, as after pasting twice."""
    for model in check.document.models.values():
        for pile in sorted(check.piles(model)):
            yield _pile(model, pile)


def _pile(model: Model, pile: list[str]) -> Problem:
    top = pile[-1] if pile[-1] in model.layers else model.calls[pile[-1]].layer
    name = model.layers[top].name or model.layers[top].spec.kind
    text = say("{name} lies exactly on {n} other box(es), which can't be seen.", name=name, n=len(pile) - 1)
    return Problem(
        "hidden-box", HINT, text, model.id, top, mend=Mend(say("Move them apart"), lambda d: _spread(d, model.id, pile))
    )


def _spread(document: Document, model: str, pile: list[str]) -> Document:
    """Move all but the first box of a pile down and to the right, to places where nothing lies."""
    places = document.models[model].positions
    taken = {(round(x), round(y)) for x, y in places.values()}
    x, y = places[pile[0]]
    moved = {}
    for box in pile[1:]:
        while (round(x), round(y)) in taken:
            x, y = x + STEP, y + STEP
        taken.add((round(x), round(y)))
        moved[box] = (x, y)
    return move(document, model, moved)


RULES: tuple[Rule, ...] = (hidden_boxes,)
