"""What is declared for the compiler, which need not be imported for that: modes, formulas and overloads."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

FAST = "fast"
"""Sums may be regrouped, multiply-adds fused; see `dispatch`."""

EXACT = "exact"
"""Nothing but fusing into multiply-adds, for sums that rely on their order."""

STEADY = "steady"
"""Just as written: the same bits in a vector, in a loop's rest, and inlined."""

INTERPRETED = os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0")
"""True under NUMBA_DISABLE_JIT=1, where kernels run as plain Python."""

formulas: list[Callable[..., Any]] = []
overloads: list[tuple[Callable[..., Any], Callable[..., Any]]] = []
"""Both: what Numba has not been told yet."""


def formula(function: Callable[..., Any]) -> Any:
    """A plain function that compiles into the kernels that call it, in the mode of each."""
    formulas.append(function)
    return function


def overload(function: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As Numba's decorator: the function below gives, for the types of arguments, what `function` is in kernels."""

    def register(choose: Callable[..., Any]) -> Callable[..., Any]:
        overloads.append((function, choose))
        return choose

    return register
