"""Two real windows and an outside editor on one file, all at once: nobody's edit may be lost.

usage: python -m tests.attack.window_races [RACES] [SEED]

In each race both windows open the file, one as its own, the other as a copy or for reading; each makes an edit and
saves it, answering what it is asked at random, while a program that knows no lock reads the file and replaces it. In
the end each edit must be in the file, in the version before it, in a copy, or in the window that made it, which must
know that it differs from the file; unless somebody has chosen otherwise. It takes some seconds a race, and a system
that can fork.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from graph.storage.model_json import StorageError
from graph.storage.previous import previous_of
from graph.storage.storage import load, save
from tests.attack.kill_saving import add_note, states, write_outside
from tests.gui.conftest import small_network

END = "end"
SETTLED = 1.0
"""Seconds after which a window must have seen what another program wrote."""


def live(name: str, path: Path, seed: int, told: int, say: int) -> None:
    """The life of a window: a race for each line that it is told, and one that says what became of its edit."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

    import gui.guard
    from gui.app import make_application
    from gui.main_window import MainWindow
    from gui.settings import Settings
    from gui.theme import Theme

    make_application()
    draw, window = random.Random(f"{name} {seed}"), MainWindow(Settings(), Theme("light"))
    window.show()
    chosen: list[str] = []

    def choose(box: QMessageBox, titles: tuple[tuple[str, str], ...]) -> str:
        box.deleteLater()
        chosen.append(draw.choice([meaning for _, meaning in titles if meaning]))
        return chosen[-1]

    gui.guard.choice = choose
    files = window.files
    files.instead = lambda _path, _document: None  # what was not saved in an earlier race is not asked for
    files.questions.ask = lambda _name: QMessageBox.StandardButton.Discard  # type: ignore[method-assign]
    files.questions.refuse = lambda message, *_more: chosen.append(f"refused: {message}")  # type: ignore[method-assign]
    with os.fdopen(told) as lines:
        for number in iter(lambda: lines.readline().strip(), END):
            chosen.clear()
            text, copy = f"{number} {name}", path.with_name(f"{number}-{name}.loom")
            QFileDialog.getSaveFileName = lambda *_given, copy=copy: (str(copy), "")  # type: ignore[method-assign]
            QTest.qWait(draw.randrange(20))
            opened = files.open(path)
            window.editing.apply("Note", lambda document, text=text: add_note(document, text))
            QTest.qWait(draw.randrange(30))
            saved = opened and files.save()
            QTest.qWait(int(1000 * SETTLED))
            kept = text in notes_in(window.editing.document)
            found = {"opened": opened, "saved": saved, "kept": kept, "modified": window.editing.is_modified}
            os.write(say, (json.dumps({**found, "chosen": chosen}) + "\n").encode())
            for box in QApplication.topLevelWidgets():
                if isinstance(box, QMessageBox):
                    box.close()
            files.new()


def notes_in(document: Any) -> set[str]:
    return {note.text for note in document.main.notes.values()}


class Window:
    """A window in a process of its own."""

    def __init__(self, name: str, path: Path, seed: int) -> None:
        here, told = os.pipe()
        said, back = os.pipe()
        here, told = told, here
        self.name, self.process = name, os.fork()
        if not self.process:
            try:
                os.close(here)
                live(name, path, seed, told, back)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(told)
        os.close(back)
        self._told, self._said = os.fdopen(here, "w"), os.fdopen(said)

    def tell(self, number: int | str) -> None:
        print(number, file=self._told, flush=True)

    def answer(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._said.readline() or '{"chosen": ["the window died"]}')
        return found

    def end(self) -> None:
        self.tell(END)
        os.waitpid(self.process, 0)


def race(number: int, path: Path, windows: list[Window], draw: random.Random) -> list[str]:
    """What was lost."""
    save(small_network(), path)
    save(states()[0], path)
    for window in windows:
        window.tell(number)
    time.sleep(draw.uniform(0, 0.06))
    outside = f"{number} outside"
    write_outside(path, outside)
    answers = {window.name: window.answer() for window in windows}
    places = [path, previous_of(path), *path.parent.glob(f"{number}-*.loom")]
    found: set[str] = set()
    for place in places:
        try:
            found |= notes_in(load(place))
        except StorageError as error:
            return [f"{number}: {error}"]
    wrong = []
    for name, answer in answers.items():
        is_safe = f"{number} {name}" in found or (answer.get("kept") and answer.get("modified"))
        if not is_safe and "theirs" not in answer["chosen"]:
            wrong.append(f"{number}: the edit of {name} is lost, {answer}")
    if outside not in found and not any("overwrite" in answer["chosen"] for answer in answers.values()):
        wrong.append(f"{number}: the outside editor's is lost, {answers}")
    for place in path.parent.glob(f"{number}-*"):
        place.unlink()
    return wrong


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    import gui.main_window  # noqa: F401  (once, for both)

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    folder = Path(tempfile.mkdtemp())
    os.environ["LAYERLOOM_CONFIG_DIR"] = str(folder / "settings")
    path, draw = folder / "x.loom", random.Random(seed)
    save(states()[0], path)
    windows = [Window(name, path, seed) for name in ("one", "two")]
    wrong = [fault for number in range(count) for fault in race(number, path, windows, draw)]
    for window in windows:
        window.end()
    print("\n".join([*wrong, f"{count} races: {len(wrong)} edits lost"]))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
