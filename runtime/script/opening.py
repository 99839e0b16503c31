"""A file of a script, or of a notebook, as a document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.specs.message import say
from graph.storage.atomic import file_trouble
from runtime.script.budget import TEXT
from runtime.script.reading import Reading, ScriptError, read_script

NOTEBOOK = ".ipynb"


def open_script(path: Path) -> Reading:
    """Read a `.py` or `.ipynb`; raises ScriptError."""
    try:
        if path.stat().st_size > 4 * TEXT:
            raise ScriptError(say("{path} is too large for a script.", path=path.name))
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ScriptError(file_trouble(error, path)) from None
    except UnicodeDecodeError:
        raise ScriptError(say("{path} is no text in UTF-8.", path=path.name)) from None
    return read_script(of_notebook(text, path.name) if path.suffix.lower() == NOTEBOOK else text)


def of_notebook(text: str, name: str) -> str:
    """The code of a notebook's cells, one after the other; raises ScriptError."""
    try:
        cells: Any = json.loads(text).get("cells", [])
        sources = [cell["source"] for cell in cells if cell.get("cell_type") == "code"]
        return "\n".join("".join(source) for source in sources)
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError):
        raise ScriptError(say("{path} is no notebook.", path=name)) from None
