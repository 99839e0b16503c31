"""The plot of one metric: raw values faint, smoothed bold, validation in a second colour, other runs thin beneath."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from gui.curves.thinning import NOTHING, extremes, nearest, smooth
from gui.parts import plain
from gui.theme import Theme, faded, font, mix
from gui.training.run import Run, Series

RAW_POINTS, SMOOTH_POINTS = 600, 400
OVERLAYS = ("merging", "convolution", "recurrent", "activation", "pooling", "attention")


def number(value: float | None) -> str:
    """A value in four significant digits: `0.1834`, `1.2e-05`."""
    if value is None:
        return ""
    if value != value or abs(value) == float("inf"):
        return str(value)
    return f"{value:.4f}" if 1e-3 <= abs(value) < 1e3 or value == 0 else f"{value:.3g}"


class MetricPlot(QFrame):
    """Draws what a run has reported of one metric, whenever it is told to."""

    def __init__(self, metric: str, theme: Theme) -> None:
        super().__init__()
        self.key, self.theme = metric, theme
        self.setProperty("role", "plot")
        self.axis, self.weight, self.log = "step", 0.6, False
        self.run: Run | None = None
        self.overlays: tuple[Run, ...] = ()
        self.title = plain(metric, "section")
        self.value, self.validation_value, self.reading = QLabel(), QLabel(), plain("", "muted")
        for label in (self.value, self.validation_value):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(font(13, QFont.Weight.DemiBold))
        self.value.setMinimumWidth(QFontMetrics(self.value.font()).horizontalAdvance("0.0000"))
        self.view = pg.PlotWidget(background=None)
        self._prepare()
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(self.title)
        head.addWidget(self.reading, 1)
        head.addWidget(self.value)
        head.addWidget(self.validation_value)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        theme.changed.connect(self.dress)
        self.dress()

    def _prepare(self) -> None:
        item = self.view.getPlotItem()
        item.hideButtons()
        item.setMenuEnabled(False)
        item.setClipToView(True)
        item.showGrid(y=True, alpha=0.12)
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setTickFont(font(11))
            axis.setStyle(tickLength=0, maxTickLevel=0)
        item.getAxis("left").setWidth(52)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setStyleSheet("background: transparent;")
        self.view.setMinimumHeight(60)
        self.raw = item.plot(connect="finite")
        self.bold = item.plot(connect="finite", antialias=True)
        self.checked = item.plot(connect="finite", antialias=True)
        self.thin: list[pg.PlotDataItem] = []
        self.marker = pg.InfiniteLine(angle=90, movable=False)
        self.marker.hide()
        item.addItem(self.marker, ignoreBounds=True)
        self.view.scene().sigMouseMoved.connect(self._point)

    def dress(self) -> None:
        """Take the colours of the theme."""
        c = self.theme.colors
        self.raw.setPen(pg.mkPen(faded(c.accent, 0.35), width=1))
        self.bold.setPen(pg.mkPen(c.accent, width=2))
        self.checked.setPen(pg.mkPen(c.validation, width=2))
        self.marker.setPen(pg.mkPen(c.muted, width=1))
        shown = c.validation if self.theme.name == "dark" else mix(c.validation, QColor("#7a4a00"), 0.25)
        self.value.setStyleSheet(f"color: {c.accent.name()}; font-weight: 600;")
        self.validation_value.setStyleSheet(f"color: {shown.name()}; font-weight: 600;")
        for side in ("left", "bottom"):
            axis = self.view.getPlotItem().getAxis(side)
            axis.setPen(pg.mkPen(faded(c.line, 0.0)))
            axis.setTextPen(pg.mkPen(c.muted))
            axis.setTickPen(pg.mkPen(faded(c.muted, 0.6 if side == "left" else 0.0)))

    def rename(self, metric: str) -> None:
        self.key = metric
        self.title.setText(metric)

    def warm_up(self) -> None:
        """Paint once, unseen: the first painting of a plot takes longer than an event may take."""
        run = Run("", Path(), 1, 100)
        for step in range(1, 100):
            run.add_batch(1, step, step / 10, {self.key: 1 / step})
        run.add_epoch(1, 10.0, {f"val_{self.key}": 0.1})
        self.show_run(run)
        self.grab()
        self.show_run(None)

    def show_run(self, run: Run | None, overlays: Sequence[Run] = (), follow: bool = True) -> None:
        """Draw a run over others; `follow` keeps everything in view as values come."""
        self.run, self.overlays = run, tuple(overlays)
        box = self.view.getPlotItem().getViewBox()
        if follow and not all(box.state["autoRange"]):
            self.view.enableAutoRange()
        elif not follow and any(box.state["autoRange"]):
            self.view.disableAutoRange()
        self.redraw()

    def set_log(self, on: bool) -> None:
        self.log = on
        self.view.setLogMode(x=False, y=on)
        self.redraw()

    def redraw(self) -> None:
        series = self.run.training(self.key) if self.run else None
        checked = self.run.validation(self.key) if self.run else None
        many = series is not None and len(series.value) > 12
        self.raw.setData(*(extremes(*self._points(series), RAW_POINTS) if many else NOTHING))
        self.bold.setData(*smooth(*self._points(series), self.weight if many else 0.0, SMOOTH_POINTS))
        self.checked.setData(*smooth(*self._points(checked), 0.0, SMOOTH_POINTS))
        dots = checked is not None and len(checked.value) < 40
        self.checked.setSymbol("o" if dots else None)
        self.checked.setSymbolSize(5)
        self.checked.setSymbolPen(None)
        self.checked.setSymbolBrush(self.theme.colors.validation)
        self._draw_overlays()
        self.value.setText(number(self.run.last(self.key)) if self.run else "")
        self.validation_value.setText(f"{number(checked.last)}  val" if checked else "")

    def _points(self, series: Series | None) -> tuple[np.ndarray, np.ndarray]:
        if series is None:
            return NOTHING
        x, y = series.x(self.axis), series.value.array
        # A logarithm has no place for zero and below.
        return (x, np.where(y > 0, y, np.nan)) if self.log else (x, y)

    def _draw_overlays(self) -> None:
        item = self.view.getPlotItem()
        while len(self.thin) > len(self.overlays):
            item.removeItem(self.thin.pop())
        while len(self.thin) < len(self.overlays):
            self.thin.append(item.plot(connect="finite", antialias=True))
        for place, (line, run) in enumerate(zip(self.thin, self.overlays, strict=True)):
            series = run.validation(self.key) or run.training(self.key)
            line.setPen(pg.mkPen(faded(overlay_color(self.theme, place), 0.9), width=1.2))
            line.setData(*smooth(*self._points(series), 0.0, SMOOTH_POINTS))

    def _point(self, place: QPointF) -> None:
        """Say the exact values under the cursor."""
        box = self.view.getPlotItem().getViewBox()
        series = self.run.training(self.key) if self.run else None
        if series is None or not len(series.value) or not box.sceneBoundingRect().contains(place):
            self.leave()
            return
        at = box.mapSceneToView(place).x()
        found = nearest(series.x(self.axis), at)
        if found is None:
            return
        step, epoch = int(series.step.array[found]), series.epoch.array[found]
        text = self.tr("step {step}, epoch {epoch}: {value}").format(
            step=step, epoch=f"{epoch:.2f}", value=number(float(series.value.array[found]))
        )
        checked = self.run.validation(self.key) if self.run else None
        if checked is not None and (place_of := nearest(checked.x(self.axis), at)) is not None:
            text += self.tr(", validation {value}").format(value=number(float(checked.value.array[place_of])))
        self.reading.setText(text)
        self.marker.setPos(float(series.x(self.axis)[found]))
        self.marker.show()

    def leave(self) -> None:
        self.reading.setText("")
        self.marker.hide()

    def leaveEvent(self, _event: object) -> None:
        self.leave()


def overlay_color(theme: Theme, place: int) -> QColor:
    """The colour of the n-th run that is shown for comparison."""
    return theme.family(OVERLAYS[place % len(OVERLAYS)])
