"""The keys of all commands: as shipped, or as the user wants them. What two commands would share is refused."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from shiboken6 import isValid

from gui.settings import Settings


class KeyBindings(QObject):
    """Knows what is bound to what. `actions` are all commands, each with a name of its own."""

    changed = Signal()

    def __init__(self, settings: Settings, actions: Iterable[QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._commands = {action.objectName(): action for action in actions if action.objectName() and action.text()}
        self._shipped = {name: action.shortcuts() for name, action in self.commands().items()}
        for name, action in self.commands().items():
            chosen = settings.keys(name)
            if chosen is not None:
                action.setShortcuts([QKeySequence(key) for key in chosen])

    def commands(self) -> dict[str, QAction]:
        """All commands by their names, in the order of the menus; fewer while the window goes away."""
        return {name: action for name, action in self._commands.items() if isValid(action)}

    def keys(self, name: str) -> tuple[QKeySequence, ...]:
        """What a command is bound to now."""
        return tuple(self.commands()[name].shortcuts())

    def is_changed(self, name: str) -> bool:
        return list(self.keys(name)) != list(self._shipped[name])

    def owner(self, key: QKeySequence, but: str = "") -> str | None:
        """The command that has a key already, besides the one named."""
        taken = (n for n, action in self.commands().items() if n != but and key in action.shortcuts())
        return next(taken, None)

    def bind(self, name: str, keys: Iterable[QKeySequence]) -> None:
        """Give a command these keys; who had them loses them."""
        wanted = list(dict.fromkeys(key.toString() for key in keys if not key.isEmpty()))
        for text in wanted:
            other = self.owner(QKeySequence(text), but=name)
            if other is not None:
                self._set(other, [key.toString() for key in self.keys(other) if key.toString() != text])
        self._set(name, wanted)
        self.changed.emit()

    def reset(self, name: str) -> None:
        """Give a command the keys it is shipped with; who has them now loses them."""
        self.bind(name, self._shipped[name])

    def reset_all(self) -> None:
        """All keys as they are shipped."""
        for name in self.commands():
            self._set(name, [key.toString() for key in self._shipped[name]])
        self.changed.emit()

    def _set(self, name: str, keys: list[str]) -> None:
        shipped = [key.toString() for key in self._shipped[name]]
        self.commands()[name].setShortcuts([QKeySequence(key) for key in keys])
        self._settings.set_keys(name, None if keys == shipped else keys)
