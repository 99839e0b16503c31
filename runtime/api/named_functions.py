"""Functions that stand for their names where a name is asked for: `activation=keras.activations.relu`."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any


class NamedFunction:
    """A function of Keras' interface which the graph knows by its name."""

    __name__: str

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        update_wrapper(self, function)

    def __eq__(self, other: object) -> bool:
        """It stands for its name, and is as good as it."""
        return self is other or (isinstance(other, str) and other == self.__name__)

    def __hash__(self) -> int:
        return hash(self.__name__)

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        return self._function(*args, **keywords)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"
