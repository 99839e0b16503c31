"""Short runs of the long attacks."""

from __future__ import annotations

import sys

import pytest

from tests.attack.damaged_documents import SILENTLY, outcomes
from tests.attack.extreme_graphs import faults
from tests.attack.kill_saving import kills, races
from tests.attack.mutated_documents import attack
from tests.attack.undo_walks import walk

forks = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed")


def test_no_damaged_document_opens_silently_different() -> None:
    found = [what for what, _ in outcomes(60, seed=7)]
    assert SILENTLY not in found
    assert "refused, the rest is offered" in found and "said to be altered" in found


@forks
def test_processes_that_are_killed_while_they_save_leave_whole_files() -> None:
    assert kills(8) == []


@forks
def test_two_processes_lose_nothing_of_one_another() -> None:
    assert races(5) == []


def test_no_changed_document_ends_in_something_that_never_should(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert attack(12, seed=5, gui=False) == {}


def test_what_no_machine_could_hold_is_refused_at_once() -> None:
    assert list(faults()) == []


def test_edits_are_undone_and_done_again() -> None:
    assert [walk(40, seed) for seed in range(3)] == [""] * 3
