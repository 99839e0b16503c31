"""The line at the lower left: problems, weights and operations of the model in view, live while editing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from graph.data.facts import DataFacts
from graph.validate.problems import Counts
from gui.canvas.captions import bytes_text, flop_text, number_text
from gui.canvas.items.layout import width_of
from gui.canvas.scene import CanvasScene
from gui.theme import font

translate = QCoreApplication.translate
FACE = font(12)
SIGN = font(13, QFont.Weight.Bold)


class TotalsPill(QWidget):
    """Painted rather than composed, so that it costs nothing to keep up to date."""

    clicked = Signal()
    """Someone wants to see the problems."""

    def __init__(self, parent: QWidget, scene: CanvasScene) -> None:
        super().__init__(parent)
        self._scene = scene
        self._facts: DataFacts | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        scene.refreshed.connect(self.refresh)
        scene.theme.changed.connect(self.update)
        self.refresh()

    def refresh(self) -> None:
        found = self._scene.problem_counts()
        totals = self._scene.totals
        parts = [problem_text(found)]
        if totals.weights:
            parts.append(translate("Canvas", "{n} weights").format(n=number_text(totals.weights)))
        if totals.flops:
            parts.append(flop_text(totals.flops))
        plan = self._scene.editing.document.training
        if totals.weights:
            parts.append(bytes_text(totals.process_bytes(plan.optimizer, plan.batch_size, self._data())))
        self.text = "  ·  ".join(parts)
        self._level = found.worst
        self.setToolTip(
            translate("Canvas", "Weights of this model, work of one forward pass for one sample, memory for training")
        )
        self.setAccessibleName(self.text)
        self.resize(self.sizeHint())
        self.update()

    def show_facts(self, facts: DataFacts | None) -> None:
        """Count the memory that the data takes, as the forecast before training does."""
        self._facts = facts
        self.refresh()

    def _data(self) -> DataFacts | None:
        editing = self._scene.editing
        return self._facts if editing.model_id == editing.document.root else None

    def sizeHint(self) -> QSize:
        return QSize(round(width_of(self.text, FACE)) + 52, 30)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self.clicked.emit()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = self._scene.theme.colors
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(c.line, 1))
        p.setBrush(c.card)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        p.drawRoundedRect(area, 15, 15)
        sign, color = {
            "": ("✓", c.ok),
            "error": ("!", c.bad),
            "warning": ("!", c.warn),
            "hint": ("?", c.muted),
        }[self._level]
        p.setFont(SIGN)
        p.setPen(QColor(color))
        p.drawText(area.adjusted(15, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, sign)
        p.setFont(FACE)
        p.setPen(c.muted)
        p.drawText(area.adjusted(34, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text)
        p.end()


def problem_text(found: Counts) -> str:
    """`No problems`, `1 problem`, `2 problems, 1 warning, 3 hints`."""
    if not found.all:
        return translate("Canvas", "No problems")
    words = (
        (found.errors, translate("Canvas", "1 problem"), translate("Canvas", "{n} problems")),
        (found.warnings, translate("Canvas", "1 warning"), translate("Canvas", "{n} warnings")),
        (found.hints, translate("Canvas", "1 hint"), translate("Canvas", "{n} hints")),
    )
    return ", ".join(one if n == 1 else many.format(n=n) for n, one, many in words if n)
