"""A wire dragged from an output, or an existing wire's end dragged off, towards an input."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF

from graph.document.document import Document, Source
from graph.document.nesting import is_input, is_output, ports_of, upstream
from graph.editing import edits
from graph.editing.rewiring import End, best_port, free_ports, misfit, why_not
from graph.inference.following import infer
from graph.specs.message import Message, MessageError, say
from gui.canvas.captions import type_text
from gui.canvas.gestures.gesture import Canvas, Pointer
from gui.canvas.gestures.wire_gesture import Target, WireDrag
from gui.canvas.items.box import BoxItem
from gui.canvas.items.overlay import GhostRow

translate = QCoreApplication.translate


class DragToInput(WireDrag):
    """`detached` is where the wire ended before, if it is one that is being moved."""

    side = "in"

    def __init__(self, view: Canvas, at: Pointer, source: Source, detached: End | None = None) -> None:
        super().__init__(view, at)
        self.source, self.detached = source, detached
        self._ghosts: dict[GhostRow, Target] = {}
        self._ghosts_of: BoxItem | None = None
        self._bodies: dict[str, Target] = {}
        self._judged: dict[End, tuple[Message | None, bool]] = {}

    def begin(self) -> None:
        self.model = self.editing.model
        self.base = self.editing.document
        if self.detached is not None:
            self.base = edits.disconnect(self.base, self.model.id, self.detached.call, self.detached.port)
            self.scene.wires[self.detached.call, self.detached.port].setVisible(False)
        self._upstream = upstream(self.base.models[self.model.id], self.source.call)
        super().begin()

    def fixed_places(self) -> list[QPointF]:
        return [self.scene.port(self.source.call, self.source.output, "out").scenePos()]

    def idle_text(self) -> str:
        return type_text(self.scene.shapes.types.get(self.source))

    def takes(self, call: str, index: int) -> bool:
        return call not in self._upstream and not self._misfit(End(call, index))

    def _misfit(self, end: End) -> Message | None:
        return misfit(self.model, self.scene.shapes, self.source, end)

    def target(self, at: Pointer) -> Target | None:
        for ghost, target in self._ghosts.items():
            ghost.put_lit(ghost.frame().contains(at.scene))
            if ghost.lit:
                return target
        port = self.near_port(at)
        if port is not None:
            self._show_ghosts(port.box)
            return self._to(End(port.call, port.index), port.scenePos())
        box = self._box_under(at)
        self._show_ghosts(box)
        if box is None or not box.frame().contains(at.scene):
            return None if box is None else Target()
        if box.card.key not in self._bodies:
            self._bodies[box.card.key] = self._body(box)
        return self._bodies[box.card.key]

    def _box_under(self, at: Pointer) -> BoxItem | None:
        """The box under the pointer, its ghost rows counted in."""
        here = self._ghosts_of
        if here is not None:
            lower = (GhostRow.HEIGHT + GhostRow.GAP) * len(self._ghosts) + 6
            if here.frame().adjusted(-6, -6, 6, lower).contains(at.scene):
                return here
        return self.scene.hit(at.scene, self.view.zoom).box

    def _to(self, end: End, place: QPointF) -> Target:
        """The target that one port is."""
        if end not in self._judged:
            self._judged[end] = self._judge(end)
        refused, only_shape = self._judged[end]
        shown = self.scene.box_of_call(end.call)
        port = shown.port(end.call, end.port, "in") if (end.call, end.port) in shown.layout.inputs else None
        name = self.connect_name(self.source, end)
        return Target(place, name, lambda: self._connected(end), refused, only_shape, port=port)

    def _judge(self, end: End) -> tuple[Message | None, bool]:
        if end == self.detached:
            return None, False
        cyclic = edits.refusal(self.base, self.model.id, self.source, end.call, end.port)
        if isinstance(cyclic, MessageError):
            return cyclic.message, False
        if self.detached is not None and end.call == self.detached.call:
            return None, False
        return why_not(self.base, self.model.id, self.source, end), True

    def _connected(self, end: End) -> Document:
        """The document with the wire there. Within one call two wires change places."""
        document, model, old = self.editing.document, self.model, self.detached
        if old is None or end.call != old.call:
            return edits.connect(self.base, model.id, self.source, end.call, end.port)
        other = model.calls[end.call].inputs[end.port] if end.port < len(model.calls[end.call].inputs) else None
        if other is None:
            return edits.connect(self.base, model.id, self.source, end.call, end.port)
        document = edits.connect(document, model.id, self.source, end.call, end.port)
        return edits.connect(document, model.id, other, old.call, old.port)

    def _body(self, box: BoxItem) -> Target:
        """Dropped on the body: the best free port takes it."""
        calls = box.card.calls
        end = best_port(self.base, self.model.id, self.source, calls)
        if end is not None:
            shown = box.layout.inputs.get((end.call, end.port))
            return self._to(end, box.pos() + shown if shown else self._left_of(box))
        free = [End(call, port) for call in calls for port in free_ports(self.base, self.model.id, call)]
        layer = self.model.layers[box.card.layer]
        ports = ports_of(self.base, layer.spec)
        needed = [end for end in free if end.port < ports.required or ports.variadic]
        if needed:
            refused, only_shape = self._judge(needed[0])
            name = self.connect_name(self.source, needed[0])
            return Target(self._left_of(box), name, lambda: self._connected(needed[0]), refused, only_shape)
        if is_input(layer):
            return Target(refused=say("An Input takes no wire: it is where data enters."))
        if not ports.inputs:
            return Target(refused=say("{name} has no input: it takes no wire.", name=layer.name))
        if self._ghosts:
            return Target(
                advice=translate("Canvas", "Drop on the row below to use it again, on a port to replace its wire")
            )
        return Target(refused=say("Every port is taken. Drop on a port to replace its wire."))

    def _left_of(self, box: BoxItem) -> QPointF:
        first = next(iter(box.layout.inputs.values()), QPointF(0, box.layout.rect.height() / 2))
        return box.pos() + first

    def _show_ghosts(self, box: BoxItem | None) -> None:
        """Offer more rows under the box that the pointer is over."""
        if box is self._ghosts_of:
            return
        for ghost in self._ghosts:
            self.scene.removeItem(ghost)
        self._ghosts, self._ghosts_of = {}, box
        if box is None:
            return
        offers = [*self._again(box), *self._more_ports(box)]
        color = self.view.theme.family(box.card.family)
        for i, (words, target) in enumerate(offers):
            ghost = GhostRow(words, box.layout.rect.width() - 12, color)
            ghost.setPos(box.x() + 6, box.frame().bottom() + GhostRow.GAP + i * (GhostRow.HEIGHT + GhostRow.GAP))
            self.scene.addItem(ghost)
            self._ghosts[ghost] = Target(
                QPointF(ghost.x(), ghost.frame().center().y()),
                target.name,
                target.edit,
                target.refused,
                target.only_shape,
            )

    def _more_ports(self, box: BoxItem) -> list[tuple[str, Target]]:
        """Optional ports that aren't shown, and one more where a layer takes any number."""
        offers = []
        ports = ports_of(self.base, self.model.layers[box.card.layer].spec)
        for call in box.card.calls:
            if call in self._upstream:
                continue
            for port in free_ports(self.base, self.model.id, call):
                if (call, port) not in box.layout.inputs:
                    name = ports.inputs[port] if port < len(ports.inputs) else None
                    words = translate("Canvas", "input {n}").format(n=port + 1) if ports.variadic or not name else name
                    target = self._to(End(call, port), QPointF())
                    if target.refused is None:
                        offers.append((f"+ {words}", target))
        return offers[:3]

    def _again(self, box: BoxItem) -> list[tuple[str, Target]]:
        """Using the layer once more, where it is in use already."""
        layer = self.model.layers[box.card.layer]
        ports = ports_of(self.base, layer.spec)
        calls = self.base.models[self.model.id].calls_of(layer.id)
        used = all(all(s is not None for s in call.inputs[: ports.required]) for call in calls)
        if not ports.inputs or is_output(layer) or ports.variadic or not used or not calls:
            return []
        document, call = edits.reuse(self.base, self.model.id, self.source, layer.id)
        failure = infer(document, self.model.id).failures.get(call)
        refused = failure.message if failure is not None else None
        name = translate("Canvas", "Use {name} again").format(name=layer.name)
        return [(translate("Canvas", "+ use again"), Target(QPointF(), name, lambda: document, refused, True))]

    def drop_on_empty(self, at: Pointer) -> None:
        if self.detached is None:
            self.view.quick_add(at.screen, self.source)
            return
        name = translate("Canvas", "Disconnect {name}").format(name=self.view.call_name(self.detached.call))
        self.editing.apply(name, self.base)

    def clicked(self, _at: Pointer) -> None:
        if self.detached is not None:
            self.editing.select(())
            self.scene.select_wires([(self.detached.call, self.detached.port)])

    def _clean(self) -> None:
        self._show_ghosts(None)
        if self.detached is not None and (wire := self.scene.wires.get((self.detached.call, self.detached.port))):
            wire.setVisible(True)
        super()._clean()
