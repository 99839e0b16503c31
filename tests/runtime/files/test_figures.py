"""Pictures as files: the right kind, the right size, text as it stands, nothing half written, no global state."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_layer, connect
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input
from graph.views.drawing import Drawing
from graph.views.plot import plot as drawing_of
from runtime.files.figures import FigureError, curves, draw, plot

ROOT = Path(__file__).resolve().parent.parent.parent.parent
HISTORY = {"loss": [1.0, 0.5, 0.25], "val_loss": [1.1, 0.7, 0.5], "accuracy": [0.3, 0.6, 0.9]}


def small(name: str = "dense") -> Document:
    document = new_document()
    document, _, x = add_layer(document, "m1", Input(shape=(4,)))
    document, _, d = add_layer(document, "m1", Dense(units=4), name=name)
    return connect(document, "m1", Source(x), d, 0)


@pytest.mark.parametrize(("ending", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_the_ending_says_what_is_written(ending: str, start: bytes, tmp_path: Path) -> None:
    plot(small(), tmp_path / f"model.{ending}", show_shapes=True)
    curves(HISTORY, tmp_path / f"curves.{ending}")
    assert (tmp_path / f"model.{ending}").read_bytes().startswith(start)
    assert (tmp_path / f"curves.{ending}").read_bytes().startswith(start)
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"curves.{ending}", f"model.{ending}"]


def test_a_picture_has_the_size_of_the_drawing_at_its_resolution(tmp_path: Path) -> None:
    drawing = drawing_of(small(), show_shapes=True)
    draw(drawing, tmp_path / "a.png", dpi=144)
    with Image.open(tmp_path / "a.png") as image:
        assert image.width == pytest.approx(drawing.width * 2, abs=1)
        assert image.height == pytest.approx(drawing.height * 2, abs=1)


def test_a_drawing_too_large_for_its_resolution_gets_fewer_dots(tmp_path: Path) -> None:
    draw(Drawing(100_000.0, 20.0), tmp_path / "wide.png")
    with Image.open(tmp_path / "wide.png") as image:
        assert image.width <= 30_000


def test_another_ending_is_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    for write in (lambda path: plot(small(), path), lambda path: curves(HISTORY, path)):
        with pytest.raises(FigureError, match=r"\.png, \.svg or \.pdf"):
            write(tmp_path / "a.bmp")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["$x_1$", "$\\frac{", "</svg><script>", "a\nb\0", "层", "\u202eevil", "%s{}", "x" * 5000]
)
def test_names_are_drawn_as_they_stand_and_never_as_markup(name: str, tmp_path: Path) -> None:
    plot(small(name), tmp_path / "a.svg", show_layer_names=True)
    assert b"<script>" not in (tmp_path / "a.svg").read_bytes()
    curves({name: [1.0, 2.0]}, tmp_path / "b.png")


def test_the_same_drawing_gives_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("png", "svg", "pdf"):
        for number in (1, 2):
            plot(small(), tmp_path / f"{number}.{ending}")
        assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"2.{ending}").read_bytes()


def test_an_old_file_stays_when_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        plot(small(), tmp_path / "nowhere" / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_texts_are_drawn_in_the_shipped_fonts_chinese_too(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    plot(small("全连接层 dense"), tmp_path / "a.svg", show_layer_names=True, show_shapes=True)
    curves({"损失 loss": [1.0, 2.0]}, tmp_path / "b.svg")
    for name in ("a.svg", "b.svg"):
        picture = (tmp_path / name).read_text(encoding="utf-8")
        used = set(re.findall(r'id="(\w+-\w+)-[0-9a-f]+"', picture))
        assert used == {"LayerloomSans-Regular", "LayerloomSans-Bold", "LayerloomHan-Bold"}
    # matplotlib logs each family and weight that it doesn't find.
    assert [told for told in caplog.messages if "Layerloom" in told] == []


@pytest.mark.parametrize(
    "history",
    [
        {},
        {"loss": []},
        {"loss": [1.0]},
        {"val_only": [1.0, 2.0]},
        {"loss": [float("nan"), 1.0, float("inf")]},
        {f"m{i}": [float(i), 2.0] for i in range(7)},
    ],
)
def test_odd_histories_are_drawn_too(history: dict[str, list[float]], tmp_path: Path) -> None:
    curves(history, tmp_path / "a.png")
    with Image.open(io.BytesIO((tmp_path / "a.png").read_bytes())) as image:
        image.load()


def test_drawing_touches_no_global_state_and_importing_loads_no_matplotlib(tmp_path: Path) -> None:
    program = (
        "import sys\nimport runtime.files.figures as f\nassert 'matplotlib' not in sys.modules\n"
        f"f.curves({{'loss': [1.0, 2.0]}}, {str(tmp_path / 'a.png')!r})\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
