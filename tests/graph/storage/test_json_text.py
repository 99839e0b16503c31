"""Strict JSON: everything that Python's reader lets through and a project must not is refused with a sentence."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.storage import json_text
from graph.storage.json_text import JsonError, layout, one_line, parse

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
        ("NaN", "NaN is not a number that can be stored."),
        ("[-Infinity]", "-Infinity is not a number"),
        ("1e999", "1e999 is larger than any number that can be stored."),
        ("9" * 5000, "larger than any whole number"),
        (str(2**63), f"{2**63} is larger than any whole number that can be stored."),
        ('{"a": 1, "b": {"x": 1, "x": 2}}', "The key 'x' stands twice in one object."),
        ('{"z": 1, "y": 1, "x": 1, "y": 2}', "The key 'y' stands twice in one object."),
        ('{"a": 1, "\\u0061": 2}', "'a' stands twice"),
        ("[" * 101 + "]" * 101, "The text is nested more than 100 levels deep."),
        ("[" * 1_000_000, "more than 100 levels"),
        ('{"a": [1, 2', "line 1, column"),
        ("", "It is empty."),
        ("{} {}", "there is more behind its end"),
        ('"\x01"', "a character that a text can't hold"),
        ('{"a": 1', "expecting a comma or the end"),
        ('"\\q"', "a backslash before what"),
    ],
)
def test_what_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(JsonError) as caught:
        parse(text)
    # A whole sentence is meant to the letter.
    assert str(caught.value) == sentence if sentence.endswith(".") else sentence in str(caught.value)
    assert len(str(caught.value)) < 300


def test_brackets_in_strings_do_not_count_as_levels() -> None:
    text = json.dumps("[" * 500 + '\\"[' * 500)
    assert parse(text) == json.loads(text)


def test_a_hundred_levels_are_read() -> None:
    assert parse("[" * 100 + "]" * 100)
    assert parse("[" + ",".join(["[" * 99 + "]" * 99] * 3) + "]")


def test_the_largest_text_is_read_and_no_larger_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "SIZE_LIMIT", 5)
    assert parse("12345") == 12345
    with pytest.raises(JsonError) as caught:
        parse("123456")
    assert str(caught.value) == "The text is too large: 6 characters, 5 at most."


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse("\ufeff[1]") == [1]


@pytest.mark.parametrize("number", [-(2**63), 2**63 - 1, -9_999, 0])
def test_whole_numbers_of_64_bits_are_read(number: int) -> None:
    assert parse(str(number)) == number


def test_a_line_is_a_thing_on_the_canvas() -> None:
    """Mappings take a line an entry down to the fourth level; what lies deeper, and lists, only where they are long."""
    value = {"a": {"b": {"c": {"d": {"e": [1, {"f": "層"}], "g": {}}}}}, "list": [1, 2.5, None, True]}
    assert layout(value) == (
        '{\n  "a": {\n    "b": {\n      "c": {\n        "d": {"e": [1, {"f": "層"}], "g": {}}\n      }\n    }\n  },\n'
        '  "list": [1, 2.5, null, true]\n}\n'
    )


@pytest.mark.parametrize("spare", [0, 1])
def test_what_does_not_fit_a_line_is_broken(spare: int) -> None:
    room = json_text.WIDTH - 2 - len('["", 1]') + spare
    text = "x" * room
    short = f'["{text}", 1]'
    long = f'[\n    "{text}",\n    1\n  ]'
    assert layout({"k": [text, 1]}) == '{\n  "k": ' + (long if spare else short) + "\n}\n"


def test_a_lone_surrogate_becomes_its_escape() -> None:
    assert layout("\ud800") == '"\\ud800"\n'


def test_nan_is_never_written() -> None:
    with pytest.raises(ValueError):
        one_line([float("nan")])


def test_hostile_quotes_take_no_time() -> None:
    start = time.process_time()
    for text in ('"' + '\\"' * 500_000, '"' * 500_001, '\\"' * 500_000, '"' + "\\" * 1_000_001):
        with pytest.raises(JsonError):
            parse(text)
    assert time.process_time() - start < 30
