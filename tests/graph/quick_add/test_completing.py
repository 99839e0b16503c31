"""What is offered next in a line."""

from __future__ import annotations

import pytest

from graph.document.document import Document, new_document
from graph.quick_add.completing import Completion, completions
from graph.quick_add.drawing import draw_line
from graph.quick_add.words import offers


def offered(text: str, document: Document | None = None) -> list[Completion]:
    document = document or new_document()
    found = completions(text, len(text), offers(document, document.root), document.main)
    assert all(c.start <= c.end == len(text) for c in found)
    return list(found)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dens", "dense"),
        ("dense 64 > conv2", "conv2d"),
        ("dense 64 re", "relu"),
        ("conv2d 64 3 ", "filters="),
        ("conv2d 64 3 sam", "same"),
        ("conv2d 64 3 stri", "strides="),
        ("dense 3 activation=si", "activation=sigmoid"),
        ("residual 8 cla", "classic"),
        ("dense 3 | conc", "concatenate"),
        ("digits si", "size="),
        ("out bin", "BinaryCrossentropy"),
    ],
)
def test_the_best_comes_first(text: str, first: str) -> None:
    assert offered(text)[0].text == first


def test_names_of_layers_are_offered_where_they_may_stand() -> None:
    document = draw_line(new_document(), "m1", "input 8 name=start > dense 3").document
    assert [c.text for c in offered("@st", document)] == ["@start"]
    assert "start" in [c.text for c in offered("dense 3 | add st", document)]
    assert [c.text for c in offered("reuse de", document)] == ["dense"]


def test_what_is_completed_is_understood() -> None:
    for text in ("co", "lst", "dense 3 re", "digits 28x", "res"):
        for found in offered(text):
            whole = text[: found.start] + found.text
            first = draw_line(new_document(), "m1", whole)
            assert "There is no" not in " ".join(str(p.message) for p in first.problems), whole
