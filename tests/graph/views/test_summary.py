"""The summary: what Keras 3.15.1 prints (golden files it wrote), and more where its table leaves something out."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_layer, connect, reuse, set_trainable
from graph.keras.from_keras import from_keras
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.merging.addition import Add
from graph.views.summary import summary
from graph.views.summary_text import cells_of, size_text, summary_text, wrap

DATA = Path(__file__).resolve().parent.parent.parent / "data"


def system(case: str) -> Document:
    with zipfile.ZipFile(DATA / "conformance" / case / "model.keras") as archive:
        return from_keras(json.loads(archive.read("config.json")))


@pytest.mark.parametrize("path", sorted((DATA / "summaries").glob("*.txt")), ids=lambda path: path.stem)
def test_the_text_is_what_keras_prints(path: Path) -> None:
    expanded = path.stem.endswith(".expanded")
    table = summary(system(path.stem.removesuffix(".expanded")), expand_nested=expanded, show_trainable=expanded)
    assert summary_text(table).rstrip() == path.read_text(encoding="utf-8").rstrip()


def test_a_shared_layer_shows_every_call() -> None:
    text = summary_text(summary(system("system_3_shared_layer")))
    (first,) = [line for line in text.splitlines() if "lstm_1 (LSTM)" in line]
    second = text.splitlines()[text.splitlines().index(first) + 1]
    assert "(None, 8)" in first and "input_layer_1[0][0]" in first
    assert "(None, 8)" in second and "input_layer_2[0][0]" in second


def sketch(size: int = 4) -> tuple[Document, dict[str, Source]]:
    """x → a → b, where a is also called on b's result, and both results of a are added."""
    document = new_document("sketch")
    made: dict[str, Source] = {}
    for name, spec in (("x", Input(shape=(size,))), ("a", Dense(units=size)), ("b", Dense(units=size)), ("+", Add())):
        document, _, call = add_layer(document, document.root, spec, name=name)
        made[name] = Source(call)
    layers = {layer.name: layer.id for layer in document.main.layers.values()}
    for source, target in (("x", "a"), ("a", "b")):
        document = connect(document, document.root, made[source], made[target].call, 0)
    document, again = reuse(document, document.root, made["b"], layers["a"])
    made["a again"] = Source(again)
    document = connect(document, document.root, made["a"], made["+"].call, 0)
    document = connect(document, document.root, made["a again"], made["+"].call, 1)
    document, _, out = add_layer(document, document.root, Output())
    return connect(document, document.root, made["+"], out, 0), made


def test_calls_are_numbered_as_keras_numbers_its_nodes() -> None:
    document, _ = sketch()
    rows = {row.name: row for row in summary(document).rows}
    assert [call.sources for call in rows["a"].calls] == [("x[0][0]",), ("b[0][0]",)]
    assert rows["+"].calls[0].sources == ("a[0][0]", "a[1][0]")
    assert rows["a"].params == 20 and summary(document).counts.trainable == 40


def test_frozen_layers_count_apart() -> None:
    document, _ = sketch()
    (layer,) = [item.id for item in document.main.layers.values() if item.name == "a"]
    table = summary(set_trainable(document, document.root, layer, False), show_trainable=True)
    assert (table.counts.trainable, table.counts.non_trainable) == (20, 20)
    assert [row.trainable for row in table.rows] == [None, False, True, None]
    assert "│     N     │" in summary_text(table)


def test_optimizer_variables_are_part_of_the_total() -> None:
    document, _ = sketch()
    text = summary_text(summary(document, optimizer_params=42))
    assert " Total params: 82 (328.00 B)\n" in text and " Optimizer params: 42 (168.00 B)\n" in text


def test_an_unfinished_model_has_a_summary_too() -> None:
    document, _, _ = add_layer(new_document(), "m1", Dense(units=3), name="loose")
    table = summary(document)
    assert [(row.name, row.params, row.used) for row in table.rows] == [("loose", None, False)]
    assert "0 (unbuilt)" in summary_text(table) and table.counts.total == 0
    assert summary_text(summary(new_document())).startswith('Model: "model"\n')


@pytest.mark.parametrize("width", [20, 60, 80, 132, None])
def test_the_table_fits_its_width_and_loses_no_connection(width: int | None) -> None:
    document, _ = sketch()
    lines = summary_text(summary(document), width=width).splitlines()
    frame = {len(line) for line in lines if line[0] in "┏┃┡│├└"}
    assert len(frame) == 1 and max(frame) <= max((width or 112) - 4, 44)
    assert "Connect" in "".join(lines)
    compact = "".join(line.split("│")[4].strip() for line in lines if line.startswith("│"))
    assert "a[0][0],a[1][0]" in compact.replace(" ", "")


def test_long_words_go_on_in_the_next_line() -> None:
    assert wrap("abcdefgh ij", 4) == ["abcd", "efgh", "ij"]
    assert wrap("(None, 28, 28)", 10) == ["(None, 28,", "28)"]
    assert (
        wrap("a_long_name[0][0]", 13) == ["a_long_name", "[0][0]"]
        or wrap("a_long_name[0][0]", 14)[0] == "a_long_name[0]"
    )


def test_wide_signs_and_control_signs_leave_the_frame_straight() -> None:
    document, _, _ = add_layer(new_document("标题\x1b[31m"), "m1", Input(shape=(2,)), name="输入层\n\x07")
    text = summary_text(summary(document))
    assert "\x1b" not in text and "\x07" not in text and "输入层\\n\\x07" in text
    assert len({cells_of(line) for line in text.splitlines() if line[:1] in "┏│└"}) == 1


@pytest.mark.parametrize(
    ("weights", "text"), [(0, "0.00 B"), (290, "1.13 KB"), (262_144, "1.00 MB"), (2**60, "4096.00 PB")]
)
def test_sizes_are_in_steps_of_1024(weights: int, text: str) -> None:
    assert size_text(weights) == text
