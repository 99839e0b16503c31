"""Finding layers, actions and kinds by their names, and going to what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QPoint, QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from graph.document.document import LayerId, ModelId
from gui.canvas.catalogue import Entry, entries
from gui.canvas.view import CanvasView
from gui.command_search import CommandSearch, Finding, finding_of

translate = QCoreApplication.translate


class Finder:
    """The search for everything. It opens below `pill`; `actions` says what can be done at the time, `to_canvas` brings
    the canvas to the front, where what was found is shown."""

    def __init__(
        self,
        canvas: CanvasView,
        pill: QWidget,
        actions: Callable[[], Iterable[QAction]],
        window: QWidget,
        to_canvas: Callable[[], object],
    ) -> None:
        self.canvas, self.editing, self.pill, self.actions = canvas, canvas.editing, pill, actions
        self.to_canvas = to_canvas
        self.search = CommandSearch(window)

    def open(self) -> None:
        """Search layers, actions and what can be added."""
        actions = [
            finding_of(action, translate("MainWindow", "Action"))
            for action in self.actions()
            if action.isEnabled() and action.objectName() != "search" and action.text()
        ]
        adding = [self._adding(e) for e in entries(self.editing.document, self.editing.model_id)]
        self._search([*self._layers(), *actions, *adding])

    def open_layers(self) -> None:
        self._search(self._layers())

    def _adding(self, entry: Entry) -> Finding:
        title = translate("MainWindow", "Add {kind}").format(kind=entry.title)
        return Finding(title, translate("MainWindow", "Layer"), "", lambda: self.add_kind(entry.key))

    def _layers(self) -> list[Finding]:
        def finding(model: ModelId, layer: LayerId) -> Finding:
            place = self.editing.document.models[model]
            found = place.layers[layer]
            return Finding(
                found.name or found.spec.kind,
                f"{found.spec.kind} · {place.name}",
                "",
                lambda: self.locate(model, (layer,)),
            )

        return [finding(m.id, layer) for m in self.editing.document.models.values() for layer in m.layers]

    def _search(self, findings: list[Finding]) -> None:
        below = QPoint(self.pill.width() // 2, self.pill.height() + 6)
        self.search.open_at(self.pill.mapToGlobal(below), findings)

    def add_kind(self, what: str) -> None:
        """Add a layer in the middle of the view, beside what is there already."""
        self.to_canvas()
        middle = self.canvas.visible_rect().center()
        taken = set(self.editing.model.positions.values())
        while (round(middle.x()), round(middle.y())) in taken:
            middle += QPointF(24, 24)
        self.canvas.add(what, middle)

    def locate(self, model: ModelId, ids: tuple[str, ...], front: bool = True) -> None:
        """Go to a model and show layers or calls in it; `front` is false where the canvas stays where it is."""
        if model not in self.editing.document.models:
            return
        if front:
            self.to_canvas()
        if self.editing.model_id != model:
            self.editing.enter(model)
        self.editing.select(ids)
        if ids:
            self.canvas.camera.locate(ids[0])

    def locate_named(self, name: str, front: bool = True) -> None:
        """Go to a layer of the main model by its name, if there is one."""
        main = self.editing.document.main
        found = main.layer_named(name) if name else None
        if found is not None:
            self.locate(main.id, (found.id,), front)
