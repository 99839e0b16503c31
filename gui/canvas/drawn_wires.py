"""Which wires of a call can be drawn, and where: both their ends must be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.document.document import Model, Source
from gui.canvas.items.box import BoxItem


def drawn_wires(model: Model, call: str, boxes: Mapping[str, BoxItem]) -> Iterator[tuple[int, Source]]:
    """The wires of a call of which both ends are shown, by port; `boxes` are those of the calls."""
    end = boxes.get(call)
    for port, source in enumerate(model.calls[call].inputs if call in model.calls and end is not None else ()):
        start = boxes.get(source.call) if source is not None else None
        if source is None or start is None or end is None:
            continue
        if (source.call, source.output) in start.layout.outputs and (call, port) in end.layout.inputs:
            yield port, source
