"""Two thousand things that somebody might do in the window, by mouse and keyboard, in any order; then all is undone.

    python -m tests.attack.random_walk [--seed 1] [--actions 2000] [--stall 100]

Every event goes to the window as from a real mouse and keyboard. There must be no traceback, no event may hold the
window for longer than `--stall` milliseconds, what the canvas shows must be what a new canvas would show, and undoing
everything must lead to the very document that it began with. Times are those of the window's thread, without those for
which a busy machine let it stand in the queue. The last line says which rules were broken, the exit code how many.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from benchmarks.editor import clock
from gui.app import make_application
from gui.canvas.scene import CanvasScene
from gui.editing import Editing
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from runtime.files import templates
from tests.gui.canvas.test_syncing import seen

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
KINDS = ("dense", "conv2d", "lstm", "add", "concat", "flatten", "dropout", "input", "output", "embedding", "batch")
K = Qt.Key
KEYS: tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...] = (
    *((K.Key_Delete, NONE), (K.Key_Delete, CTRL), (K.Key_D, CTRL), (K.Key_D, CTRL | SHIFT), (K.Key_C, CTRL)),
    *((K.Key_V, CTRL), (K.Key_V, CTRL | SHIFT), (K.Key_X, CTRL), (K.Key_G, CTRL), (K.Key_G, CTRL | SHIFT)),
    *((K.Key_Return, NONE), (K.Key_Escape, NONE), (K.Key_L, CTRL), (K.Key_Home, NONE), (K.Key_Period, NONE)),
    *((K.Key_0, CTRL), (K.Key_Left, NONE), (K.Key_Right, SHIFT), (K.Key_Up, NONE), (K.Key_Down, SHIFT)),
    *(
        (K.Key_A, CTRL),
        (K.Key_M, ALT),
        (K.Key_P, NONE),
        (K.Key_Up, ALT | SHIFT),
        (K.Key_H, ALT | SHIFT),
        (K.Key_F8, NONE),
        (K.Key_Z, CTRL),
        (K.Key_Z, CTRL),
        (K.Key_Z, CTRL | SHIFT),
    ),
)


class Events:
    """Sends one event after another, each worked through before the next, and keeps the longest time of one."""

    def __init__(self) -> None:
        self.longest = 0.0
        """In seconds."""

    def send(self, event: Callable[..., None], *what: object) -> None:
        began = clock()
        event(*what)
        QApplication.processEvents()
        self.longest = max(self.longest, clock() - began)

    def type(self, widget: QWidget, text: str) -> None:
        for letter in text:
            self.send(QTest.keyClick, QApplication.focusWidget() or widget, letter)


class Walker:
    """Does one thing after another."""

    def __init__(self, window: MainWindow, random: Random) -> None:
        self.window, self.view, self.random = window, window.canvas, random
        self.events = Events()

    def step(self) -> str:
        """Do something; its name."""
        act: Callable[[], str] = self.random.choice(
            (
                *(self.add, self.add, self.wire, self.wire, self.wire, self.drag_box, self.key, self.key, self.key),
                *(self.click, self.band, self.stroke, self.wheel, self.rename, self.note, self.field, self.pan),
                *(self.port, self.key, self.dot),
            )
        )
        return act()

    def act(self) -> tuple[str, float]:
        """(what was done, for how long one of its events held the window in ms)."""
        self.events.longest = 0.0
        name = self.step()
        held = 1e3 * self.events.longest
        self.tidy_up()
        return name, held

    def tidy_up(self) -> None:
        """Close what has been opened, and go back to the canvas."""
        while (popup := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
            popup.close()
            QApplication.processEvents()
        self.window.workspaces.go("draw")
        self.view.setFocus()
        QApplication.processEvents()

    # Places

    def on_window(self, at: QPointF) -> QPoint:
        viewport = self.view.viewport()
        place = self.view.mapFromScene(at)
        area = viewport.rect().adjusted(4, 4, -4, -4)
        inside = QPoint(min(max(place.x(), area.left()), area.right()), min(max(place.y(), area.top()), area.bottom()))
        return viewport.mapTo(self.window, inside)

    def anywhere(self) -> QPointF:
        area = self.view.visible_rect()
        return QPointF(
            area.left() + self.random.random() * area.width(), area.top() + self.random.random() * area.height()
        )

    def box(self) -> QPointF:
        boxes = list(self.view.canvas.boxes.values())
        return self.random.choice(boxes).frame().center() if boxes else self.anywhere()

    def some_port(self, side: str) -> QPointF:
        ports = [p for box in self.view.canvas.boxes.values() for p in box.ports() if p.side == side]
        return self.random.choice(ports).scenePos() if ports else self.anywhere()

    # The mouse

    def drag(
        self, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        handle = self.window.windowHandle()
        first, last = self.on_window(start), self.on_window(end)
        self.events.send(QTest.mousePress, handle, button, keys, first)
        for part in (0.2, 0.6, 1.0):
            self.events.send(QTest.mouseMove, handle, first + (last - first) * part)
        self.events.send(QTest.mouseRelease, handle, button, keys, last)

    def click_at(self, at: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
        self.events.send(QTest.mouseClick, self.window.windowHandle(), LEFT, keys, self.on_window(at))

    def wire(self) -> str:
        sides = self.random.choice((("out", "in"), ("out", "in"), ("in", "out"), ("out", "out")))
        self.drag(self.some_port(sides[0]), self.some_port(sides[1]), self.random.choice((NONE, NONE, SHIFT)))
        return "draw a wire"

    def port(self) -> str:
        keys = self.random.choice((ALT, CTRL))
        if keys == ALT:
            self.click_at(self.some_port(self.random.choice(("in", "out"))), ALT)
            return "Alt+click a port"
        self.drag(self.some_port("out"), self.some_port("out"), CTRL)
        return "Ctrl+drag a port"

    def drag_box(self) -> str:
        self.drag(self.box(), self.anywhere(), self.random.choice((NONE, NONE, ALT)))
        return "drag a box"

    def click(self) -> str:
        self.click_at(self.box(), self.random.choice((NONE, NONE, CTRL, SHIFT)))
        return "click"

    def dot(self) -> str:
        """A dot on some wire, or away from it."""
        wires = list(self.view.canvas.wires.values())
        at = self.random.choice(wires).path.pointAtPercent(self.random.random()) if wires else self.anywhere()
        self.events.send(QTest.mouseDClick, self.window.windowHandle(), LEFT, NONE, self.on_window(at))
        return "double-click a wire"

    def band(self) -> str:
        self.drag(self.anywhere(), self.anywhere(), self.random.choice((NONE, CTRL, SHIFT)))
        return "rubber band"

    def stroke(self) -> str:
        self.drag(self.anywhere(), self.anywhere(), ALT | SHIFT)
        return "cut stroke"

    def pan(self) -> str:
        self.drag(self.anywhere(), self.anywhere(), NONE, MIDDLE)
        return "pan"

    def wheel(self) -> str:
        self.view.camera.scale_at(self.random.choice((0.5, 0.8, 1.25, 2.0)), QPointF(self.view.width() / 2, 200))
        if not self.view.visible_rect().intersects(self.view.canvas.content_rect()):
            self.view.camera.frame()
        return "zoom"

    # The keyboard

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.view

    def key(self) -> str:
        key, keys = self.random.choice(KEYS)
        self.events.send(QTest.keyClick, self.focus, key, keys)
        return f"key {K(key).name} {keys.value:#x}"

    def add(self) -> str:
        self.events.send(QTest.mouseDClick, self.window.windowHandle(), LEFT, NONE, self.on_window(self.anywhere()))
        QApplication.processEvents()
        self.events.type(self.focus, self.random.choice(KINDS))
        self.events.send(QTest.keyClick, self.focus, K.Key_Return)
        self.events.send(QTest.keyClick, self.focus, K.Key_Escape)
        return "quick-add"

    def rename(self) -> str:
        self.click_at(self.box())
        self.events.send(QTest.keyClick, self.focus, K.Key_F2)
        self.events.type(self.focus, self.random.choice(("name", "n/a", "", "the same")))
        self.events.send(QTest.keyClick, self.focus, self.random.choice((K.Key_Return, K.Key_Escape)))
        return "rename"

    def note(self) -> str:
        self.events.send(QTest.keyClick, self.focus, self.random.choice((K.Key_N, K.Key_C)))
        self.events.type(self.focus, "words")
        self.events.send(QTest.keyClick, self.focus, self.random.choice((K.Key_Return, K.Key_Escape)))
        return "note or frame"

    def field(self) -> str:
        """Write into one of the inspector's fields."""
        fields = [f for f in self.window.inspector.findChildren(QLineEdit) if f.isVisible() and f.isEnabled()]
        if not fields:
            return "nothing"
        field = self.random.choice(fields)
        field.setFocus()
        self.events.send(QTest.keyClick, field, K.Key_A, CTRL)
        self.events.type(field, self.random.choice(("3", "64.5", "-1", "12", "3, 4", "word", "")))
        self.events.send(QTest.keyClick, self.focus, self.random.choice((K.Key_Return, K.Key_Tab)))
        return "type into a field"


