"""Processes killed (-9) while they save, and several that change one file at once: nothing may be lost or mixed.

usage: python -m tests.attack.kill_saving [KILLS] [RACES]

Each kill hits a process that saves two documents by turns, at a random moment: the file must hold one of them,
whole, and so must the version before it; after the next save nothing else lies there. In each race two processes
change the same file by what the command line does; then one of them and a program that knows no lock, as an editor of
texts: what the command finds there must be in the end's file, or the version before it, or the command be refused.
It takes some minutes, and a system that can fork.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from graph.document.document import Document, Note
from graph.editing import edits
from graph.storage.atomic import atomic_write
from graph.storage.model_json import StorageError
from graph.storage.previous import previous_of
from graph.storage.storage import dumps, load, load_checked, loads, save
from runtime.cli.changing import changed_in_place

TEMPLATE = Path(__file__).parents[2] / "resources" / "templates" / "autoencoder.loom"


def forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    except StorageError:
        code = 2
    finally:
        os._exit(code)


def states() -> tuple[Document, Document]:
    document = loads(TEMPLATE.read_text(encoding="utf-8"))
    return document, edits.rename_model(document, document.root, "other")


def kills(count: int, seed: int = 0) -> list[str]:
    """What is wrong after each of so many kills."""
    draw, wrong, both = random.Random(seed), list[str](), states()
    folder = Path(tempfile.mkdtemp())
    path = folder / "x.loom"
    save(both[0], path)
    save(both[1], path)

    def work() -> None:
        while True:
            for document in both:
                save(document, path)

    for number in range(count):
        child = forked(work)
        time.sleep(draw.uniform(0.002, 0.08))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for place in (path, previous_of(path)):
            try:
                found = load_checked(place)
                if found.altered is not None or found.document not in both:
                    wrong.append(f"{number}: {place.name} is neither of the two")
            except StorageError as error:
                wrong.append(f"{number}: {error}")
    save(both[0], path)
    left = sorted(p.name for p in folder.iterdir() if p not in (path, previous_of(path)))
    return [*wrong, *(f"left behind: {name}" for name in left)]


def add_note(document: Document, text: str) -> Document:
    return edits.put_note(document, document.root, Note("", text, (0.0, 0.0), (9.0, 9.0)))[0]


def change(path: Path, text: str) -> None:
    with changed_in_place(path) as changing:
        changing.document = add_note(changing.document, text)


def write_outside(path: Path, text: str) -> None:
    """An editor that knows no lock and asks nobody: it reads, and writes a moment later, by a rename."""
    atomic_write(path, dumps(add_note(load(path), text)).encode())


def races(count: int, outside: bool = False) -> list[str]:
    """What is lost in so many races of two processes, or of one and a program that knows no lock."""
    wrong = []
    path = Path(tempfile.mkdtemp()) / "x.loom"
    for state in states():  # so that there is a version before it, as a command that is refused leaves none
        save(state, path)
    for number in range(count):
        names = [f"{number} a", f"{number} b"]
        second = write_outside if outside else change
        works = (partial(change, path, names[0]), partial(second, path, names[1]))
        children = [forked(work) for work in works]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        kept = {note.text for note in load(path).main.notes.values()}
        before = {note.text for note in load(previous_of(path)).main.notes.values()}
        for name, code in zip(names, codes, strict=True):
            unheard = outside and name == names[0]  # what such a program overwrites, nobody can keep it from
            if code == 0 and name not in kept and not (outside and name in before) and not unheard:
                wrong.append(f"{number}: {name[-1]} said it was saved, and is gone")
            if code not in (0, 2):
                wrong.append(f"{number}: {name[-1]} ended with {code}")
        document = load(path)
        save(replace(document, models={**document.models, document.root: replace(document.main, notes={})}), path)
    return wrong


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    raced = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    wrong = kills(count)
    print(f"{count} kills: {len(wrong)} faults")
    two = races(raced)
    print(f"{raced} races of two commands: {len(two)} faults")
    other = races(raced, outside=True)
    print(f"{raced} races with a program that knows no lock: {len(other)} faults")
    for line in (*wrong, *two, *other):
        print(line)
    return int(bool(wrong or two or other))


if __name__ == "__main__":
    sys.exit(main())
