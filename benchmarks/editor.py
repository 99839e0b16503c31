"""How long the editor lets one wait: from an edit to its picture and its checked shapes, from frame to frame, at first.

    python -m benchmarks.editor [LAYERS …] [--training] [--profile EDIT] [--rounds N]

The real window shows a network of so many layers, 100 MB of data bound to it. Each edit is made as the editor makes it,
and taken back. `painted` is when the canvas has been painted after it, `checked` when shapes and problems are known
and painted too; the longest of the rounds stands behind the median. `frame` is the median and the longest of a hundred
frames. All times are those of the window's thread, without those for which a busy machine let it stand in the queue.
At the end a small network trains with one sample a step, and floods the window with values: the gaps between two turns
of its event loop are counted for ten seconds, on the pages Draw and Train. `--training` lets a training run meanwhile
also while edits are measured; `--profile rename` prints where the time of one edit goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rich.console import Console
from rich.table import Table

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.npy_files import NpyFiles
from graph.document.document import Document, Source, new_document
from graph.editing import edits
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.specs.registry import layer_kinds
from gui.app import make_application
from gui.canvas.catalogue import added
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from gui.training.link import State
from gui.training.run import Run
from runtime.files import templates

WIDTH, ROWS = 64, 400_000
"""Of the data: 100 MB."""
COLUMNS, ACROSS, DOWN = 40, 288, 168
TARGETS = {100: (16, 33, 1000), 1000: (16, 33, 1000), 5000: (33, 66, 1000)}
"""By layers: milliseconds of an edit, of a frame, of the start."""
Edit = Callable[[Document], Document]


def clock() -> float:
    """Seconds that passed for this thread, without those in the queue for a processor."""
    delays = Path("/proc/thread-self/schedstat")
    waited = int(delays.read_text().split()[1]) / 1e9 if delays.exists() else 0.0
    return time.perf_counter() - waited


def network(layers: int, data: Path) -> Document:
    """Blocks that add what they computed to what they were given, one behind the other, in rows."""
    kinds = layer_kinds()
    document, model = new_document("large"), "m1"
    count = 0

    def put(kind: type, sources: tuple[str, ...], **params: object) -> str:
        nonlocal document, count
        place = (count % COLUMNS * ACROSS, count // COLUMNS * DOWN)
        document, _, call = edits.add_layer(document, model, kind(**params), place, f"{kind.kind.lower()}_{count}")
        for port, source in enumerate(sources):
            document = edits.connect(document, model, Source(source), call, port)
        count += 1
        return call

    x = put(Input, (), shape=(WIDTH,))
    while count < layers - 1:
        y = put(Dense, (x,), units=32, activation="relu")
        for kind in (kinds["BatchNormalization"], kinds["Dropout"]):
            y = put(kind, (y,))
        y = put(Dense, (y,), units=WIDTH)
        x = put(kinds["Add"], (x, y))
    put(Output, (x,), loss="mse")
    ends = [layer for layer in document.main.layers.values() if isinstance(layer.spec, (Input, Output))]
    bindings = {layer.id: Binding("x") for layer in ends}
    plan = DataPlan(dataset=NpyFiles(path=str(data)), bindings=bindings)
    return replace(document, data=plan, training=document.training.replace(epochs=1000))


def in_the_middle(document: Document, kind: str, skip: int = 0) -> str:
    """A layer of that kind half-way through the network."""
    found = [layer.id for layer in document.main.layers.values() if layer.spec.kind == kind]
    return found[len(found) // 2 + skip]


def sample_edits(document: Document) -> Iterator[tuple[str, Edit]]:
    """What is measured, by name: edits in the middle of the network, and two that half or all shapes lie behind."""
    root, main = document.root, document.main
    dense, norm = in_the_middle(document, "Dense"), in_the_middle(document, "BatchNormalization")
    merge, spare = in_the_middle(document, "Add"), in_the_middle(document, "Dropout", 1)
    call = {layer: main.calls_of(layer)[0].id for layer in (dense, norm, merge, spare)}
    last = next(layer for layer in reversed([*main.layers.values()]) if layer.spec.kind == "Dropout").id
    first = document.main.layer_of(main.inputs[0]).id
    yield "rename", lambda d: edits.rename_layer(d, root, dense, "another")
    yield "change units", lambda d: edits.set_params(d, root, dense, {"units": 48})
    yield "add", lambda d: added(d, root, "Dense", (100.0, -300.0), Source(call[norm]))[0]  # type: ignore[index]
    yield "connect", lambda d: edits.connect(d, root, main.calls[call[merge]].inputs[0], call[merge], 1)  # type: ignore
    yield "delete", lambda d: edits.remove(d, root, [last])
    yield "move", lambda d: edits.move(d, root, {norm: (50.0, -200.0)})
    yield "cut in two", lambda d: edits.remove(d, root, [spare])
    yield "change all", lambda d: edits.set_params(d, root, first, {"shape": (WIDTH + 1,)})


class Watch:
    """The window with a clock beside it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def settle(self, began: float, limit: float = 30.0) -> float:
        """Seconds until the document is checked and what that changed is painted."""
        checker = self.window.checker
        while not checker.is_up_to_date() and clock() - began < limit:
            QApplication.processEvents()
        QApplication.processEvents()
        return clock() - began

    def step(self, act: Callable[[], object]) -> tuple[float, float]:
        """(painted, checked) in milliseconds."""
        began = clock()
        act()
        QApplication.processEvents()
        painted = clock() - began
        return 1e3 * painted, 1e3 * self.settle(began)

    def edit(self, name: str, change: Edit, rounds: int) -> Iterator[tuple[str, list[tuple[float, float]]]]:
        editing = self.window.editing
        there, back = [], []
        for _ in range(rounds):
            there.append(self.step(lambda: editing.apply(name, change)))
            QTest.qWait(30)
            back.append(self.step(editing.undo))
            QTest.qWait(30)
        yield name, there
        yield f"undo {name}", back

    def frames(self, move: Callable[[int], object], count: int = 100) -> tuple[float, float]:
        """(median, longest) milliseconds of a frame, each painted before the next begins."""
        found = []
        for i in range(count):
            began = clock()
            move(i)
            QApplication.processEvents()
            found.append(1e3 * (clock() - began))
        return statistics.median(found), max(found)

    def pan(self, i: int) -> None:
        self.window.canvas.camera.pan(*((9, 5) if i < 50 else (-9, -5)))

    def zoom(self, i: int) -> None:
        view = self.window.canvas
        view.camera.scale_at(1.03 if i < 50 else 1 / 1.03, QPointF(view.viewport().rect().center()))

    def drag(self) -> tuple[float, float]:
        """One box dragged to and fro, as by the mouse."""
        view = self.window.canvas
        handle, viewport = self.window.windowHandle(), view.viewport()
        box = next(b for b in view.canvas.boxes.values() if view.visible_rect().contains(b.frame()))
        at = viewport.mapTo(self.window, view.mapFromScene(box.frame().center()))
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        try:
            return self.frames(lambda i: QTest.mouseMove(handle, at + QPoint(3 * (i % 50), 2 * (i % 40))), 100)
        finally:
            QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
            QApplication.processEvents()


