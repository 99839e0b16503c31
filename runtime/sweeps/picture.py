"""The trials of a sweep as one picture: a line through an axis for each setting and one for what is judged by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.document.document import Document
from graph.specs.ranges.choices import Choices
from graph.specs.ranges.range import RangeSpec
from graph.views.text_width import shortened
from runtime.files.figures import ACCENT, FORMATS, INK, LINE, MUTED, PAPER, fonts, format_of, new_figure, save_figure
from runtime.sweeps.study import DONE, Trial
from runtime.sweeps.table import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DPI = 160
WIDTH, HEIGHT = 1.7, 3.6
"""Inches between two axes, and of the whole."""

__all__ = ["FORMATS", "parallel_coordinates"]


def parallel_coordinates(document: Document, trials: Sequence[Trial], path: Path, *, larger_is_better: bool) -> None:
    """Draw the trials that have a number; the best is on top and dark. Raises FigureError, OSError."""
    kind = format_of(path)
    ranges = [found for found in document.sweep.ranges if isinstance(found, RangeSpec)]
    done = [trial for trial in trials if trial.state == DONE and trial.value is not None]
    worst_first = sorted(done, key=lambda trial: trial.value or 0.0, reverse=not larger_is_better)
    figure = new_figure(WIDTH * (len(ranges) + 1), HEIGHT, DPI)
    axes = figure.add_axes((0.04, 0.12, 0.92, 0.72))
    axes.set_xlim(-0.4, len(ranges) + 0.3)
    axes.set_ylim(-0.05, 1.05)
    axes.set_axis_off()
    numbers = [trial.value or 0.0 for trial in done] or [0.0]
    low, high = min(numbers), max(numbers)
    for place, trial in enumerate(worst_first):
        share = (place + 1) / len(worst_first)
        ys = [spec.place(trial.values[spec.key]) for spec in ranges if spec.key in trial.values]
        if len(ys) < len(ranges):
            continue
        ys.append(0.5 if low == high else ((trial.value or 0.0) - low) / (high - low))
        best = place + 1 == len(worst_first)
        style: dict[str, Any] = {
            "color": ACCENT,
            "alpha": 1.0 if best else 0.08 + 0.4 * share**3,
            "linewidth": 2.2 if best else 1.1,
        }
        axes.plot(range(len(ys)), ys, solid_capstyle="round", **style)
    for number, spec in enumerate(ranges):
        ends = spec.ends() if isinstance(spec, Choices) else (spec.ends()[0], spec.ends()[-1])
        _axis(axes, number, spec.key, [(spec.place(value), shown(value)) for value in ends])
    judged = [(0.0, shown(low)), (1.0, shown(high))] if low < high else [(0.5, shown(low))]
    _axis(axes, len(ranges), document.sweep.monitor, judged)
    save_figure(figure, path, kind, DPI)


def _axis(axes: Axes, x: int, title: str, words: Sequence[tuple[float, str]]) -> None:
    axes.plot((x, x), (0, 1), color=LINE, linewidth=1.4, zorder=0, solid_capstyle="round")
    text = shortened(title, 8, 112, bold=True)
    axes.text(x, 1.14, text, ha="center", va="bottom", fontsize=8, fontweight="bold", color=INK,
              fontfamily=fonts(), parse_math=False, clip_on=False)  # fmt: skip
    for y, label in words:
        axes.text(x - 0.04, y, shortened(label, 7.5, 90), ha="right", va="center", fontsize=7.5, color=MUTED,
                  fontfamily=fonts(), parse_math=False,
                  bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.2, "alpha": 0.8})  # fmt: skip
