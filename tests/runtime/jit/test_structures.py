"""Where Python and NumPy keep what entries read: what is believed is held against what they say, whatever it is."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from runtime.jit.structures import POINTER, Layout, _differences, difference, layout

ROOT = Path(__file__).parents[3]
PLACES = [name for name in Layout._fields if name not in ("contiguous", "aligned", "writable")]
# What lies where it is believed to lie must never be followed: a crash would take all tests along.
ASK = """
import sys
from runtime.jit.structures import Layout, _differences
for line in sys.stdin:
    print(next(_differences(Layout(*map(int, line.split()))), ""))
"""


def answers(layouts: list[Layout]) -> list[str]:
    """What a process of its own finds of each."""
    lines = "\n".join(" ".join(map(str, each)) for each in layouts)
    command = [sys.executable, "-c", ASK]
    asked = subprocess.run(command, input=lines, cwd=ROOT, capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.splitlines()


def test_what_is_believed_is_true_here():
    assert difference() == "" and list(_differences(layout)) == []


def test_any_two_places_swapped_are_found():
    pairs = [(a, b) for a, b in combinations(PLACES, 2) if getattr(layout, a) != getattr(layout, b)]
    swapped = [layout._replace(**{a: getattr(layout, b), b: getattr(layout, a)}) for a, b in pairs]
    found = answers(swapped)
    assert len(found) == len(pairs) > 30
    assert [pair for pair, answer in zip(pairs, found) if not answer] == []


def test_any_place_elsewhere_is_found():
    moves = [(name, by) for name in PLACES for by in (-1000, -POINTER, -4, -1, 1, 4, POINTER, 2 * POINTER, 10**6)]
    found = answers([layout._replace(**{name: getattr(layout, name) + by}) for name, by in moves])
    assert [move for move, answer in zip(moves, found) if not answer] == []


def test_any_two_flags_swapped_are_found():
    flags = ("contiguous", "aligned", "writable")
    for a, b in combinations(flags, 2):
        assert "an array's flags" in _differences(layout._replace(**{a: getattr(layout, b), b: getattr(layout, a)}))


@pytest.mark.parametrize(
    ("place", "what"), [("data", "an array's data"), ("type", "an array's type"), ("items", "a tuple's items")]
)
def test_it_is_named(place, what):
    assert what in _differences(layout._replace(**{place: 0}))


def test_arrays_are_as_they_were_afterwards():
    a = np.arange(6).reshape(2, 3)
    before = sys.getrefcount(a.dtype)
    list(_differences(layout))
    assert abs(sys.getrefcount(a.dtype) - before) < 5 and a.tolist() == [[0, 1, 2], [3, 4, 5]]
