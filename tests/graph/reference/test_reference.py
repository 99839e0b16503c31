"""Reference pages: every kind has one, and the manual holds what they say now."""

from __future__ import annotations

import pytest

from graph.layers.core.dense import Dense
from graph.reference.manual import FOLDER, manual
from graph.reference.markdown import markdown
from graph.reference.page import documented, reference
from graph.specs.params import params_of

EVERY = [cls for found in documented().values() for cls in found if cls.__module__.startswith("graph.")]


@pytest.mark.parametrize("cls", EVERY, ids=lambda cls: f"{cls.category}-{cls.kind}")
def test_every_kind_is_documented_from_its_spec(cls) -> None:
    page = reference(cls)
    text = markdown(page)
    assert text.startswith(f"# {cls.kind}\n")
    assert [row.name for row in page.parameters] == [rule.keras_name or n for n, rule in params_of(cls).items()]
    assert all(row.name in text for row in page.parameters)
    if cls.category == "layer":
        assert page.caption
        assert page.samples or cls.kind in ("Input", "Output", "Model")


def test_a_page_says_what_goes_in_and_out_and_which_weights_there_are() -> None:
    text = markdown(reference(Dense))
    assert "layers.Dense(4)" in text
    assert "(None, 5) → (None, 4)" in text
    assert "`kernel` (5, 4), `bias` (4,)" in text
    assert "In Keras: `keras.layers.Dense`" in text


def test_the_manual_is_made_anew_after_a_change() -> None:
    """`python -m graph.reference.manual` writes it."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert kept == manual()
