"""The menu of the right mouse button: mends of problems first, then what can be done with what is under the pointer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu

from graph.editing.edits import join_back, set_trainable, split_off
from gui.canvas.hits import Hit
from gui.canvas.items.box import BoxItem
from gui.canvas.surface import Surface
from gui.translate import text

translate = QCoreApplication.translate
ON_BOX = (
    *("open", "peek", "rename", "", "cut", "copy", "duplicate", "", "delete", "delete-reconnect", ""),
    *("group", "share", "ungroup", "", "save-selection", "align"),
)
ON_WIRE, ON_DOT = ("reroute", "delete"), ("delete",)
ON_CANVAS = ("add", "paste", "", "note", "frame", "tidy", "", "select-all", "zoom-all", "leave")


def context_menu(view: Surface, at: QPoint) -> QMenu:
    """The menu for a point of the view; what is under it becomes selected."""
    place = view.mapToScene(at)
    hit = view.canvas.hit(place, view.zoom)
    menu = QMenu(view)
    if hit.box is not None:
        if hit.box.card.key not in view.editing.selection:
            view.editing.select({hit.box.card.key})
        _add_mends(menu, view, hit.box)
        _add_layer(menu, view, hit.box, hit.box.call_at(place))
    elif hit.note is not None:
        view.editing.select({hit.note.note.id})
    elif hit.dot is not None:
        view.editing.select({hit.dot.key})
    elif hit.wire is not None:
        view.editing.select(())
        view.canvas.select_wires([(hit.wire.call, hit.wire.port)])
    names = ON_CANVAS if hit == Hit() else ON_DOT if hit.dot else ON_WIRE if hit.wire else ON_BOX
    known = {action.objectName().removeprefix("canvas."): action for action in view.actions()}
    for name in names:
        if not name:
            menu.addSeparator()
        elif name in ("ungroup", "peek") and (hit.box is None or not hit.box.card.is_model):
            continue  # Only a model can be dissolved, and looked into.
        elif name in known:
            menu.addAction(known[name])
        elif name == "align" and len(view.editing.selection) > 1:
            aligning = menu.addMenu(translate("Canvas", "Align"))
            aligning.addActions([action for key, action in known.items() if key.startswith("align-")])
    return menu


def _add_mends(menu: QMenu, view: Surface, box: BoxItem) -> None:
    """One entry for every problem of the box that can be mended by a click."""
    for problem in view.canvas.problems or ():
        here = problem.model == view.editing.model_id and problem.layer == box.card.layer
        if here and problem.mend is not None:
            name = text(problem.mend.text)
            menu.addAction(name.replace("&", "&&"), partial(view.attempt, name, problem.mend.edit))
    if not menu.isEmpty():
        menu.addSeparator()


def _add_layer(menu: QMenu, view: Surface, box: BoxItem, call: str | None) -> None:
    """What concerns a layer: whether it learns, and a call's box of its own."""
    document, model = view.editing.document, view.editing.model
    layer = model.layers[box.card.layer]
    if box.card.foot:
        words = translate("Canvas", "Freeze {name}") if layer.trainable else translate("Canvas", "Unfreeze {name}")
        name = words.format(name=layer.name)
        edit = set_trainable(document, model.id, layer.id, not layer.trainable)
        menu.addAction(name.replace("&", "&&"), partial(view.attempt, name, edit))
    if box.card.key in model.calls:
        name = translate("Canvas", "Show this call in the box of {name}").format(name=layer.name)
        menu.addAction(
            name.replace("&", "&&"), partial(view.attempt, name, join_back(document, model.id, box.card.key))
        )
    elif call is not None and len(box.card.calls) > 1:
        name = translate("Canvas", "Give this call of {name} a box of its own").format(name=layer.name)
        beside = (round(box.x()), round(box.frame().bottom() + 40))
        edit = split_off(document, model.id, call, beside)
        menu.addAction(name.replace("&", "&&"), partial(view.attempt, name, edit))
    if not menu.isEmpty():
        menu.addSeparator()