def start_seconds() -> float:
    """From the start of Python to the window on the screen, the shortest of three."""
    code = (
        "import sys\nfrom PySide6.QtCore import QTimer\nimport gui.app as a\n"
        "QTimer.singleShot(0, lambda: None)\n"
        "real = a.MainWindow.show\n"
        "def show(w):\n    real(w)\n    QTimer.singleShot(0, lambda: sys.exit(0) if w.isVisible() else None)\n"
        "    from PySide6.QtWidgets import QApplication\n    QApplication.processEvents()\n"
        "    print('shown', flush=True)\n    import os; os._exit(0)\n"
        "a.MainWindow.show = show\na.main([])\n"
    )
    found = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - began)
    return min(found)


def open_window(document: Document, columns: int = 2) -> MainWindow:
    window = MainWindow(Settings(), Theme("dark"))
    window.resize(1440, 900)
    window.editing.load(document)
    window.show()
    while window.data_reader.facts is None or len(window.data_reader.facts.columns) < columns:
        QTest.qWait(20)
    QTest.qWait(500)
    return window


def measure(layers: int, options: argparse.Namespace, data: Path) -> Iterator[tuple[str, str, float, float, float]]:
    """(what, where, median, longest, target) in milliseconds."""
    document = network(layers, data)
    window = open_window(document)
    watch, target = Watch(window), TARGETS.get(layers, TARGETS[5000])
    if options.training:
        window.train()
        while window.training.link.state is not State.RUNNING and window.training.link.is_busy:
            QTest.qWait(50)
        window.workbench.show_page(window.training_panel)
    view = window.canvas
    views = {"near": lambda: view.camera.full_size(), "whole": lambda: view.camera.frame()}
    for place, look in views.items():
        look()
        QTest.qWait(200)
        for name, change in sample_edits(document):
            for label, times in watch.edit(name, change, options.rounds):
                for kind, column in (("painted", 0), ("checked", 1)):
                    values = [t[column] for t in times]
                    yield f"{label}: {kind}", place, statistics.median(values), max(values), target[0]
        yield (
            "frame: pan",
            place,
            *watch.frames(lambda i: view.camera.pan(*((9, 5) if i < 50 else (-9, -5)))),
            target[1],
        )
        yield "frame: zoom", place, *watch.frames(watch.zoom), target[1]
        yield "frame: drag", place, *watch.drag(), target[1]
    window.training.link.shut_down()
    window.editing.mark_saved()
    window.close()


