"""Documents changed at random, given to every door: none may end in "something that never should", or in a traceback.

usage: python -m tests.attack.mutated_documents [COUNT] [SEED] [cli]

Templates and small files for every kind of layer are changed in their JSON: values of other types, kinds of other
things, numbers without end, keys gone, doubled, renamed, wires elsewhere, models in themselves. Each is checked, summed
up, drawn, exported as code and as Keras' JSON, prepared for training, and opened on a canvas. Everything runs in one
process, by the functions that the commands run; with `cli` the canvas is left out.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import random
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"
SECONDS = 20
NEVER = "never should"
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "F"),
    ("check", "F", "--json"),
    ("summary", "F"),
    ("plot", "F", "-o", "O.svg"),
    ("export", "F", "-o", "O.py"),
    ("export", "F", "-o", "O.json"),
    ("export", "F", "-o", "O.loom"),
    ("set", "F", "epochs=3"),
)
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**40, 2**62, -(2**63), 0.5, -0.0, 1e308, "", "x", "Model", "Dense", "relu",
    "\u202e", "a" * 3000, "l2", "c3", "c3:1", "m1", [], {}, [[]], [None], [1, 2, 3], {"kind": "Model"},
    {"kind": "Dense"}, {"kind": "Output", "loss": "later"}, {"kind": "Output", "loss": {"kind": "Later"}}, "nan", "inf",
    {"kind": "Input", "shape": [2**40, 2**40]}, {"kind": "Model", "model": "m1"},
    {"kind": "Reshape", "target_shape": [-1, -1]},
)  # fmt: skip


def bases() -> list[Any]:
    """Good files: the templates, and one small network for each example of a layer."""
    from graph.document.document import Source, new_document
    from graph.editing import edits
    from graph.layers.core.ends import Input, Output
    from graph.specs.registry import layer_kinds
    from graph.storage.storage import loads, to_json

    found = [to_json(loads(path.read_text(encoding="utf-8"))) for path in sorted(TEMPLATES.glob("*.loom"))]
    for kind in layer_kinds().values():
        for example in kind.examples[:1]:
            document = new_document("one")
            document, _, call = edits.add_layer(document, "m1", kind(**example.params))
            try:
                for port, given in enumerate(example.inputs):
                    document, _, start = edits.add_layer(
                        document, "m1", Input(shape=given.shape[1:], dtype=given.dtype)
                    )
                    document = edits.connect(document, "m1", Source(start), call, port)
                document, _, end = edits.add_layer(document, "m1", Output(loss="mse"))
                document = edits.connect(document, "m1", Source(call), end, 0)
            except ValueError:
                continue
            found.append(to_json(document))
    return found


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every entry of every object and list, as (where, key)."""
    stack = [value]
    while stack:
        at = stack.pop()
        for key in list(at) if isinstance(at, dict) else range(len(at)):
            yield at, key
            if isinstance(at[key], (dict, list)):
                stack.append(at[key])


def mutated(base: Any, others: list[Any], draw: random.Random) -> Any:
    content = copy.deepcopy(base)
    for _ in range(draw.choice((1, 1, 1, 2, 3, 6))):
        entries = list(places(content))
        where, key = draw.choice(entries)
        way = draw.randrange(8)
        if way < 3:
            where[key] = copy.deepcopy(draw.choice(ODD))
        elif way == 3:
            del where[key]
        elif way == 4 and isinstance(where, dict):
            where[draw.choice((str(key) + "x", "kind", "extra", "units", "model", "loss"))] = where.pop(key)
        elif way == 5:
            other, name = draw.choice(list(places(draw.choice(others))))
            where[key] = copy.deepcopy(other[name])
        elif way == 6:
            again, name = draw.choice(entries)
            where[key] = copy.deepcopy(again[name]) if name in again or isinstance(again, list) else None
        elif isinstance(where[key], (int, float)) and not isinstance(where[key], bool):
            where[key] = draw.choice((where[key] + 1, -where[key], where[key] * 1000, 0))
    return content


class TooLong(BaseException):
    """A command took longer than anybody waits."""


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TooLong


def run(command: Callable[[], int]) -> str:
    """What a command ends with that it must not; empty where it is a sentence or a result."""
    from runtime.cli import trouble

    said: list[str] = []
    reported = trouble.unexpected

    def unexpected(error: Exception) -> str:
        said.append("".join(traceback.format_exception(error)))
        return "never"

    trouble.unexpected = unexpected
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            command()
    except SystemExit:
        pass
    except TooLong:
        return f"took more than {SECONDS} s"
    except BaseException:
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        trouble.unexpected = reported
    return said[0] if said else ""


def doors(file: Path, out: Path) -> Iterator[tuple[str, Callable[[], int]]]:
    from runtime.cli import main

    for command in COMMANDS:
        words = [word.replace("F", str(file)) if word == "F" else word for word in command]
        words = [str(out / word) if word.startswith("O.") else word for word in words]
        yield " ".join(command), lambda words=words: main(words)  # type: ignore[misc]


class Canvas:
    """A window whose document is the file's, painted once."""

    def __init__(self) -> None:
        from gui.app import make_application
        from gui.main_window import MainWindow
        from gui.settings import Settings
        from gui.theme import Theme

        self.app = make_application()
        self.window = MainWindow(Settings(), Theme("light"))
        self.window.show()

    def show(self, file: Path) -> int:
        from graph.specs.message import MessageError
        from graph.storage.storage import load

        try:
            document = load(file)
        except MessageError:
            return 1
        self.window.editing.load(document)
        self.window.checker.check()
        for ids in ((), *((layer,) for layer in document.main.layers)):
            self.window.editing.select(ids)
            self.app.processEvents()
        self.window.grab()
        return 0


def attack(count: int, seed: int, gui: bool = True) -> Counter[str]:
    """The last line of each fault, and how often it came."""
    draw, found, good = random.Random(seed), Counter[str](), bases()
    folder = Path(tempfile.mkdtemp())
    os.environ["LAYERLOOM_CONFIG_DIR"] = str(folder / "settings")
    canvas = Canvas() if gui else None
    faults: list[str] = []
    sys.excepthook = lambda kind, error, trace: faults.append("".join(traceback.format_exception(kind, error, trace)))
    for number in range(count):
        base = good[draw.randrange(9)] if draw.random() < 0.5 else draw.choice(good)
        content = mutated(base, good, draw)
        file = folder / f"{seed}-{number}.loom"
        with contextlib.suppress(ValueError):
            content.pop("checksum", None)
            content.setdefault("version", 1)
            if content["version"] == 2:
                content["version"] = 1
            file.write_text(json.dumps(content), encoding="utf-8", errors="replace")
        kept = file.read_bytes()
        asked = list(doors(file, folder))
        if canvas is not None and number % 4 == 0:
            asked.append(("the canvas", lambda file=file: canvas.show(file)))  # type: ignore[misc]
        for name, command in asked:
            trouble = run(command)
            trouble = trouble or (faults.pop() if faults else "")
            faults.clear()
            file.write_bytes(kept)
            if trouble:
                line = trouble.strip().splitlines()[-1][:150]
                if not found[line]:
                    keep = folder / f"fault-{len(found)}.loom"
                    keep.write_bytes(kept)
                    print(f"{name}: {keep}\n{trouble}", flush=True)
                found[line] += 1
        file.unlink()
    return found


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    found = attack(count, int(sys.argv[2]) if len(sys.argv) > 2 else 0, "cli" not in sys.argv)
    for line, times in found.most_common():
        print(f"{times:5} {line}")
    print(f"{sum(found.values())} faults with {count} documents")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
