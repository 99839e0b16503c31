"""Icons by what they mean, drawn from the icon font in the colours of the theme."""

from __future__ import annotations

import qtawesome
from PySide6.QtGui import QIcon

from gui.theme import Theme

NAMES = {
    "new": "mdi6.file-outline",
    "open": "mdi6.folder-open-outline",
    "save": "mdi6.content-save-outline",
    "undo": "mdi6.undo",
    "redo": "mdi6.redo",
    "cut": "mdi6.content-cut",
    "copy": "mdi6.content-copy",
    "paste": "mdi6.content-paste",
    "delete": "mdi6.trash-can-outline",
    "search": "mdi6.magnify",
    "train": "mdi6.play",
    "pause": "mdi6.pause",
    "resume": "mdi6.play-pause",
    "stop": "mdi6.stop",
    "settings": "mdi6.cog-outline",
    "light": "mdi6.weather-sunny",
    "dark": "mdi6.weather-night",
    "model": "mdi6.cube-outline",
    "data": "mdi6.database-outline",
    "note": "mdi6.note-text-outline",
    "frame": "mdi6.selection",
    "tidy": "mdi6.graph-outline",
    "group": "mdi6.group",
    "ungroup": "mdi6.ungroup",
    "zoom-in": "mdi6.magnify-plus-outline",
    "zoom-out": "mdi6.magnify-minus-outline",
    "fit": "mdi6.fit-to-page-outline",
    "problem": "mdi6.alert-circle-outline",
    "warning": "mdi6.alert-outline",
    "ok": "mdi6.check-circle-outline",
    "add": "mdi6.plus",
    "remove": "mdi6.minus",
    "close": "mdi6.close",
    "back": "mdi6.chevron-left",
    "right": "mdi6.chevron-right",
    "down": "mdi6.chevron-down",
    "help": "mdi6.help-circle-outline",
    "export": "mdi6.export-variant",
    "export_model": "mdi6.export-variant",
    "code": "mdi6.code-tags",
    "plot": "mdi6.chart-line",
    "table": "mdi6.table",
    "reset": "mdi6.restore",
    "seed": "mdi6.dice-5-outline",
    "image": "mdi6.image-outline",
    "lock": "mdi6.lock-outline",
    "rename": "mdi6.pencil-outline",
    "mend": "mdi6.wrench-outline",
    "menu": "mdi6.menu",
    "map": "mdi6.map-outline",
}


def icon(name: str, theme: Theme, color: str = "text") -> QIcon:
    """The icon of that meaning; `color` is a role of the theme ("text", "muted", "accent", "on_accent"…)."""
    shown = getattr(theme.colors, color).name()
    return qtawesome.icon(NAMES[name], color=shown, color_disabled=theme.colors.muted.name())
