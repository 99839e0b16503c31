"""Every text can be translated, every translation fits, and Chinese is complete for all that the window itself says,
for what stands in specs, and for the templates."""

from __future__ import annotations

import re
import string
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from graph.document.document import Layer
from graph.specs.message import say
from graph.specs.registry import layer_kinds
from graph.specs.spec import ShapeError
from gui.canvas.captions import subtitle
from gui.choices import choice_text, value_text
from gui.i18n import FOLDER, of_specs_and_templates, templates, translated, translations
from gui.language import install_language
from gui.translate import GRAPH, label, text, with_notes_translated, words
from runtime.files.templates import TEMPLATES, load, names

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


def test_every_caption_help_parameter_kind_and_note_has_a_translation() -> None:
    assert of_specs_and_templates() - set(translations(CHINESE)) == set()


def test_every_title_of_a_template_has_a_translation() -> None:
    titles = {(GRAPH, told.template) for template in TEMPLATES for told in (template.title, template.about)}
    assert titles - set(translations(CHINESE)) == set()


def test_what_was_collected_has_been_translated() -> None:
    messages = ET.parse(CHINESE).getroot().iter("message")
    assert [told.findtext("source") for told in messages if not told.findtext("translation")] == []


@pytest.mark.parametrize("name", names())
def test_a_template_opened_in_chinese_has_chinese_notes_and_is_else_the_same(chinese: None, name: str) -> None:
    shipped, opened = load(name), with_notes_translated(load(name))
    assert any(model.notes for model in shipped.models.values())
    for id, model in shipped.models.items():
        for number, note in model.notes.items():
            assert re.search("[\u4e00-\u9fff]", opened.models[id].notes[number].text)
            assert replace(opened.models[id].notes[number], text=note.text) == note
        assert replace(opened.models[id], notes=model.notes) == model
    assert replace(opened, models=shipped.models) == shipped


def test_a_card_says_what_was_set_in_chinese(chinese: None) -> None:
    spec = layer_kinds()["Output"](loss="binary_crossentropy", loss_weight=0.2)
    assert subtitle(Layer("l1", "out", spec)) == "Output · 二元交叉熵，权重 0.2"
    assert subtitle(Layer("l1", "dense", layer_kinds()["Dense"](units=64, activation="relu"))) == (
        "Dense · 64 个单元，relu"
    )


def test_templates_are_found_in_calls() -> None:
    assert sorted(templates('raise E(say("a {b}", b=1)); say(c); bad("d")')) == ["a {b}", "d"]


def test_choices_that_are_words_and_steps_are_chinese(chinese: None) -> None:
    said = [choice_text(choice) for choice in ("end", "shuffled", "auto", "median")]
    said += [value_text(True), words("Scale"), words("OneHot")]
    assert all(not text.isascii() for text in said)
    assert choice_text("same") == "same"  # a name of Keras
