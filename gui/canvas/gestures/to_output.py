"""A wire dragged from an input backwards, or all wires of an output moved to another output."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF

from graph.document.document import Document, Source
from graph.editing import edits
from graph.editing.rewiring import End, cut, misfit, why_not
from graph.specs.message import Message, MessageError, say
from gui.canvas.gestures.gesture import Canvas, Pointer
from gui.canvas.gestures.wire_gesture import Target, WireDrag
from gui.canvas.items.box import BoxItem

translate = QCoreApplication.translate


class DragToOutput(WireDrag):
    """`ends` stay where they are; `detached` says that they are wired now and are being led from elsewhere."""

    side = "out"

    def __init__(self, view: Canvas, at: Pointer, ends: Sequence[End], detached: bool = False) -> None:
        super().__init__(view, at)
        self.ends, self.detached = tuple(ends), detached
        self._judged: dict[Source, tuple[Message | None, bool]] = {}

    def begin(self) -> None:
        self.model = self.editing.model
        users = self.scene.shapes.wiring.users
        self._downstream = {end.call for end in self.ends}
        waiting = list(self._downstream)
        while waiting:
            behind = set(users.get(waiting.pop(), ())) - self._downstream
            self._downstream |= behind
            waiting += behind
        self._hide_wires(True)
        super().begin()

    def _hide_wires(self, hidden: bool) -> None:
        for end in self.ends if self.detached else ():
            if wire := self.scene.wires.get((end.call, end.port)):
                wire.setVisible(not hidden)

    def fixed_places(self) -> list[QPointF]:
        return [self.scene.port(end.call, end.port, "in").scenePos() for end in self.ends]

    def takes(self, call: str, index: int) -> bool:
        source = Source(call, index)
        return call not in self._downstream and not any(
            misfit(self.model, self.scene.shapes, source, end) for end in self.ends
        )

    def target(self, at: Pointer) -> Target | None:
        port = self.near_port(at)
        if port is not None:
            return self._from(Source(port.call, port.index), port.box)
        box = self.scene.hit(at.scene, self.view.zoom).box
        if box is None:
            return None
        sources = [Source(*key) for key in box.layout.outputs]
        if not sources:
            return Target(refused=say("An Output gives nothing on: it is where a result leaves the model."))
        best = next((s for s in sources if self._judge(s)[0] is None), sources[0])
        return self._from(best, box)

    def _from(self, source: Source, box: BoxItem) -> Target:
        port = box.port(source.call, source.output, "out")
        refused, only_shape = self._judge(source)
        name = self.connect_name(source, self.ends[0])
        if len(self.ends) > 1:
            name = translate("Canvas", "Move wires to {name}").format(name=self.view.call_name(source.call))
        return Target(port.scenePos(), name, lambda: self._connected(source), refused, only_shape, port=port)

    def _judge(self, source: Source) -> tuple[Message | None, bool]:
        if source not in self._judged:
            self._judged[source] = self._verdict(source)
        return self._judged[source]

    def _verdict(self, source: Source) -> tuple[Message | None, bool]:
        document, model = self.editing.document, self.model.id
        for end in self.ends:
            cyclic = edits.refusal(document, model, source, end.call, end.port)
            if isinstance(cyclic, MessageError):
                return cyclic.message, False
            if (refused := why_not(document, model, source, end)) is not None:
                return refused, True
        return None, False

    def _connected(self, source: Source) -> Document:
        document = self.editing.document
        for end in self.ends:
            document = edits.connect(document, self.model.id, source, end.call, end.port)
        return document

    def drop_on_empty(self, at: Pointer) -> None:
        if not self.detached:
            self.view.quick_add(at.screen, self.ends[0])
            return
        name = translate("Canvas", "Disconnect {name}").format(name=self.view.call_name(self.ends[0].call))
        self.editing.apply(name, cut(self.editing.document, self.model.id, self.ends))

    def clicked(self, _at: Pointer) -> None:
        if self.detached:
            self.editing.select(())
            self.scene.select_wires([(end.call, end.port) for end in self.ends])

    def _clean(self) -> None:
        self._hide_wires(False)
        super()._clean()
