from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.specs.message import MessageError
from graph.specs.params import Param, coerce, params_of
from graph.specs.ranges.choices import Choices
from graph.specs.ranges.numbers import FloatRange, IntRange
from graph.specs.ranges.reading import read_range, usual_range
from graph.specs.registry import layer_kinds
from graph.specs.training import TrainingPlan

WHOLE, NUMBER, WORD = Param("int"), Param("float"), Param("activation")


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("16..128", WHOLE, IntRange(of="a.b", low=16, high=128)),
        ("16..128:16", WHOLE, IntRange(of="a.b", low=16, high=128, step=16)),
        ("8..1024:log", WHOLE, IntRange(of="a.b", low=8, high=1024, log=True)),
        ("-3..3", WHOLE, IntRange(of="a.b", low=-3, high=3)),
        ("1e-4..0.1:log", NUMBER, FloatRange(of="a.b", low=1e-4, high=0.1, log=True)),
        ("0..1", NUMBER, FloatRange(of="a.b", low=0, high=1)),
        ("0 .. 1 : 0.25", NUMBER, FloatRange(of="a.b", low=0, high=1, step=0.25)),
        ("relu,tanh", WORD, Choices(of="a.b", values=("relu", "tanh"))),
        ("true, false", WORD, Choices(of="a.b", values=(True, False))),
        ("[8, 16, null]", WHOLE, Choices(of="a.b", values=(8, 16, None))),
        ("[[3, 3], [5, 5]]", WHOLE, Choices(of="a.b", values=((3, 3), (5, 5)))),
    ],
)
def test_a_range_is_read_as_it_is_typed(text: str, rule: Param, expected: object) -> None:
    assert read_range("a.b", text, rule) == expected


@given(
    st.one_of(
        st.builds(
            lambda a, b, s: IntRange("x", min(a, b), max(a, b), s), *[st.integers(-99, 99)] * 2, st.integers(1, 9)
        ),
        st.builds(lambda a, b: FloatRange("x", min(a, b), max(a, b)), *[st.integers(-99, 99).map(lambda n: n / 8)] * 2),
        st.lists(st.sampled_from(["relu", "a b", 3, 0.5, None]), min_size=1, unique=True).map(
            lambda v: Choices("x", tuple(v))
        ),
    )
)
def test_what_a_range_says_of_itself_is_read_as_the_same(found: IntRange | FloatRange | Choices) -> None:
    rule = NUMBER if isinstance(found, FloatRange) else WHOLE
    assert read_range("x", found.text(), rule) == found
    assert [round(found.place(end), 9) for end in (found.ends()[0], found.ends()[-1])] in ([0, 1], [0.5, 0.5]) or (
        isinstance(found, IntRange) and found.step > 1
    )


@pytest.mark.parametrize(
    "text", ["", "3", "relu", "a..b", "1..2:x", "[", "[]", "5..1", "0..1:log", "relu,relu", ",", "1..2:-1"]
)
def test_what_is_no_range_gets_a_sentence(text: str) -> None:
    with pytest.raises(MessageError, match=r"Received"):
        read_range("dense.units", text, WHOLE)


def test_what_one_would_try_of_any_setting_can_be_tried() -> None:
    found = 0
    for spec in (
        TrainingPlan(),
        *(example.of(kind) for kind in layer_kinds().values() for example in kind.examples[:1]),
    ):
        for name, rule in params_of(spec).items():
            text = usual_range(rule, getattr(spec, name))
            if text and spec.kind not in ("Input", "Output"):
                found += 1
                for end in read_range("a.b", text, rule).ends():
                    coerce(spec.kind, name, rule, end)
    assert found > 100
