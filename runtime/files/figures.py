"""Pictures as files: a model's plot and the curves of a training, as .png, .svg or .pdf; matplotlib comes in late."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.document.document import Document
from graph.specs.message import MessageError, say
from graph.storage.atomic import atomic_write
from graph.views.drawing import Area, Box, Drawing, Frame, Line, Text
from graph.views.plot import plot as plot_of
from graph.views.text_width import shortened
from runtime.files.fonts import HAN, SANS, font_files

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = ("png", "svg", "pdf")
POINTS = 72.0
LARGEST = 30_000
"""Pixels along a side; a larger picture is drawn with fewer dots per inch."""

PAPER, CARD, LINE, WIRE, INK, MUTED = "#ffffff", "#ffffff", "#d3d9e4", "#96a1b4", "#1c222d", "#6b7688"
FIELD, ACCENT, HELD_OUT = "#f6f7fa", "#2f6fe4", "#f5a742"
FAMILY = {
    "input": "#4fbf67", "core": "#5b9dff", "recurrent": "#f5a742", "merging": "#ec6a88", "convolution": "#a682ff",
    "model": "#ef8354", "output": "#4fbf67", "activation": "#35b8c9", "pooling": "#7d8bf5", "normalization": "#c678dd",
    "regularization": "#a3a95c", "reshaping": "#3fb8a0", "attention": "#e0699f",
}  # fmt: skip
OTHER_SCRIPTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Malgun Gothic", "Hiragino Sans",
)  # fmt: skip
"""Fonts that a machine may have, for signs beyond GB 2312 and Hangul; matplotlib brings DejaVu Sans for the rest."""


class FigureError(MessageError):
    """A picture that can't be written as asked."""


def plot(document: Document, path: str | Path, dpi: float = 200, **options: Any) -> None:
    """Draw a document's root model into a file; `options` are those of `graph.plot.plot`. Raises OSError."""
    draw(plot_of(document, **options), path, dpi)


def draw(drawing: Drawing, path: str | Path, dpi: float = 200) -> None:
    """Write a drawing as .png (with that many dots per inch), .svg or .pdf; raises FigureError for another ending."""
    kind = format_of(path)
    width, height = max(drawing.width, 1.0), max(drawing.height, 1.0)
    dpi = min(dpi, LARGEST * POINTS / max(width, height))
    figure = new_figure(width / POINTS, height / POINTS, dpi)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    for frame in drawing.frames:
        _frame(axes, frame)
    for line in drawing.lines:
        _line(axes, line)
    for box in drawing.boxes:
        _box(axes, box)
    save_figure(figure, path, kind, dpi)


def format_of(path: str | Path) -> str:
    """png, svg or pdf, by the name of a file; raises FigureError for another ending."""
    kind = Path(path).suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise FigureError(
            say("A picture's name must end in .png, .svg or .pdf. Received: {name}.", name=Path(path).name[-80:])
        )
    return kind


