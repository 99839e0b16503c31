"""`python -m gui.i18n` collects every text into resources/i18n/*.ts and compiles the translations.

The window's texts are found by Qt's lupdate. Messages of `graph` and `runtime` are templates in calls of `say`, `bad`
and `Message`; captions, helps, parameters and kinds stand in the registry, notes in the shipped templates. Each sort
has a context of its own.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from graph.specs.params import params_of
from graph.specs.registry import categories, kinds, layer_kinds
from graph.specs.spec import Value
from gui.choices import CHOICE, WORDS
from gui.translate import GRAPH, KIND, PARAMETER, TEMPLATE, english_label, english_words

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = ("zh_CN",)
SAYERS = {"say", "bad", "Message"}
SAID_ON_CARDS = ("initializer", "regularizer", "constraint", "loss", "metric", "step")
"""Categories whose kinds are values of a layer's parameters, and named in prose there; and the steps of data."""


def templates(source: str) -> Iterator[str]:
    """The literal templates of messages in a file."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in SAYERS and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
            yield node.args[0].value


def translated(source: str) -> Iterator[tuple[str, str]]:
    """(context, text) of calls of `translate` under whatever name; Qt's tool knows only its full one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and len(node.args) == 2 and isinstance(node.func, ast.Name):
            given = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if node.func.id in ("t", "translate") and len(given) == 2:
                yield given[0], given[1]


def message_templates() -> set[str]:
    """Every message of the three packages."""
    files = (path for package in ("graph", "runtime", "gui") for path in sorted((ROOT / package).rglob("*.py")))
    return {template for path in files for template in templates(path.read_text(encoding="utf-8"))}


def values() -> Iterator[type[Value]]:
    from graph.specs.sweep import SweepPlan
    from graph.specs.training import TrainingPlan

    for category in categories():
        yield from kinds(category).values()
    yield from dict.fromkeys(kind.takes for kind in layer_kinds().values())
    yield from (TrainingPlan, SweepPlan)


def spec_texts() -> set[str]:
    """Captions of kinds and helps of their parameters."""
    found = {cls.__dict__.get("caption", "") for cls in values()}
    return (found | {rule.help for cls in values() for rule in params_of(cls).values()}) - {""}


def parameter_labels() -> set[str]:
    return {english_label(name) for cls in values() for name in params_of(cls)}


def kind_words() -> set[str]:
    return {english_words(kind) for category in SAID_ON_CARDS for kind in kinds(category)}


def template_notes() -> set[str]:
    """What the notes of the shipped templates say."""
    from runtime.files.templates import load, names

    models = (model for name in names() for model in load(name).models.values())
    return {note.text for model in models for note in model.notes.values()}


def of_specs_and_templates() -> set[tuple[str, str]]:
    """(context, text) of what is written down as data: in the registry, and in the templates."""
    found = {GRAPH: spec_texts(), PARAMETER: parameter_labels(), KIND: kind_words(), TEMPLATE: template_notes()}
    found |= {CHOICE: set(WORDS)}
    return {(context, text) for context, texts in found.items() for text in texts}


def add_context(root: ET.Element, name: str, texts: set[str], known: dict[tuple[str, str], str]) -> None:
    """A context with its texts and the translations there are."""
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = name
    for text in sorted(texts):
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        translation.text = known.get((name, text))
        if not translation.text:
            translation.set("type", "unfinished")


def translations(path: Path) -> dict[tuple[str, str], str]:
    """The finished translations of a file by (context, source)."""
    if not path.exists():
        return {}
    return {
        (context.findtext("name") or "", message.findtext("source") or ""): translation.text
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
        if (translation := message.find("translation")) is not None and translation.text
    }


def collected() -> set[tuple[str, str]]:
    """Every text of the program with its context."""
    sources = sorted(str(path) for path in (ROOT / "gui").rglob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "texts.ts"
        program = Path(sys.executable).with_name("pyside6-lupdate")
        command = [str(program), *sources, "-ts", str(target), "-locations", "none", "-source-language", "en"]
        subprocess.run(command, check=True, capture_output=True)
        root = ET.parse(target).getroot()
    texts = {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in root.iter("context")
        for message in context.iter("message")
    }
    for path in sources:
        texts |= set(translated(Path(path).read_text(encoding="utf-8")))
    return texts | {(GRAPH, text) for text in message_templates()} | of_specs_and_templates()


def update(language: str) -> int:
    """Rewrite the .ts file of a language, keeping what is translated; returns how many texts are not."""
    path = FOLDER / f"layerloom_{language}.ts"
    known, texts = translations(path), collected()
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for context in sorted({context for context, _ in texts}):
        add_context(root, context, {text for name, text in texts if name == context}, known)
    ET.indent(root, "    ")
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + ET.tostring(root, encoding="unicode") + "\n",
        encoding="utf-8",
    )
    return sum(1 for known_text in root.iter("translation") if not known_text.text)


def compile_language(language: str) -> None:
    """Make the .qm file that the program loads."""
    program = Path(sys.executable).with_name("pyside6-lrelease")
    source, target = FOLDER / f"layerloom_{language}.ts", FOLDER / f"layerloom_{language}.qm"
    subprocess.run([str(program), str(source), "-qm", str(target)], check=True, capture_output=True)


def main() -> int:
    for language in LANGUAGES:
        missing = update(language)
        compile_language(language)
        print(f"{language}: {missing} texts are not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
