"""Light and dark: colours and fonts for all that is drawn, a QPalette and one stylesheet for the widgets; switched
live."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from runtime.files.fonts import HAN, MONO, SANS, font_files

Mode = Literal["system", "light", "dark"]
MODES: tuple[Mode, ...] = ("system", "light", "dark")


@dataclass(frozen=True)
class Colors:
    """The colours of one theme by their role."""

    canvas: QColor
    grid: QColor
    panel: QColor
    card: QColor
    line: QColor
    text: QColor
    muted: QColor
    field: QColor
    accent: QColor
    wire: QColor
    shadow: QColor
    ok: QColor
    bad: QColor
    warn: QColor
    on_accent: QColor
    hover: QColor
    note: QColor
    validation: QColor


def mix(a: QColor, b: QColor, share: float) -> QColor:
    """The colour `share` of the way from `a` to `b`."""
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * share,
        a.greenF() + (b.greenF() - a.greenF()) * share,
        a.blueF() + (b.blueF() - a.blueF()) * share,
    )


def faded(color: QColor, opacity: float) -> QColor:
    """The colour with that opacity."""
    copy = QColor(color)
    copy.setAlphaF(opacity)
    return copy


@cache
def _folder() -> Path:
    # Stylesheets name their pictures by path, so the resources must be files on disk.
    with as_file(files("resources") / "themes") as folder:
        return folder


@cache
def _read(name: str) -> tuple[Colors, dict[str, QColor]]:
    told = json.loads((_folder() / f"{name}.json").read_text(encoding="utf-8"))
    colors = Colors(**{key: QColor(value) for key, value in told["colors"].items()})
    return colors, {key: QColor(value) for key, value in told["family"].items()}


class Theme(QObject):
    """The colours in force. Whoever paints asks for them while painting and repaints at `changed`."""

    changed = Signal()
    """Light has become dark, or dark light."""

    def __init__(self, mode: Mode = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        self._app: QApplication | None = None
        self._name = self._wanted()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def mode(self) -> Mode:
        """What was chosen: "light", "dark", or "system" to follow the desktop."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        self._mode = mode
        self._follow()

    @property
    def name(self) -> str:
        """Which theme is shown: "light" or "dark"."""
        return self._name

    @property
    def colors(self) -> Colors:
        return _read(self._name)[0]

    def family(self, family: str) -> QColor:
        """The colour of a family of layers; the core layers' for one that is not known."""
        colors = _read(self._name)[1]
        return colors.get(family, colors["core"])

    def install(self, app: QApplication) -> None:
        """Dress the application, now and whenever the theme changes."""
        self._app = app
        app.setStyle("Fusion")
        load_fonts()
        app.setFont(font(13))
        self._dress()

    def stylesheet(self) -> str:
        """The one stylesheet of all widgets, in this theme's colours."""
        values = {key: color.name() for key, color in vars(self.colors).items()}
        values["accent_hover"] = mix(self.colors.accent, self.colors.text, 0.14).name()
        values["accent_soft"] = mix(self.colors.panel, self.colors.accent, 0.18).name()
        for picture in ("up", "down", "right", "close"):
            values[picture] = (_folder() / f"{self._name}-{picture}.svg").as_posix()
        values["check"] = (_folder() / "check.svg").as_posix()
        template = (_folder() / "widgets.qss").read_text(encoding="utf-8")
        return re.sub(r"@(\w+)", lambda match: values[match[1]], template)

    def palette(self) -> QPalette:
        """The palette for what no stylesheet reaches."""
        c, palette = self.colors, QPalette()
        roles = {
            QPalette.ColorRole.Window: c.panel,
            QPalette.ColorRole.WindowText: c.text,
            QPalette.ColorRole.Base: c.field,
            QPalette.ColorRole.AlternateBase: c.panel,
            QPalette.ColorRole.Text: c.text,
            QPalette.ColorRole.PlaceholderText: c.muted,
            QPalette.ColorRole.Button: c.card,
            QPalette.ColorRole.ButtonText: c.text,
            QPalette.ColorRole.Highlight: c.accent,
            QPalette.ColorRole.HighlightedText: c.on_accent,
            QPalette.ColorRole.ToolTipBase: c.card,
            QPalette.ColorRole.ToolTipText: c.text,
            QPalette.ColorRole.Link: c.accent,
            QPalette.ColorRole.Mid: c.line,
            QPalette.ColorRole.Accent: c.accent,
        }
        for role, color in roles.items():
            palette.setColor(role, color)
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, c.muted)
        return palette

    def _wanted(self) -> str:
        if self._mode != "system":
            return self._mode
        return "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    def _follow(self) -> None:
        name = self._wanted()
        if name != self._name:
            self._name = name
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        if self._app is not None:
            self._app.setPalette(self.palette())
            self._app.setStyleSheet(self.stylesheet())


def mode_of(text: object) -> Mode:
    """A mode from a setting; "system" for anything else."""
    return next((mode for mode in MODES if mode == text), "system")


@cache
def load_fonts() -> None:
    """Make the shipped fonts known to Qt. It reads what is in them when a text first needs it."""
    for path in font_files():
        QFontDatabase.addApplicationFont(str(path))


@cache
def font(size: int = 13, weight: QFont.Weight = QFont.Weight.Normal, monospace: bool = False) -> QFont:
    """The face of the program, `size` in logical pixels. Unhinted, so that text keeps its width at every zoom."""
    made = QFont()
    made.setFamilies([MONO if monospace else SANS, HAN])
    made.setPixelSize(size)
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
