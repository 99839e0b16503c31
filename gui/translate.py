"""Messages of `graph` and `runtime` in the user's language, names of parameters and kinds as people read them, and the
notes of templates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from graph.document.document import Document, Model
from graph.specs.message import Message, MessageError, shape_text

GRAPH, PARAMETER, KIND, TEMPLATE = "graph", "parameter", "kind", "template"
"""The contexts of what the sources of the window don't say: messages, parameters, kinds, and notes of templates."""


def text(message: Message | MessageError | str) -> str:
    """A message in the user's language; a translation that doesn't fit its arguments falls back to English."""
    if isinstance(message, MessageError):
        message = message.message
    if isinstance(message, str):
        return message
    template = QCoreApplication.translate(GRAPH, message.template)
    try:
        return template.format(**{name: _argument(value) for name, value in message.args.items()})
    except (KeyError, IndexError, ValueError):
        return str(message)


def _argument(value: Any) -> Any:
    return text(value) if isinstance(value, (Message, MessageError)) else value


def sentence(english: str) -> str:
    """A caption or help text of a spec in the user's language, with a capital letter in front."""
    translated = QCoreApplication.translate(GRAPH, english)
    return translated[:1].upper() + translated[1:]


def label(name: str) -> str:
    """`recurrent_activation` as "Recurrent activation", or as the translation says."""
    return QCoreApplication.translate(PARAMETER, english_label(name))


def english_label(name: str) -> str:
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def words(kind: str) -> str:
    """`BinaryCrossentropy` as "binary cross-entropy", or as the translation says."""
    return QCoreApplication.translate(KIND, english_words(kind))


SPELT = "IoU|NaN|RMSprop|AdamW"
"""Names whose capitals are no beginnings of words."""
WORD = re.compile(rf"{SPELT}|[A-Z][0-9]|[A-Z]{{2,}}(?![a-z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]")


def english_words(kind: str) -> str:
    """Abbreviations keep their capitals."""
    found = WORD.findall(kind)
    words = [w.lower() if w[1:].islower() and not re.fullmatch(SPELT, w) else w for w in found]
    return " ".join(words).replace("crossentropy", "cross-entropy")


def with_notes_translated(template: Document) -> Document:
    """A template as it is opened: its notes in the user's language. From then on they are the document's own."""
    return replace(template, models={id: _translated(model) for id, model in template.models.items()})


def _translated(model: Model) -> Model:
    notes = {
        id: replace(note, text=QCoreApplication.translate(TEMPLATE, note.text)) for id, note in model.notes.items()
    }
    return replace(model, notes=notes)


def shape(sizes: tuple[int | None, ...]) -> str:
    """The sizes of one sample as the canvas shows them: `28 × 28 × 1`."""
    return " × ".join("–" if n is None else str(n) for n in sizes) if sizes else "1"


__all__ = [
    "english_label",
    "english_words",
    "label",
    "sentence",
    "shape",
    "shape_text",
    "text",
    "with_notes_translated",
    "words",
]
