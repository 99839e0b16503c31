"""`python -m graph.reference.manual` writes the reference pages of all kinds into docs/reference, a file a family, and
the page of Keras' names."""

from __future__ import annotations

import sys
from pathlib import Path

from graph.reference.keras_names import TITLE as NAMES_TITLE
from graph.reference.keras_names import keras_names
from graph.reference.markdown import markdown
from graph.reference.page import documented, reference
from graph.specs.spec import Value

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "reference"
TITLES = {
    "layer": "Layers",
    "loss": "Losses",
    "metric": "Metrics",
    "optimizer": "Optimizers",
    "schedule": "Learning-rate schedules",
    "callback": "Callbacks",
    "initializer": "Initializers",
    "regularizer": "Regularizers",
    "constraint": "Constraints",
}
NAMES_FILE = "keras-names.md"
CORE = ("input", "output", "model")
"""Families of layers that stand with the core ones."""


def manual() -> dict[str, str]:
    """All files of the reference by name: one for each family of layers, one for each other category, one of Keras'
    names, and an index."""
    files: dict[str, list[type[Value]]] = {}
    for category, found in documented().items():
        for cls in found:
            files.setdefault(file_of(category, cls), []).append(cls)
    pages = {name: _file(title_of(name), found) for name, found in files.items()}
    return {"README.md": _index(files), NAMES_FILE: keras_names(), **pages}


def file_of(category: str, cls: type[Value]) -> str:
    """The file in which a kind is described."""
    if category != "layer":
        return f"{TITLES[category].lower().replace(' ', '-')}.md"
    family = str(getattr(cls, "family", "core"))
    return f"layers-{'core' if family in CORE else family}.md"


def title_of(file: str) -> str:
    name = file.removesuffix(".md")
    if name.startswith("layers-"):
        return f"Layers: {name.removeprefix('layers-')}"
    return next(title for title in TITLES.values() if title.lower().replace(" ", "-") == name)


def _file(title: str, found: list[type[Value]]) -> str:
    return f"# {title}\n\n" + "\n".join(markdown(reference(cls), level=2) for cls in found)


def _index(files: dict[str, list[type[Value]]]) -> str:
    lines = ["# Reference", "", "Made from the kinds' own descriptions; the editor shows the same by F1.", ""]
    for file, found in files.items():
        links = ", ".join(f"[{cls.kind}]({file}#{cls.kind.lower()})" for cls in found)
        lines += [f"- [{title_of(file)}]({file}): {links}"]
    lines += [f"- [{NAMES_TITLE}]({NAMES_FILE}): every name of Keras', here or left out, and why"]
    return "\n".join(lines) + "\n"


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    files = manual()
    for old in FOLDER.glob("*.md"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(files)} files in docs/reference")
    return 0


if __name__ == "__main__":
    sys.exit(main())
