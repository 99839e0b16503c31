"""The chosen column as the network gets it: one card before the first step and one after each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from gui.canvas.captions import number_text
from gui.panels.samples import SampleStrip
from gui.parts import column, plain, scrolling
from gui.theme import Theme, font
from gui.translate import shape, words
from gui.workspaces.data.drawing import BOLD, SMALL, bar_color, bars_of, draw_bars, draw_line, metrics_of
from gui.workspaces.data.words import figure, gaps_text, percent, span
from runtime.data.column_look import CLASS, NUMBER, TEXT, ColumnLook
from runtime.data.way import Station

translate = QCoreApplication.translate
WIDTH, LEAST, ARROW, HEIGHT = 230, 150, 34, 128
LISTED = 5


@dataclass(frozen=True)
class Stop:
    """A card: title, a line below it, the look that is drawn."""

    title: str
    below: str
    look: ColumnLook


def stops_of(look: ColumnLook, way: Sequence[Station]) -> list[Stop]:
    """What is drawn for a column: as it is, then after each step."""
    stops = [Stop(translate("WayView", "as it is"), whole_text(look), look)]
    for station in way[1:]:
        made = station.look
        if (made.low is not None and made.kind == NUMBER) or made.bars:
            below = f"{span(made.low, made.high)} · {shape(station.shape)}"
        else:
            below = shape(station.shape)
        stops.append(Stop(words(station.step.kind), below, made))
    return stops


def whole_text(look: ColumnLook) -> str:
    """Everything that one number says of a column: how many values, gaps, mean and spread, or classes."""
    parts = []
    if look.kind in (CLASS, TEXT):
        parts.append(translate("WayView", "{n} classes").format(n=number_text(look.different)))
    elif look.mean is not None and look.spread is not None and look.kind == NUMBER:
        parts += [
            span(look.low, look.high),
            translate("WayView", "mean {m}, deviation {s}").format(m=figure(look.mean, 4), s=figure(look.spread, 4)),
        ]
    else:
        parts.append(f"{shape(look.shape)} {look.dtype}")
    if look.missing:
        parts.append(gaps_text(look))
    return " · ".join(parts)


class WayView(QFrame):
    """Title, the cards, and for pictures the first of them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.title = plain("", "section")
        self.stops = _Stops(theme)
        self.samples = SampleStrip(theme)
        self.samples.setMaximumHeight(76)
        self.trouble = plain("", "error", wrap=True)
        page = column(self, (14, 10, 14, 10), 8)
        page.addWidget(self.title)
        page.addWidget(self.samples)
        area = scrolling(self.stops)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.setMinimumHeight(HEIGHT)
        page.addWidget(area, 1)
        page.addWidget(self.trouble)
        self.set_pictures(False)

    def set_pictures(self, on: bool) -> None:
        """Make room for the first pictures, or not."""
        self.samples.setVisible(on)
        self.setMaximumHeight(HEIGHT + 66 + (84 if on else 0))

    def show_way(self, name: str, stops: Sequence[Stop], role: str, trouble: str) -> None:
        said = self.tr("{column}, as the network gets it") if len(stops) > 1 or role else self.tr("{column}, as it is")
        self.title.setText(said.format(column=name))
        self.stops.show_stops(stops, role)
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))


class _Stops(QWidget):
    """Paints the cards beside each other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.shown: list[Stop] = []
        self.role = ""
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Steps"))
        theme.changed.connect(self.update)

    def show_stops(self, stops: Sequence[Stop], role: str) -> None:
        self.shown, self.role = list(stops), role
        self.setAccessibleDescription("\n".join(f"{stop.title}: {stop.below}" for stop in stops))
        self.setMinimumSize(self.minimumSizeHint())
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(len(self.shown) * (LEAST + ARROW), HEIGHT - 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        p, c = QPainter(self), self.theme.colors
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = max(1, len(self.shown))
        each = min(WIDTH + 60, max(LEAST, (self.width() - ARROW * (count - 1)) // count))
        for place, stop in enumerate(self.shown):
            left = place * (each + ARROW)
            area = QRectF(left, 0, each, self.height() - 2)
            p.setPen(QPen(c.field, 1))
            p.setBrush(c.field)
            p.drawRoundedRect(area, 7, 7)
            line = QRectF(area.left() + 10, 6, area.width() - 20, 18)
            draw_line(p, line, stop.title, c.text, BOLD)
            draw_line(p, line.translated(0, 19), stop.below, c.muted, SMALL)
            room = QRectF(line.left(), 50, line.width(), area.height() - 58)
            self._body(p, room, stop)
            if place:
                p.setFont(font(14))
                p.setPen(c.muted)
                p.drawText(QRectF(left - ARROW, 0, ARROW, area.height()), Qt.AlignmentFlag.AlignCenter, "→")
        p.end()

    def _body(self, p: QPainter, room: QRectF, stop: Stop) -> None:
        color, look = bar_color(self.theme, self.role or "input"), stop.look
        if look.kind == CLASS and 0 < len(look.classes) <= LISTED and room.height() >= 13 * len(look.classes):
            self._classes(p, room, look)
        elif room.height() > 4:
            draw_bars(p, room, bars_of(look), color)

    def _classes(self, p: QPainter, room: QRectF, look: ColumnLook) -> None:
        """Each class with its count and share."""
        c, color = self.theme.colors, bar_color(self.theme, self.role or "input")
        total, most = sum(n for _, n in look.classes), max(n for _, n in look.classes)
        tall = min(18.0, room.height() / len(look.classes))
        for place, (name, n) in enumerate(look.classes):
            line = QRectF(room.left(), room.top() + place * tall, room.width(), tall)
            draw_line(p, QRectF(line.left(), line.top(), line.width() * 0.4, tall), name, c.text, SMALL)
            said = f"{number_text(n)} · {percent(n / max(1, total))}"
            draw_line(p, line, said, c.muted, SMALL, right=True)
            left, rest = line.width() * 0.42, line.width() * 0.58 - metrics_of(SMALL).horizontalAdvance(said) - 10
            bar = QRectF(line.left() + left, line.center().y() - 3, max(2.0, rest * n / most), 6)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(color)
            p.drawRoundedRect(bar, 2, 2)
