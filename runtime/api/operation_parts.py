"""`keras.ops.nn`, `keras.ops.numpy` and others: Keras' functions under the parts that it sorts them into as well."""

from __future__ import annotations

from functools import cache
from typing import Any

from graph.keras.public_names import missing, public_names
from runtime.api.image_functions import FUNCTIONS as OF_IMAGES
from runtime.api.operation_functions import operation_functions


class OperationPart:
    """The functions of `keras.ops` that Keras has under this part."""

    def __init__(self, name: str) -> None:
        self._part = f"ops.{name}"
        self.__name__ = f"runtime.{self._part}"

    def __getattr__(self, name: str) -> Any:
        if name not in dir(self):
            raise missing(self._part, name, dir(self))
        return self._functions()[name]

    def _functions(self) -> dict[str, Any]:
        """Those for images have no name under `keras.ops` itself."""
        return {f.__name__: f for f in OF_IMAGES} if self._part == "ops.image" else operation_functions()

    def __dir__(self) -> list[str]:
        return [name for name in public_names().names[self._part] if name in self._functions()]

    def __repr__(self) -> str:
        return f"<{self.__name__}: {len(dir(self))} functions>"


@cache
def part(name: str) -> OperationPart:
    """`image`, `linalg`, `nn` or `numpy`, always the same one."""
    return OperationPart(name)
