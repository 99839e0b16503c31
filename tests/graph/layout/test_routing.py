"""Wires run where nothing lies in their way."""

from __future__ import annotations

import random

import pytest

from graph.layout.routing import AIR, TURN, Rect, lane, region

LEFT, RIGHT = (0.0, 50.0), (900.0, 50.0)


def test_a_wire_that_nothing_is_in_the_way_of_takes_its_own_curve() -> None:
    assert lane(LEFT, RIGHT, [(300, 200, 500, 300)]) is None


def test_ends_side_by_side_have_no_box_between_them() -> None:
    assert region((0, 0), (80, 300)) is None


def test_a_box_in_the_way_is_passed_on_the_nearer_side() -> None:
    assert lane(LEFT, RIGHT, [(300, 0, 500, 160)]) == -AIR
    assert lane(LEFT, RIGHT, [(300, -200, 500, 60)]) == 60 + AIR


@pytest.mark.parametrize("back", [False, True])
def test_a_lane_is_free(back: bool) -> None:
    draw = random.Random(1)
    routed = 0
    for _ in range(300):
        boxes: list[Rect] = []
        for _ in range(draw.randrange(12)):
            x, y = draw.randrange(150, 700), draw.randrange(-300, 400)
            boxes.append((x, y, x + 200, y + 100))
        start, end = (RIGHT, LEFT) if back else (LEFT, RIGHT)
        height = lane(start, end, boxes)
        assert back is False or height is not None
        if height is not None and region(start, end) is not None:
            routed += 1
            left, right = (end[0] - TURN, start[0] + TURN) if back else (start[0] + TURN, end[0] - TURN)
            assert not any(t < height < b and x < right and r > left for x, t, r, b in boxes)
    assert routed > 50
