"""The split: how samples are kept for validation, how many there are of each part, and what classes are in both."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from graph.specs.params import params_of
from graph.specs.training import TrainingPlan
from gui.canvas.captions import number_text
from gui.editing import Editing
from gui.panels.plan_page import PlanForm
from gui.parts import column, plain
from gui.theme import Theme
from gui.translate import text
from gui.workspaces.data.drawing import draw_line
from gui.workspaces.data.words import percent
from runtime.data.parts import Parts, Share

SHOWN = ("validation_from", "validation_split", "seed")
MOST_SHARES = 4
MOST_LETTERS = 12
NO_BREAK = "\u00a0"
"""A class and its numbers stay in one line, which the column must have room for."""


class SplitCard(QWidget):
    """The plan's own fields for it, and what comes of them."""

    def __init__(self, editing: Editing, theme: Theme) -> None:
        super().__init__()
        hidden = [name for name in params_of(TrainingPlan) if not name.startswith("validation") and name != "seed"]
        self.form = PlanForm(editing, hidden)
        self.bars = PartBars(theme)
        self.shares = plain("", "muted", wrap=True)
        self.shares.setToolTip(self.tr("Classes, training | validation"))
        self.left_out = plain("", "muted", wrap=True)
        self.trouble = plain("", "error", wrap=True)
        page = column(self, spacing=8)
        for widget in (self.form, self.bars, self.shares, self.left_out, self.trouble):
            page.addWidget(widget)

    def refresh(self) -> None:
        self.form.refresh()

    def show_parts(self, parts: Parts | None) -> None:
        parts = parts or Parts()
        self.bars.show_parts(parts)
        self.bars.setVisible(parts.training > 0)
        self.shares.setText(shares_text(parts.shares[:MOST_SHARES], len(parts.shares) - MOST_SHARES, parts.validation))
        self.shares.setVisible(bool(parts.shares))
        said = self.tr("{n} rows are left out because of gaps").format(n=number_text(parts.left_out))
        self.left_out.setText(said if parts.left_out else "")
        self.left_out.setVisible(parts.left_out > 0)
        self.trouble.setText(text(parts.trouble) if parts.trouble else "")
        self.trouble.setVisible(parts.trouble is not None)


def shares_text(shares: tuple[Share, ...], more: int, validation: int) -> str:
    """`no: 62 %   yes: 38 %` where both parts have the same, else the shares of both in each."""
    parts = [(shortened(share.name), percent(share.training), percent(share.validation)) for share in shares]
    alike = not validation or all(first == second for _, first, second in parts)
    said = [f"{name}: {first}" if alike else f"{name}: {first} | {second}" for name, first, second in parts]
    return "   ".join(one.replace(" ", NO_BREAK) for one in said) + (f"   +{more}" if more > 0 else "")


def shortened(name: str) -> str:
    return name if len(name) <= MOST_LETTERS else name[: MOST_LETTERS - 1] + "…"


class PartBars(QWidget):
    """Two bars whose lengths are the numbers of samples."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self.parts = theme, Parts()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_parts(self, parts: Parts) -> None:
        self.parts = parts
        self.setFixedHeight(62 if parts.validation else 31)
        self.setAccessibleName(
            self.tr("{n} samples for training, {k} for validation").format(n=parts.training, k=parts.validation)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 62)

    def paintEvent(self, _event: QPaintEvent) -> None:
        c, painter = self.theme.colors, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        total = max(1, self.parts.training + self.parts.validation)
        rows = (
            (self.tr("training"), self.parts.training, c.accent),
            (self.tr("validation"), self.parts.validation, c.validation),
        )
        for place, (title, count, color) in enumerate(rows):
            if place and not count:
                break
            line = QRectF(0, 31 * place, self.width(), 18)
            draw_line(painter, line, title, c.muted)
            draw_line(painter, line, number_text(count), c.text, right=True)
            bar = QRectF(0, 31 * place + 20, self.width(), 6)
            painter.setPen(c.field)
            painter.setBrush(c.field)
            painter.drawRoundedRect(bar, 3, 3)
            bar.setWidth(max(6.0, bar.width() * count / total))
            painter.setPen(color)
            painter.setBrush(color)
            painter.drawRoundedRect(bar, 3, 3)
        painter.end()
