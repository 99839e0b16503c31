"""The picture as values: a box for every call, a line for every wire, nothing on top of anything else."""

from __future__ import annotations

import json
import zipfile
from itertools import combinations
from pathlib import Path

import pytest

from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_layer, connect, reuse
from graph.keras.from_keras import from_keras
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.merging.addition import Add
from graph.views.drawing import Area, Drawing
from graph.views.plot import PlotError, plot
from graph.views.text_width import shortened, text_width

CASES = Path(__file__).resolve().parent.parent.parent / "data" / "conformance"
SYSTEMS = sorted(path.name for path in CASES.glob("system_*"))


def system(case: str) -> Document:
    with zipfile.ZipFile(CASES / case / "model.keras") as archive:
        return from_keras(json.loads(archive.read("config.json")))


def texts(drawing: Drawing) -> list[str]:
    return [text.text for part in (*drawing.boxes, *drawing.frames) for text in part.texts]


def crosses(a: Area, b: Area) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


@pytest.mark.parametrize("rankdir", ["TB", "LR"])
@pytest.mark.parametrize("expand_nested", [False, True])
@pytest.mark.parametrize("case", SYSTEMS)
def test_boxes_lie_on_the_paper_and_nowhere_on_each_other(case: str, expand_nested: bool, rankdir: str) -> None:
    drawing = plot(system(case), show_shapes=True, show_layer_names=True, expand_nested=expand_nested, rankdir=rankdir)
    areas = [box.area for box in drawing.boxes]
    assert not any(crosses(a, b) for a, b in combinations(areas, 2))
    for area in (*areas, *(frame.area for frame in drawing.frames)):
        assert area.x >= 0 and area.y >= 0
        assert area.x + area.width <= drawing.width and area.y + area.height <= drawing.height
    for line in drawing.lines:
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in (*line.points, *line.head))


@pytest.mark.parametrize("case", SYSTEMS)
def test_texts_stay_inside_their_boxes(case: str) -> None:
    for box in plot(system(case), show_shapes=True, show_layer_names=True, show_dtype=True, show_trainable=True).boxes:
        for text in box.texts:
            width = text_width(text.text, text.size, text.bold)
            left = text.x - width / 2 if text.align == "center" else text.x
            assert box.area.x <= left and left + width <= box.area.x + box.area.width + 0.01
            assert box.area.y < text.y < box.area.y + box.area.height


def test_a_shared_layer_has_a_box_for_each_call() -> None:
    drawing = plot(system("system_3_shared_layer"), show_layer_names=True, show_shapes=True)
    shared = [box for box in drawing.boxes if box.name == "lstm_1"]
    assert [box.texts[1].text for box in shared] == ["call 1 of 2", "call 2 of 2"]
    assert all(box.badge is not None for box in shared)


def test_a_layer_called_three_times_in_a_row_is_three_boxes_in_a_row() -> None:
    document = new_document()
    document, _, x = add_layer(document, "m1", Input(shape=(4,)))
    document, layer, first = add_layer(document, "m1", Dense(units=4), name="a")
    document = connect(document, "m1", Source(x), first, 0)
    document, second = reuse(document, "m1", Source(first), layer)
    document, third = reuse(document, "m1", Source(second), layer)
    document, _, out = add_layer(document, "m1", Output())
    drawing = plot(connect(document, "m1", Source(third), out, 0), show_layer_names=True)
    assert [box.call for box in drawing.boxes if box.name == "a"] == [(first,), (second,), (third,)]
    tops = [box.area.y for box in drawing.boxes]
    assert tops == sorted(tops) and len(drawing.lines) == 3


def test_one_source_that_arrives_twice_has_two_lines() -> None:
    document = new_document()
    document, _, x = add_layer(document, "m1", Input(shape=(4,)))
    document, _, total = add_layer(document, "m1", Add())
    for port in (0, 1):
        document = connect(document, "m1", Source(x), total, port)
    first, second = plot(document).lines
    assert first.points[0] == second.points[0] and first.head[0] != second.head[0]


def test_a_nested_model_is_one_box_or_a_frame_with_its_inside() -> None:
    document = system("system_4_nested_autoencoder")
    closed = plot(document, show_layer_names=True)
    assert [box.name for box in closed.boxes] == ["img", "encoder", "decoder"] and not closed.frames
    opened = plot(document, show_layer_names=True, expand_nested=True)
    assert [frame.texts[0].text for frame in opened.frames] == ["encoder", "decoder"]
    assert len(opened.boxes) == 1 + 7 + 7
    inside = [box for box in opened.boxes if len(box.call) == 2 and box.name.startswith("conv2d_transpose")]
    frame = opened.frames[1].area
    assert all(crosses(box.area, frame) for box in inside)


def test_what_is_shown_is_what_was_asked_for() -> None:
    document = system("system_1_fully_connected")
    plain = texts(plot(document))
    assert plain == ["InputLayer", "Dense", "Dense", "Dense"]
    full = texts(
        plot(
            document,
            show_layer_names=True,
            show_shapes=True,
            show_dtype=True,
            show_layer_activations=True,
            show_trainable=True,
        )
    )
    assert {"(None, 20)", "(None, 16)", "float32", "relu", "softmax", "trained", "dense", "Dense"} <= set(full)


def test_an_unfinished_model_is_drawn_as_far_as_it_goes() -> None:
    assert plot(new_document()).boxes == ()
    document, _, _ = add_layer(new_document(), "m1", Dense(units=3), name="loose")
    (box,) = plot(document, show_shapes=True, show_layer_names=True).boxes
    assert [text.text for text in box.texts][-1] == "?"


def test_another_direction_is_refused_with_a_sentence() -> None:
    with pytest.raises(PlotError, match="TB or LR"):
        plot(new_document(), rankdir="XX")


def test_a_name_too_long_for_any_box_is_shortened_and_control_signs_are_written_out() -> None:
    assert shortened("short", 12, 100) == "short"
    long = shortened("x" * 10_000, 12, 200)
    assert long.endswith("…") and text_width(long, 12) <= 200
    assert shortened("a\nb", 12, 100) == "a\\nb"
