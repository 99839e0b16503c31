"""What puts the selected boxes in order: tidy, in line, evenly spaced; and dots on wires."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF

from graph.editing.edits import add_dot, move, remove
from graph.layout.align import Way, aligned
from graph.layout.arrange import arrange
from gui.canvas.items.wire import WireItem
from gui.canvas.surface import Surface

translate = QCoreApplication.translate


def titles() -> dict[Way, str]:
    """What the alignments are called in menus."""
    return {
        "left": translate("Canvas", "Align left"),
        "center": translate("Canvas", "Align centers"),
        "right": translate("Canvas", "Align right"),
        "top": translate("Canvas", "Align top"),
        "middle": translate("Canvas", "Align middles"),
        "bottom": translate("Canvas", "Align bottom"),
        "across": translate("Canvas", "Space evenly across"),
        "down": translate("Canvas", "Space evenly down"),
    }


KEYS: dict[Way, str] = {
    "left": "Alt+Shift+Left",
    "center": "Alt+Shift+C",
    "right": "Alt+Shift+Right",
    "top": "Alt+Shift+Up",
    "middle": "Alt+Shift+M",
    "bottom": "Alt+Shift+Down",
    "across": "Alt+Shift+H",
    "down": "Alt+Shift+V",
}


class Arranging:
    """Works on the selection of one view."""

    def __init__(self, view: Surface) -> None:
        self.view, self.editing, self.scene = view, view.editing, view.canvas

    def tidy(self) -> None:
        """Arrange the selected boxes, or all: in layers from left to right, nothing overlapping. Dots of wires between
        them go: the wires find their way anew."""
        boxes = self.scene.boxes
        chosen = [key for key in self.editing.selection if key in boxes]
        chosen = chosen if len(chosen) > 1 else list(boxes)
        sizes = {key: (box.layout.rect.width(), box.layout.rect.height()) for key, box in boxes.items()}
        ports: dict[tuple[str, str, int], float] = {
            (port.call, port.side, port.index): port.offset.y() for box in boxes.values() for port in box.ports()
        }
        area = self.view.viewport().rect()
        places = arrange(
            self.editing.model, sizes, chosen, ports=ports, proportion=area.width() / max(area.height(), 1)
        )
        if places:
            name = translate("Canvas", "Tidy {name}").format(name=self.view.names(chosen))
            led = self.scene.with_dots({*chosen}) - {*chosen}
            model = self.editing.model_id
            self.editing.apply(name, move(remove(self.editing.document, model, led), model, places))

    def align(self, way: Way) -> None:
        """Bring the selected boxes and notes into line, or space them evenly."""
        items = self.scene.items_by_key()
        chosen = [key for key in self.editing.selection if key in items]
        needed = 3 if way in ("across", "down") else 2
        if len(chosen) < needed:
            told = translate("Canvas", "Select at least {n} boxes first.").format(n=needed)
            self.view.hint(told, self.view.pointer_or_middle(), True, stay=3000)
            return
        frames = {key: items[key].frame() for key in chosen}
        places = aligned({k: (f.left(), f.top(), f.width(), f.height()) for k, f in frames.items()}, way)
        shifts = {key: QPointF(*place) - frames[key].topLeft() for key, place in places.items()}
        moved = {key: items[key].pos() + shift for key, shift in shifts.items() if not shift.isNull()}
        at = {key: (round(place.x(), 1), round(place.y(), 1)) for key, place in moved.items()}
        name = f"{titles()[way]}: {self.view.names(chosen)}"
        self.editing.apply(name, move(self.editing.document, self.editing.model_id, at))

    def put_dot(self, wire: WireItem, at: QPointF) -> None:
        """Lead a wire through a place."""
        self._lead_through([(wire, at)])

    def _lead_through(self, places: Sequence[tuple[WireItem, QPointF]]) -> None:
        document, keys = self.editing.document, set[str]()
        for wire, at in places:
            dots, part = self.scene.dots.of.get((wire.call, wire.port), ()), wire.part_at(at)
            place, before = (round(at.x(), 1), round(at.y(), 1)), dots[part] if part < len(dots) else None
            document, key = add_dot(document, self.editing.model_id, wire.call, wire.port, place, before)
            keys.add(key)
        name = self.view.names([wire.call for wire, _ in places])
        self.editing.apply(translate("Canvas", "Add a reroute dot before {name}").format(name=name), document)
        self.editing.select(keys)

    def put_dots(self) -> None:
        """A dot in the middle of each selected wire."""
        wires = [self.scene.wires[key] for key in self.scene.selected_wires]
        if not wires:
            told = translate("Canvas", "Select a wire first: a dot leads it where you want it.")
            self.view.hint(told, self.view.pointer_or_middle(), True, stay=3000)
            return
        self._lead_through([(wire, wire.path.pointAtPercent(0.5)) for wire in wires])

    def remove_dot(self, key: str) -> None:
        name = translate("Canvas", "Delete {name}").format(name=self.view.names([key]))
        self.editing.apply(name, remove(self.editing.document, self.editing.model_id, [key]))
