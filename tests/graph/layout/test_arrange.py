"""Tidying: nothing overlaps, wires run one way, lines are straight where they can be, and big models take no time."""

from __future__ import annotations

import random
import time
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.document.document import Call, Layer, Model, Point, Source
from graph.layers.core.dense import Dense
from graph.layers.merging.addition import Add
from graph.layout.arrange import arrange

BOX = (180.0, 72.0)


def model_of(wires: list[tuple[int, ...]], positions: dict[str, Point] | None = None, calls_of: str = "") -> Model:
    """Boxes l0, l1, …; each entry lists the boxes that feed it. `calls_of` names for each call the layer it is of."""
    holders = [int(sign) for sign in calls_of] if calls_of else list(range(len(wires)))
    layers = {
        f"l{i}": Layer(f"l{i}", f"d{i}", Add() if len(wires) > i else Dense(units=1)) for i in sorted(set(holders))
    }
    calls = {
        f"c{i}": Call(f"c{i}", f"l{holders[i]}", tuple(Source(f"c{j}") for j in feeding))
        for i, feeding in enumerate(wires)
    }
    return Model("m", "m", layers, calls, positions=positions or {})


def overlaps(places: dict[str, Point], size: tuple[float, float] = BOX) -> int:
    return sum(abs(a[0] - b[0]) < size[0] and abs(a[1] - b[1]) < size[1] for a, b in combinations(places.values(), 2))


def test_a_chain_is_a_straight_line_to_the_right() -> None:
    places = arrange(model_of([(), (0,), (1,), (2,)]), {})
    assert [y for _, y in places.values()] == [0, 0, 0, 0]
    assert [places[f"l{i}"][0] for i in range(4)] == [0, 260, 520, 780]


def test_boxes_of_other_sizes_are_lined_up_by_their_middles() -> None:
    places = arrange(model_of([(), (0,), (1,)]), {"l0": (180, 60), "l1": (180, 200), "l2": (180, 60)})
    assert places["l0"][1] == places["l2"][1] == places["l1"][1] + 70


def test_top_to_bottom_is_the_same_the_other_way() -> None:
    places = arrange(model_of([(), (0,), (0,)]), {}, top_to_bottom=True)
    assert places["l0"][1] < places["l1"][1] == places["l2"][1]
    assert places["l0"][0] == (places["l1"][0] + places["l2"][0]) / 2


def test_wires_do_not_cross_where_the_order_of_ports_allows() -> None:
    places = arrange(model_of([(), (), (), (2, 1, 0)]), {})
    assert places["l2"][1] < places["l1"][1] < places["l0"][1]


def test_an_input_that_is_used_late_stands_near_its_use() -> None:
    places = arrange(model_of([(), (0,), (1,), (), (2, 3)]), {})
    assert places["l3"][0] == places["l2"][0]


def test_a_layer_called_in_series_with_another_is_two_boxes_side_by_side() -> None:
    places = arrange(model_of([(), (0,), (1,), (2,)], calls_of="0121"), {})
    assert len(places) == 3 and overlaps(places) == 0


def test_a_call_that_was_split_off_is_a_box_of_its_own() -> None:
    places = arrange(model_of([(), (0,), (1,), (2,)], {"c3": (5.0, 5.0)}, calls_of="0121"), {})
    assert set(places) == {"l0", "l1", "l2", "c3"}
    assert places["l2"][0] < places["c3"][0]


def test_of_a_selection_only_that_moves_and_its_corner_stays() -> None:
    model = model_of([(), (0,), (1,)], {"l0": (900.0, 40.0), "l1": (500.0, 300.0), "l2": (0.0, 0.0)})
    places = arrange(model, {}, ids=["l0", "l1"])
    assert places == {"l0": (500, 40), "l1": (760, 40)}


def test_boxes_without_wires_fill_a_square() -> None:
    places = arrange(model_of([()] * 9), {})
    assert overlaps(places) == 0 and len({x for x, _ in places.values()}) == 3


def test_a_port_that_is_said_to_be_elsewhere_is_met_there() -> None:
    ports = {("c0", "out", 0): 60.0, ("c1", "in", 0): 10.0}
    places = arrange(model_of([(), (0,)]), {}, ports=ports)
    assert places["l1"][1] - places["l0"][1] == 50


def test_an_empty_model_and_an_empty_selection_have_no_places() -> None:
    assert arrange(Model("m", "m"), {}) == {} == arrange(model_of([()]), {}, ids=[])


def drawn(count: int, reach: int, seed: int = 1) -> list[tuple[int, ...]]:
    """A random network: each box is fed by one to three of the `reach` boxes before it."""
    draw = random.Random(seed)
    return [
        tuple(draw.randint(max(0, i - reach), i - 1) for _ in range(draw.choice((1, 1, 1, 2, 3)))) if i else ()
        for i in range(count)
    ]


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 10_000))
def test_nothing_ever_overlaps_and_every_wire_runs_to_the_right(count: int, reach: int, seed: int) -> None:
    wires = drawn(count, reach, seed)
    places = arrange(model_of(wires), {})
    assert len(places) == count and overlaps(places) == 0
    assert all(places[f"l{j}"][0] < places[f"l{i}"][0] for i, feeding in enumerate(wires) for j in feeding)


@pytest.mark.parametrize("reach", [5, 200, 1000])
def test_a_thousand_boxes_take_a_moment(reach: int) -> None:
    model = model_of(drawn(1000, reach))
    began = time.process_time()
    places = arrange(model, {})
    assert time.process_time() - began < 8  # some 0.4 s on a quiet machine
    assert len(places) == 1000


@pytest.mark.parametrize(("count", "proportion"), [(300, 1.6), (40, 1.0), (1000, 2.5)])
def test_a_long_chain_is_broken_into_rows_that_fill_a_window(count: int, proportion: float) -> None:
    model = model_of([(), *((i,) for i in range(count - 1))])
    places = arrange(model, dict.fromkeys(model.layers, BOX), proportion=proportion)
    width, height = (max(place[i] for place in places.values()) + BOX[i] for i in (0, 1))
    assert 0.6 * proportion < width / height < 1.7 * proportion
    assert sorted(places, key=lambda layer: (places[layer][1], places[layer][0])) == list(model.layers)
    assert not overlaps(places) if count <= 300 else len(set(places.values())) == count


def test_rows_break_where_few_wires_cross() -> None:
    """Blocks of five with a wire around each: no block is torn apart."""
    feeding: list[tuple[int, ...]] = [()]
    for i in range(1, 60):
        feeding.append((i - 1, i - 4) if i % 5 == 0 else (i - 1,))
    model = model_of(feeding)
    places = arrange(model, dict.fromkeys(model.layers, BOX), proportion=1.6)
    rows = [0]
    for before, after in pairwise(model.layers):
        rows.append(rows[-1] + (places[after][0] < places[before][0]))
    assert rows[-1] >= 2
    assert all(len({rows[i] for i in range(first, first + 5)}) == 1 for first in range(1, 56, 5))


def test_a_short_chain_stays_in_one_row() -> None:
    model = model_of([(), (0,), (1,), (2,), (3,)])
    assert {y for _, y in arrange(model, {}, proportion=1.0).values()} == {0}
