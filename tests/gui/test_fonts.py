"""What the window writes is written in the shipped fonts, on every machine, Chinese too, and never as an empty box."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QTextLayout
from PySide6.QtWidgets import QApplication, QWidget

from graph.views.text_width import text_width
from gui.i18n import FOLDER, translations
from gui.main_window import MainWindow
from gui.theme import Theme, font, load_fonts
from runtime.files.fonts import HAN, MONO, SANS

WEIGHTS = (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold)


def pieces(text: str, face: QFont) -> list[tuple[str, list[int]]]:
    """(family, glyphs) of what Qt draws for one line; glyph 0 is the empty box."""
    layout = QTextLayout(text, face)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [(run.rawFont().familyName(), list(run.glyphIndexes())) for run in layout.glyphRuns()]


def families(text: str, face: QFont) -> set[str]:
    found = pieces(text, face)
    assert [glyphs for _, glyphs in found if 0 in glyphs] == []
    return {family for family, _ in found}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_chinese_is_drawn_in_the_shipped_face(theme: object, weight: QFont.Weight) -> None:
    assert families("训练神经网络，层的权重", font(13, weight)) == {HAN}
    assert families("Dense 层 ×2", font(13, weight)) == {SANS, HAN}
    assert families("# 数据集", font(12, monospace=True)) == {MONO, HAN}


def test_every_translation_is_drawn_in_the_shipped_faces(theme: object) -> None:
    for told in translations(FOLDER / "layerloom_zh_CN.ts").values():
        for line in told.splitlines():
            assert families(line, font(13)) <= {SANS, HAN}


@pytest.mark.parametrize(("weight", "style"), [(QFont.Weight.DemiBold, "SemiBold"), (QFont.Weight.Bold, "Bold")])
def test_weights_are_drawn_and_not_imitated(theme: object, weight: QFont.Weight, style: str) -> None:
    told = QFontInfo(font(13, weight))
    assert (told.family(), told.styleName()) == (SANS, style)


@pytest.fixture
def dressed(qapp: QApplication, theme: Theme) -> Iterator[None]:
    """The application as it is when it was started, and not by a test."""
    before, sheet = qapp.font(), qapp.styleSheet()
    theme.install(qapp)
    yield
    qapp.setFont(before)
    qapp.setStyleSheet(sheet)


def test_every_widget_of_the_window_has_a_shipped_face(dressed: None, make_window: Callable[[], MainWindow]) -> None:
    window = make_window()
    others = {
        (type(widget).__name__, widget.objectName(), QFontInfo(widget.font()).family())
        for widget in window.findChildren(QWidget)
        if QFontInfo(widget.font()).family() not in (SANS, MONO)
    }
    assert others == set()


def test_a_line_with_chinese_signs_is_no_taller(theme: object) -> None:
    heights = []
    for text in ("Dense", "全连接 Dense"):
        layout = QTextLayout(text, font(13))
        layout.beginLayout()
        heights.append(layout.createLine().height())
        layout.endLayout()
    assert heights[0] == heights[1]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["conv2d_transpose", "Dense · 64 units", "全连接层", "(None, 28, 28)", "Avenue"])
def test_reckoned_widths_are_those_that_are_drawn(theme: object, text: str, bold: bool) -> None:
    face = font(40, QFont.Weight.Bold if bold else QFont.Weight.Normal)
    drawn = QFontMetricsF(face).horizontalAdvance(text)
    # Letters that are drawn closer together, as A and V, make a text narrower than the sum of its letters.
    assert drawn - 1 <= text_width(text, 40, bold) <= drawn * 1.08


def test_loading_them_twice_changes_nothing(theme: object) -> None:
    before = QFontDatabase.families()
    load_fonts()
    assert QFontDatabase.families() == before
