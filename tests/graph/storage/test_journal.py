"""A journal gives back the document as it was when its process ended, whatever was done to it before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document.document import Document
from graph.storage import journal
from graph.storage.changes import JsonMemory, applied, changes
from graph.storage.journal import About, Journal, claim, leftovers, read
from graph.storage.processes import has_ended, own_name
from graph.storage.storage import dumps

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def dead() -> str:
    """The name of a process of this machine that has ended."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return own_name().replace(f"-{os.getpid()}-", f"-{gone.pid}-")


def abandoned(folder: Path, dead: str, *states: Document, saved: bool = False) -> Path:
    """The journal of a process that went through these states and was killed."""
    written = Journal(folder)
    written.begin(states[0], About(folder / "x.loom", "x.loom", folder), True)
    for number, state in enumerate(states[1:], 1):
        written.add(state, f"edit {number}", saved)
    written.abandon()
    return written.file.rename(folder / f"{dead}-0{journal.SUFFIX}")


@settings(max_examples=200)
@given(values, values)
def test_changes_lead_from_any_value_to_any_other_with_the_order_of_keys(before: object, after: object) -> None:
    import json

    copy = json.loads(json.dumps(before))
    assert json.dumps(applied(copy, list(changes(before, after)))) == json.dumps(after)


def test_what_is_the_same_object_is_not_made_again() -> None:
    memory, part, made = JsonMemory(), ("x",), list[object]()
    for _ in range(3):
        memory.kept(part, made.append)
        memory.turn()
    assert made == [part]


@settings(max_examples=25)
@given(st.integers(0, 2**32))
def test_what_is_read_is_the_last_state(
    random_document: Callable[..., Document], tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    rng, folder = Random(seed), tmp_path_factory.mktemp("journal")
    states = [random_document(rng, rng.randrange(30)) for _ in range(4)]
    left = read(abandoned(folder, own_name(), *states))
    assert left is not None
    assert dumps(left.document) == dumps(states[-1])
    assert left.edits == ("edit 1", "edit 2", "edit 3")


def test_a_line_that_was_cut_off_costs_one_edit_and_a_damaged_one_all_behind_it(
    random_document: Callable[..., Document], tmp_path: Path, dead: str
) -> None:
    states = [random_document(Random(seed), 9) for seed in range(4)]
    file = abandoned(tmp_path, dead, *states)
    whole = file.read_bytes()
    file.write_bytes(whole[:-7])
    left = read(file)
    assert left is not None and left.document == states[2]
    lines = whole.split(b"\n")
    file.write_bytes(b"\n".join([*lines[:2], lines[2].replace(b'"edit"', b'"edut"'), *lines[3:]]))
    left = read(file)
    assert left is not None and left.document == states[1]


def test_only_what_was_not_saved_by_a_process_that_has_ended_is_left_over(
    random_document: Callable[..., Document], tmp_path: Path, dead: str
) -> None:
    first, second = random_document(Random(1), 5), random_document(Random(2), 5)
    running = Journal(tmp_path)
    running.begin(first, About(), False)
    saved = abandoned(tmp_path, dead.replace("-0", "-1"), first, second, saved=True)
    assert leftovers(tmp_path) == []
    assert running.file.exists() and not saved.exists()
    abandoned(tmp_path, dead, first, second)
    (left,) = leftovers(tmp_path)
    assert left.document == second and left.about.name == "x.loom"


def test_what_one_process_takes_no_other_is_offered(
    random_document: Callable[..., Document], tmp_path: Path, dead: str
) -> None:
    states = [random_document(Random(seed), 5) for seed in (1, 2)]
    abandoned(tmp_path, dead, *states)
    (left,) = leftovers(tmp_path)
    own = claim(left)
    assert own is not None and own.exists()
    assert claim(left) is None
    assert leftovers(tmp_path) == []


def test_a_journal_that_cannot_be_read_is_kept(tmp_path: Path, dead: str) -> None:
    file = tmp_path / f"{dead}-0{journal.SUFFIX}"
    file.write_bytes(b"anything\n")
    assert leftovers(tmp_path) == []
    assert file.exists()


def test_a_process_is_known_by_more_than_its_number(dead: str) -> None:
    own = own_name()
    host, process, boot, started = own.split("-")
    assert not has_ended(own) and not has_ended(f"{own}-abc.tmp")
    assert has_ended(dead)
    assert has_ended(f"{host}-{process}-{int(boot, 16) ^ 1:08x}-{started}")
    assert not has_ended(own.replace(host, f"{int(host, 16) ^ 1:08x}"))
    if started != "0":
        assert has_ended(f"{host}-{process}-{boot}-{int(started) + 1}")
