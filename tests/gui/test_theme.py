"""Light and dark have every colour, the stylesheet every picture, and the switch is live."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from graph.specs.registry import layer_kinds
from gui.icons import NAMES, icon
from gui.theme import Mode, Theme, font, mix, mode_of

MODES: tuple[Mode, Mode] = ("light", "dark")


def contrast(a: QColor, b: QColor) -> float:
    """Of two colours as WCAG 2 defines it: 1 to 21."""

    def luminance(color: QColor) -> float:
        parts = (x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in color.getRgbF()[:3])
        return sum(weight * x for weight, x in zip((0.2126, 0.7152, 0.0722), parts))

    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", MODES)
def test_every_role_and_family_has_a_colour(qapp: QApplication, mode: Mode) -> None:
    theme = Theme(mode)
    assert all(color.isValid() for color in vars(theme.colors).values())
    families = {spec.family for spec in layer_kinds().values()}
    core = theme.family("core")
    assert [f for f in families - {"core"} if theme.family(f) == core] == []


@pytest.mark.parametrize("mode", MODES)
def test_text_can_be_read(qapp: QApplication, mode: Mode) -> None:
    c = Theme(mode).colors
    for ground in (c.canvas, c.panel, c.card, c.field):
        assert contrast(c.text, ground) > 10
        assert contrast(c.muted, ground) > 4
        assert contrast(c.bad, ground) > 3


@pytest.mark.parametrize("mode", MODES)
def test_the_stylesheet_is_complete_and_its_pictures_exist(qapp: QApplication, mode: Mode) -> None:
    sheet = Theme(mode).stylesheet()
    assert "@" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert [name for name in pictures if not Path(name).is_file()] == []


def test_the_switch_is_announced_once(qapp: QApplication) -> None:
    theme = Theme("light")
    heard: list[str] = []
    theme.changed.connect(lambda: heard.append(theme.name))
    theme.set_mode("dark")
    theme.set_mode("dark")
    assert heard == ["dark"]
    assert mode_of("nonsense") == "system"


def test_every_icon_can_be_drawn(qapp: QApplication) -> None:
    theme = Theme("dark")
    assert [name for name in NAMES if icon(name, theme).pixmap(16, 16).isNull()] == []


def test_fonts_and_mixed_colours() -> None:
    assert font(13).pixelSize() == 13
    assert mix(QColor("#000000"), QColor("#ffffff"), 0.5).name() == "#808080"
