"""What `from keras.layers import *` brings, where names are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def with_star(named: Callable[[str], Any], names: Callable[[], list[str]]) -> Callable[[str], Any]:
    """A module's `__getattr__` that also knows `__all__`: what its `__dir__` gives."""

    def found(name: str) -> Any:
        return names() if name == "__all__" else named(name)

    return found
