"""Of a damaged file everything undamaged is had, and what is lost is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.document.document import Document
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.storage.salvage import salvage
from graph.storage.storage import StorageError, dumps, loads


@pytest.fixture
def document(chain: Callable[..., Document]) -> Document:
    return chain(Input(shape=(5,)), Dense(units=3), Dense(units=4), Output(loss="mse"))


def test_a_whole_file_loses_nothing(document: Document) -> None:
    left = salvage(dumps(document))
    assert left is not None
    assert left.document == document and left.lost == ()


def test_a_layer_that_is_damaged_costs_itself_its_call_and_its_wires(document: Document) -> None:
    text = dumps(document).replace('"kind": "Dense", "units": 3', '"kind": "Dense", "units: 3')
    with pytest.raises(StorageError):
        loads(text)
    left = salvage(text)
    assert left is not None
    model = left.document.main
    assert len(model.layers) == 3 and model.layer_named("dense") is None
    assert len(model.calls) == 3
    said = " ".join(map(str, left.lost))
    assert "models.m1.layers.l4 can't be read" in said and "calls.c5 can't be kept" in said and "inputs: c5" in said


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.99])
def test_of_a_file_that_was_cut_off_what_stands_before_is_left(document: Document, share: float) -> None:
    text = dumps(document)
    left = salvage(text[: int(share * len(text))])
    if share > 0.4:
        assert left is not None and left.document.main.layers
        assert "the file ends there" in " ".join(map(str, left.lost))


def test_a_wire_that_leads_nowhere_is_left_out(document: Document) -> None:
    left = salvage(dumps(document).replace('"inputs": ["c5"]', '"inputs": ["c99"]'))
    assert left is not None
    assert len(left.document.main.calls) == 4
    assert [str(message) for message in left.lost] == ["model: calls.c7.inputs: c99 can't be kept."]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a": ' * 100_000, "\x00" * 50, '{"models": {"m": 3}}'])
def test_of_what_is_no_project_nothing_is_left(text: str) -> None:
    assert salvage(text) is None
