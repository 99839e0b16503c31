"""The machine code of kernels as text, kept while they are compiled."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from runtime.jit import compiler


class Listings:
    """`with Listings() as listings:` name and assembly of every version that is compiled meanwhile, in `found`."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def __enter__(self) -> Listings:
        self._machine_code = compiler.machine_code
        compiler.machine_code = self._keep
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        compiler.machine_code = self._machine_code

    def _keep(self, name: str, module: Any) -> bytes:
        self.found.append((name, compiler.listing(module)))
        return self._machine_code(name, module)