def values_of(run: Run | None) -> int:
    """How many values of steps have come."""
    return sum(len(series.value) for series in run.batches.values()) if run is not None else 0


def gaps(seconds: float = 10.0) -> Iterator[tuple[str, int, float, float, float]]:
    """(page, values that came, median, the longest of 99 in 100, longest) of the milliseconds between two turns."""
    document = templates.load("fully_connected")
    plan = document.training.replace(epochs=1000, batch_size=1)
    window = open_window(replace(document, training=plan), columns=1)
    window.train()
    while window.training.link.state is not State.RUNNING and window.training.link.is_busy:
        QTest.qWait(50)
    for page in ("draw", "train"):
        window.workspaces.go(page)
        QTest.qWait(500)
        turns: list[float] = []
        run = window.training.link.run
        before = values_of(run)
        ticking = QTimer(window)
        ticking.timeout.connect(lambda: turns.append(clock()))  # noqa: B023
        ticking.start(0)
        QTest.qWait(round(1000 * seconds))
        ticking.stop()
        came = values_of(run) - before
        between = sorted(1e3 * (b - a) for a, b in pairwise(turns))
        yield page, came, statistics.median(between), between[len(between) * 99 // 100], between[-1]
    window.training.link.shut_down()
    window.editing.mark_saved()
    window.close()


def profile(layers: int, what: str, data: Path) -> None:
    """Print where the time of an edit, or of panning, goes."""
    document = network(layers, data)
    window = open_window(document)
    window.canvas.camera.full_size()
    QTest.qWait(200)
    watch, profiler = Watch(window), cProfile.Profile()
    changes = dict(sample_edits(document))
    for _ in range(10):
        change = changes[what]
        profiler.enable()
        watch.step(lambda: window.editing.apply(what, change))  # noqa: B023
        profiler.disable()
        QTest.qWait(30)
        watch.step(window.editing.undo)
        QTest.qWait(30)
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layers", nargs="*", type=int, default=[100, 1000, 5000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--training", action="store_true", help="let a training run meanwhile")
    parser.add_argument("--profile", metavar="EDIT", help="where the time of this edit goes")
    options = parser.parse_args()
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "x.npy")
        np.save(data, np.zeros((ROWS, WIDTH), np.float32))
        app = make_application()
        Theme("dark").install(app)
        if options.profile:
            profile(options.layers[0], options.profile, data)
            return
        console.print(f"start to window: {1e3 * start_seconds():.0f} ms (at most 1000)")
        for layers in options.layers:
            table = Table(title=f"{layers} layers{', while training' if options.training else ''}, ms")
            for heading in ("what", "view", "median", "longest", "at most"):
                table.add_column(heading, justify="left" if heading in ("what", "view") else "right")
            for what, place, median, longest, target in measure(layers, options, data):
                mark = "" if median <= target else "[bold]"
                table.add_row(what, place, f"{mark}{median:.1f}", f"{longest:.1f}", f"{target}")
            console.print(table)
        for page, came, median, most, longest in gaps():
            console.print(
                f"page {page}, {came} values in ten seconds: from turn to turn of the event loop "
                f"{median:.1f} ms, 99 of 100 below {most:.1f}, longest {longest:.1f}"
            )


if __name__ == "__main__":
    main()
