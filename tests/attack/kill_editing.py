"""The editor killed (-9) after each of its edits: what is recovered must be the document after that edit or before it.

usage: python -m tests.attack.kill_editing [COUNT] [SEED]

The real window is opened in a process of its own for each trial, which makes the edits one after the other, says after
each what the document is, and is killed at once after the last. Then its journal is read as the next start would. It
takes about half a second a trial, and a system that can fork.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from graph.document.document import Document, Note, Source
from graph.editing import edits
from graph.layers.core.dense import Dense
from graph.layers.regularization.dropout import Dropout
from graph.storage.journal import leftovers
from graph.storage.storage import dumps, load, save
from tests.gui.conftest import small_network


def edit(draw: random.Random, document: Document) -> Document:
    """One of the things that people do."""
    model = document.models[draw.choice(list(document.models))]
    layers, calls = list(model.layers.values()), list(model.calls)
    way = draw.randrange(8)
    if way == 0 or len(layers) < 4:
        spec = Dense(units=draw.randint(1, 99)) if draw.random() < 0.5 else Dropout(rate=draw.random())
        return edits.add_layer(document, model.id, spec, (draw.random() * 900, draw.random() * 900))[0]
    if way == 1:
        return edits.remove(document, model.id, [draw.choice(layers).id])
    if way == 2:
        return edits.rename_layer(document, model.id, draw.choice(layers).id, f"n{draw.randrange(10**6)}")
    if way == 3:
        return edits.move(document, model.id, {draw.choice(layers).id: (draw.random(), draw.random())})
    if way == 4:
        dense = [layer for layer in layers if isinstance(layer.spec, Dense)]
        units = {"units": draw.randint(1, 999)}
        return edits.set_params(document, model.id, draw.choice(dense).id, units) if dense else document
    if way == 5:
        return edits.put_note(
            document, model.id, Note("", f"text {draw.random()}", (draw.random(), 1.0), (200.0, 90.0))
        )[0]
    if way == 6:
        return replace(document, training=document.training.replace(epochs=draw.randint(1, 500)))
    try:
        return edits.connect(document, model.id, Source(draw.choice(calls)), draw.choice(calls), 0)
    except edits.EditError:
        return document


def digest(document: Document) -> str:
    return sha256(dumps(document).encode()).hexdigest()


def work(file: Path, count: int, seed: int, out: int) -> None:
    """The life of a window: open the file, make the edits, say what the document is, and wait for the end."""
    from PySide6.QtTest import QTest

    from gui.app import make_application
    from gui.main_window import MainWindow
    from gui.settings import Settings
    from gui.theme import Theme

    app = make_application()
    window = MainWindow(Settings(), Theme("light"))
    window.show()
    assert window.files.open(file)
    draw, said = random.Random(seed), digest(window.editing.document)
    for _ in range(count):
        while True:
            way = draw.random()
            if way < 0.1:
                window.editing.undo()
            elif way < 0.15:
                window.editing.redo()
            else:
                window.editing.apply("Edit", lambda document: edit(draw, document))
            if digest(window.editing.document) != said:
                break
        said = digest(window.editing.document)
        os.write(out, f"{said}\n".encode())
        QTest.qWait(1)
        app.processEvents()
    os.write(out, b"done\n")
    QTest.qWait(60_000)


def trial(count: int, seed: int) -> str:
    """What is wrong with what is recovered after `count` edits; empty where nothing is."""
    folder = Path(tempfile.mkdtemp())
    os.environ["LAYERLOOM_CONFIG_DIR"] = str(folder / "settings")
    file = folder / "digits.loom"
    save(small_network(), file)
    there, back = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(file, count, seed, back)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(back)
    states = [digest(load(file))]
    for line in _lines(there):
        if line == "done":
            break
        states.append(line)
        if len(states) == count + 1 and seed % 2:
            break  # every other time within the edit's own turn of the event loop
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(there)
    if len(states) != count + 1:
        return f"only {len(states) - 1} of {count} edits were made"
    left = leftovers(folder / "settings" / "journal")
    found = digest(left[0].document) if left else states[0]
    if found in states[-2:]:
        return ""
    return f"what is recovered is {'edit ' + str(states.index(found)) if found in states else 'no state'} of {count}"


def _lines(handle: int) -> Iterator[str]:
    with os.fdopen(os.dup(handle)) as stream:
        for line in stream:
            yield line.strip()


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    import gui.main_window  # noqa: F401  (once, for all that are forked)

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    wrong = 0
    for number in range(1, count + 1):
        trouble = trial(number, seed + number)
        if trouble:
            wrong += 1
            print(f"{number}: {trouble}", flush=True)
    print(f"{count - wrong} of {count} recovered the last edit or the one before")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
