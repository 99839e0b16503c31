"""`keras.ops.nn`, `keras.ops.numpy` and others: Keras' functions under the parts that it sorts them into as well."""

from __future__ import annotations

from functools import cache
from typing import Any

from graph.keras.public_names import missing, public_names
from runtime.api.operation_functions import operation_functions


class OperationPart:
    """The functions of `keras.ops` that Keras has under this part."""

    def __init__(self, name: str) -> None:
        self._part = f"ops.{name}"
        self.__name__ = f"runtime.{self._part}"

    def __getattr__(self, name: str) -> Any:
        if name not in dir(self):
            raise missing(self._part, name, dir(self))
        return operation_functions()[name]

    def __dir__(self) -> list[str]:
        return [name for name in public_names().names[self._part] if name in operation_functions()]

    def __repr__(self) -> str:
        return f"<{self.__name__}: {len(dir(self))} functions>"


@cache
def part(name: str) -> OperationPart:
    """`image`, `linalg`, `nn` or `numpy`, always the same one."""
    return OperationPart(name)
