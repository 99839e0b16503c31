"""Random edits, all undone and all done again: the document must be the one of the beginning, and the one of the end.

usage: python -m tests.attack.undo_walks [WALKS] [EDITS]

Documents are compared as the files that they would be saved as.
"""

from __future__ import annotations

import os
import random
import sys

from graph.storage.storage import dumps, loads
from tests.attack.kill_editing import edit
from tests.gui.conftest import small_network


def walk(edits: int, seed: int) -> str:
    """What is wrong after one walk; empty where nothing is."""
    from gui.editing import Editing

    draw, begin = random.Random(seed), dumps(small_network())
    editing, end = Editing(loads(begin)), begin
    for _ in range(edits):
        editing.apply("Edit", lambda document: edit(draw, document))
    end = dumps(editing.document)
    while editing.undo_text is not None:
        editing.undo()
    if dumps(editing.document) != begin:
        return f"walk {seed} doesn't lead back"
    while editing.redo_text is not None:
        editing.redo()
    return "" if dumps(editing.document) == end else f"walk {seed} doesn't lead there again"


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    walks = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    edits = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    wrong = [trouble for seed in range(walks) if (trouble := walk(edits, seed))]
    print("\n".join([*wrong, f"{walks} walks of {edits} edits: {len(wrong)} faults"]))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
