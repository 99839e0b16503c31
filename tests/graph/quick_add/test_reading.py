"""How a line is written: words, steps, groups, joins, and what is wrong with it in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.quick_add.reading import Group, Join, Step, read_line


def plain(items: object) -> object:
    if isinstance(items, Step):
        words = " ".join(word.text for word in items.words)
        return (words, items.times) if items.times > 1 else words
    if isinstance(items, Join):
        return "| " + " ".join(word.text for word in items.words)
    if isinstance(items, Group):
        return (*(plain(item) for item in items.items), items.times)
    assert isinstance(items, tuple)
    return [plain(item) for item in items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dense 64 relu", ["dense 64 relu"]),
        ("dense 64 > dense 10", ["dense 64", "dense 10"]),
        ("dense 64 *3>out", [("dense 64", 3), "out"]),
        ("a 1 | add", ["a 1", "| add"]),
        ("(a > b | add)*2 > c", [("a", "b", "| add", 2), "c"]),
        ("dense kernel_initializer=he_normal(seed=1) > out", ["dense kernel_initializer=he_normal(seed=1)", "out"]),
        ('dense name="a > b*2"', ['dense name="a > b*2"']),
        ("全连接　64＞输出", ["全连接 64", "输出"]),
        ("a → b", ["a", "b"]),
        ("", []),
        ("> > a", ["a"]),
    ],
)
def test_what_a_line_says(text: str, expected: object) -> None:
    items, problems = read_line(text)
    assert plain(items) == expected and not problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(dense 3", "not closed"),
        ("dense 3)", "Nothing is open"),
        ("dense *0", "from 1 to 200"),
        ("dense *", "from 1 to 200"),
        ("*3 dense", "behind what it repeats"),
        ('dense name="a', "is not closed"),
        ("dense x=he(1", "is not closed"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, said: str) -> None:
    (problem, *_) = read_line(text)[1]
    assert said in str(problem.message) and 0 <= problem.start < problem.end <= len(text)


@given(st.text(alphabet="abc123 >|()*@,=\"'[]{}x.-＞（卷\\", max_size=40))
def test_no_line_is_too_strange_to_be_read(text: str) -> None:
    items, problems = read_line(text)
    assert all(0 <= problem.start <= problem.end <= len(text) for problem in problems)
    assert isinstance(items, tuple)
