"""What a form is to the editors that hold one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from graph.specs.spec import Value


class Form(QWidget):
    """The parameters of one or several specs."""

    changed = Signal(str, object, str)
    """(parameter, new value, key of the undo step while typing goes on or ""): only what every value's spec allows."""
    finished = Signal()
    """A field was left: the undo step is over."""

    def show_values(self, values: Sequence[Value]) -> None:
        """Show these specs' parameters, those that they have in common."""


Suggest = Callable[[str], Sequence[str]]
"""What a form may offer for a text that is typed, by what the parameter says that it is: see `Param.suggests`."""


def nothing(_what: str) -> Sequence[str]:
    """No suggestions."""
    return ()


MakeForm = Callable[[], Form]
