"""Every text can be translated, every translation fits, and Chinese is complete for all that the window itself says."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from graph.message import say
from graph.spec import ShapeError
from gui.i18n import FOLDER, templates, translated, translations
from gui.language import install_language
from gui.translate import GRAPH, label, text

CHINESE = FOLDER / "layerloom_zh_CN.ts"
PANELS = Path(__file__).resolve().parents[2] / "gui"


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    used = install_language(qapp, "zh_CN")
    yield
    for translator in used:
        qapp.removeTranslator(translator)


def places(template: str) -> list[tuple[str, str, str]]:
    return sorted(
        (name, spec or "", conversion or "") for _, name, spec, conversion in string.Formatter().parse(template) if name
    )


def test_translations_take_the_same_arguments() -> None:
    wrong = [source for (_, source), text in translations(CHINESE).items() if places(source) != places(text)]
    assert wrong == []


def test_the_window_is_chinese(chinese: None) -> None:
    assert QCoreApplication.translate("TopBar", "Train") == "训练"
    assert label("learning_rate") == "学习率"


def test_messages_are_translated_with_their_arguments(chinese: None) -> None:
    error = ShapeError(say("{name} has no loss: it is computed, but not trained for.", name="out"))
    assert text(error) == "out 没有损失：会计算，但不参与训练。"
    assert text(say("A sentence that nobody has translated: {n}.", n=3)) == "A sentence that nobody has translated: 3."


def test_messages_inside_messages_are_translated_too(chinese: None) -> None:
    inner = say("There are no samples in the data.")
    assert text(say("{name}: {failure}", name="x", failure=inner)) == "x：数据中没有样本。"


def test_every_text_of_the_window_is_in_the_file() -> None:
    known = {key for key in translations(CHINESE) if key[0] != GRAPH}
    told = {
        pair
        for path in PANELS.rglob("*.py")
        for pair in translated(path.read_text(encoding="utf-8"))
        if "{" not in pair[0]
    }
    assert told - known == set()


def test_templates_are_found_in_calls() -> None:
    assert sorted(templates('raise E(say("a {b}", b=1)); say(c); bad("d")')) == ["a {b}", "d"]