def walk(seed: int, actions: int, stall: float) -> int:
    """Walk; how many rules were broken."""
    broken: Counter[str] = Counter()
    sys.excepthook = lambda *found: (broken.update(["traceback"]), traceback.print_exception(*found))
    theme = Theme("light")
    theme.install(QApplication.instance())  # type: ignore[arg-type]
    window = MainWindow(Settings(), theme)
    window.resize(1280, 860)
    window.editing.load(templates.load("fully_connected"))
    window.show()
    QTest.qWait(1500)
    start, walker = window.editing.document, Walker(window, Random(seed))
    times: dict[str, list[float]] = {}
    for number in range(actions):
        name, held = walker.act()
        times.setdefault(name, []).append(held)
        if held > stall:
            broken["stall"] += 1
            layers = sum(len(m.layers) for m in window.editing.document.models.values())
            print(f"{number}: {name} held the window for {held:.0f} ms ({layers} layers)", flush=True)
        if number % 100 == 99:
            broken["stale canvas"] += stale(window)
    QTest.qWait(300)
    while window.editing.undo_text is not None:
        window.editing.undo()
    QApplication.processEvents()
    broken["not undone"] += int(window.editing.document is not start and window.editing.document != start)
    broken["stale canvas"] += stale(window)
    slowest = sorted(times, key=lambda name: -max(times[name]))[:8]
    print("; ".join(f"{name} {max(times[name]):.0f} ms" for name in slowest))
    window.editing.mark_saved()
    window.training.link.shut_down()
    window.close()
    print(f"seed {seed}, {actions} actions: {dict(+broken) or 'nothing broken'}", flush=True)
    return sum(broken.values())


def stale(window: MainWindow) -> int:
    """Whether the canvas shows anything else than a new one would."""
    scene, editing = window.canvas.canvas, Editing(window.editing.document)
    for model in window.editing.path[1:]:
        editing.enter(model)
    editing.select(window.editing.selection)
    fresh = CanvasScene(editing, window.theme)
    fresh.show_problems(window.checker.check())
    scene.select_wires(())
    mine, anew = seen(scene), seen(fresh)
    differ = [what for what in anew if mine[what] != anew[what]]
    if differ:
        print("stale:", ", ".join(differ), flush=True)
    return len(differ)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=2000)
    parser.add_argument("--stall", type=float, default=100.0)
    options = parser.parse_args()
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o700)
        return min(walk(options.seed, options.actions, options.stall), 100)


if __name__ == "__main__":
    sys.exit(main())