def new_figure(width: float, height: float, dpi: float) -> Figure:
    """A figure with a canvas of its own: nothing of matplotlib's global state is read or changed."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=dpi, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def save_figure(figure: Figure, path: str | Path, kind: str, dpi: float) -> None:
    """Write a figure whole or not at all, the same bytes each time; raises OSError."""
    from matplotlib import rc_context

    metadata: dict[str, Any] = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}[kind]
    buffer = io.BytesIO()
    settings: Any = {"svg.hashsalt": "layerloom", "svg.fonttype": "path", "path.simplify": False}
    with rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # no font here has the sign: it is drawn as a box
        figure.savefig(buffer, format=kind, dpi=dpi, facecolor=figure.get_facecolor(), metadata=metadata)
    atomic_write(path, buffer.getvalue())


@cache
def fonts() -> list[str]:
    """The families of fonts in the order in which they are asked for a sign; matplotlib learns of the shipped ones."""
    from matplotlib.font_manager import fontManager

    for path in font_files():
        fontManager.addfont(path)
    known = set(fontManager.get_font_names())
    return [SANS, HAN, *(name for name in OTHER_SCRIPTS if name in known), "DejaVu Sans"]


def _mixed(colour: str, share: float, with_colour: str = "#ffffff") -> str:
    """A colour with so large a share of itself."""
    pairs = zip(_parts(colour), _parts(with_colour), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _parts(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _rounded(axes: Axes, area: Area, radius: float, **style: Any) -> Any:
    from matplotlib.patches import FancyBboxPatch

    shape = f"round,pad=0,rounding_size={min(radius, area.width / 2, area.height / 2)}"
    patch = FancyBboxPatch((area.x, area.y), area.width, area.height, boxstyle=shape, **style)
    axes.add_patch(patch)
    return patch


def _text(axes: Axes, text: Text, family: str) -> None:
    colour = {"text": INK, "muted": MUTED, "family": _mixed(family, 0.72, "#000000")}[text.tone]
    axes.text(
        text.x,
        text.y,
        text.text,
        fontsize=text.size,
        fontfamily=fonts(),
        fontweight="bold" if text.bold else "normal",
        color=colour,
        ha=text.align,
        va="baseline",
        parse_math=False,
    )


def _frame(axes: Axes, frame: Frame) -> None:
    colour = FAMILY.get(frame.family, ACCENT)
    _rounded(axes, frame.area, 10, facecolor=_mixed(colour, 0.05), edgecolor=_mixed(colour, 0.45), linewidth=0.9)
    for text in frame.texts:
        _text(axes, text, colour)


def _line(axes: Axes, line: Line) -> None:
    from matplotlib.patches import PathPatch, Polygon
    from matplotlib.path import Path as Curve

    colour = _mixed(FAMILY[line.family], 0.85) if line.family in FAMILY else WIRE
    codes = [Curve.MOVETO, *[Curve.CURVE4] * (len(line.points) - 1)]
    patch = PathPatch(Curve(line.points, codes), facecolor="none", edgecolor=colour, linewidth=1.2, capstyle="round")
    axes.add_patch(patch)
    if line.head:
        axes.add_patch(Polygon(line.head, closed=True, facecolor=colour, edgecolor=colour, linewidth=0.4))


def _box(axes: Axes, box: Box) -> None:
    colour = FAMILY.get(box.family, ACCENT)
    for spread, share in ((2.2, 0.05), (1.2, 0.09)):
        shadow = Area(box.area.x - spread / 2, box.area.y + 1, box.area.width + spread, box.area.height + spread)
        _rounded(axes, shadow, 7 + spread, facecolor="#5a6a86", edgecolor="none", alpha=share)
    card = _rounded(axes, box.area, 7, facecolor=CARD, edgecolor="none")
    from matplotlib.patches import Rectangle

    strip = Rectangle((box.area.x, box.area.y), 4, box.area.height, facecolor=colour, edgecolor="none")
    axes.add_patch(strip)
    strip.set_clip_path(card)
    for x1, y1, x2, y2 in box.rules:
        axes.plot((x1, x2), (y1, y2), color=_mixed(LINE, 0.7), linewidth=0.7, solid_capstyle="butt")
    _rounded(axes, box.area, 7, facecolor="none", edgecolor=LINE, linewidth=0.9)
    if box.badge is not None:
        _rounded(axes, box.badge, 7.2, facecolor=_mixed(colour, 0.2), edgecolor="none")
    for text in box.texts:
        _text(axes, text, colour)


def curves(history: Mapping[str, Sequence[float]], path: str | Path, dpi: float = 160) -> None:
    """Draw what was recorded while training: a panel for each loss and metric, training and validation together.

    `history` holds a list of numbers by epoch for each name, those of the validation under `val_…`. Raises FigureError,
    OSError.
    """
    kind = format_of(path)
    names = [name for name in history if not name.startswith("val_")]
    names += [n.removeprefix("val_") for n in history if n.startswith("val_") and n.removeprefix("val_") not in names]
    names.sort(key=lambda name: (name != "loss", "loss" not in name, name))
    columns = min(len(names), 2) or 1
    rows = -(-len(names) // columns) or 1
    figure = new_figure(4.6 * columns, 2.9 * rows, dpi)
    for number, name in enumerate(names):
        axes = figure.add_subplot(rows, columns, number + 1)
        _panel(axes, name, history.get(name, ()), history.get(f"val_{name}", ()))
    height = 2.9 * rows
    figure.subplots_adjust(0.6 / (4.6 * columns), 0.55 / height, 1 - 0.2 / (4.6 * columns), 1 - 0.4 / height, 0.2, 0.46)
    save_figure(figure, path, kind, dpi)


def _panel(axes: Axes, name: str, trained: Sequence[float], held_out: Sequence[float]) -> None:
    from matplotlib.ticker import MaxNLocator

    families = fonts()
    axes.set_facecolor(FIELD)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.grid(axis="y", color="#dfe4ec", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=8, labelcolor=MUTED, labelfontfamily=families)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8, min_n_ticks=1))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    for values, colour, width in ((trained, ACCENT, 2.0), (held_out, HELD_OUT, 1.8)):
        if len(values):
            mark = "o" if len(values) == 1 else ""
            axes.plot(
                range(1, len(values) + 1), values, color=colour, linewidth=width, marker=mark, solid_capstyle="round"
            )
    title = shortened(name, 10, 130, bold=True)
    axes.set_title(title, loc="left", fontsize=10, color=INK, fontfamily=families, fontweight="bold", parse_math=False)
    lasts = [(f"{values[-1]:.4g}{note}", colour) for values, note, colour in (
        (trained, "", ACCENT), (held_out, "  val", HELD_OUT)) if len(values)]  # fmt: skip
    for number, (shown, colour) in enumerate(reversed(lasts)):
        place = (1.0 - 0.24 * number, 1.03)
        axes.text(*place, shown, transform=axes.transAxes, ha="right", va="bottom", fontsize=9, color=colour,
                  fontweight="bold", fontfamily=families, parse_math=False)  # fmt: skip
    axes.set_xlabel("epoch", fontsize=8, color=MUTED, fontfamily=families)
    axes.margins(x=0.03, y=0.12)
