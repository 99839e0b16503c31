"""Strict JSON: everything that Python's reader lets through and a project must not is refused with a sentence."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.storage.json_text import JsonError, layout, parse

values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**63 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(),
    ),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=40,
)


@given(values)
def test_a_layout_reads_back_equal_and_lays_out_the_same_again(value: Any) -> None:
    text = layout(value)
    assert json.loads(text) == value
    assert parse(text) == value
    assert layout(parse(text)) == text


@given(st.text(alphabet='{}[]",:\\ \n10aeEN-', max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        parse(text)
    except JsonError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("NaN", "NaN is not a number"),
        ("[-Infinity]", "-Infinity is not a number"),
        ("1e999", "1e999 is larger than any number"),
        ("9" * 5000, "larger than any whole number"),
        (str(2**63), "larger than any whole number"),
        ('{"a": 1, "b": {"x": 1, "x": 2}}', "'x' stands twice"),
        ('{"a": 1, "\\u0061": 2}', "'a' stands twice"),
        ("[" * 101 + "]" * 101, "more than 100 levels"),
        ("[" * 1_000_000, "more than 100 levels"),
        ('{"a": [1, 2', "line 1, column"),
        ("", "line 1, column 1"),
        ("{} {}", "not complete JSON"),
        ('"\x01"', "not complete JSON"),
    ],
)
def test_what_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(JsonError) as caught:
        parse(text)
    assert sentence in str(caught.value)
    assert len(str(caught.value)) < 300


def test_brackets_in_strings_do_not_count_as_levels() -> None:
    text = json.dumps("[" * 500 + '\\"[' * 500)
    assert parse(text) == json.loads(text)


def test_a_hundred_levels_are_read() -> None:
    assert parse("[" * 100 + "]" * 100)


def test_hostile_quotes_take_no_time() -> None:
    start = time.process_time()
    for text in ('"' + '\\"' * 500_000, '"' * 500_001, '\\"' * 500_000, '"' + "\\" * 1_000_001):
        with pytest.raises(JsonError):
            parse(text)
    assert time.process_time() - start < 30
