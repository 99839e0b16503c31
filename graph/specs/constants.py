"""Numbers that stand in an operation beside its tensors: `x + 1`, `x * [0.5, 2.0]`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.specs.message import say
from graph.specs.params import COERCERS, Param, SpecError
from graph.specs.spec import Shape
from graph.specs.working_type import SINGLE, computed_in

NOT_FINITE = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}
"""How files that know no such numbers write them."""
MOST = 1 << 20
"""Numbers in a constant: what is larger is a weight, or data."""


@dataclass(frozen=True)
class Constant:
    """An array: its type, its shape, and its numbers in a row."""

    dtype: str
    shape: tuple[int, ...]
    numbers: tuple[Any, ...]

    def array(self) -> np.ndarray[Any, Any]:
        return np.array(self.numbers, computed_in() if self.dtype == SINGLE else self.dtype).reshape(self.shape)

    def nested(self) -> Any:
        """The numbers as lists in lists."""
        return self.array().tolist()

    def as_json(self) -> dict[str, Any]:
        """As a file has it."""
        return {"numbers": [_plain(n) for n in self.numbers], "shape": list(self.shape), "dtype": self.dtype}

    def __str__(self) -> str:
        return json.dumps(self.nested()) if len(self.numbers) <= 12 else f"array {self.shape}"


Operand = bool | int | float | Constant
"""A constant as a spec keeps it: a number of Python, which takes the type of what it meets, or an array."""


def dtype_of(constant: Operand) -> str:
    """Its type, "int" and "float" for numbers of Python."""
    return constant.dtype if isinstance(constant, Constant) else type(constant).__name__


def shape_of(constant: Operand) -> Shape:
    return constant.shape if isinstance(constant, Constant) else ()


def constant(array: Any) -> Constant:
    """The constant of an array; floats of any width are float32, the type in which everything is computed."""
    given = np.asarray(array)
    floating = given.dtype.kind == "f"
    held = given.astype(computed_in() if floating else given.dtype)
    return Constant(SINGLE if floating else str(given.dtype), given.shape, tuple(held.ravel().tolist()))


def _plain(number: Any) -> Any:
    return number if not isinstance(number, float) or math.isfinite(number) else str(number)


def _coerce(owner: str, name: str, rule: Param, value: Any) -> Operand:  # noqa: ARG001 - what coercers take
    given = value
    if isinstance(value, Constant):
        return value
    if isinstance(value, str):
        if value in NOT_FINITE:
            return NOT_FINITE[value]
        try:
            given = json.loads(value)
        except ValueError:
            raise _wrong(owner, name, value) from None
    if isinstance(given, (bool, int, float)):
        return given
    dtype = None
    if isinstance(given, Mapping):
        numbers = given.get("numbers")
        numbers = (
            [NOT_FINITE.get(n, n) if isinstance(n, str) else n for n in numbers] if isinstance(numbers, list) else 0
        )
        shape, dtype, given = given.get("shape"), given.get("dtype"), numbers
    try:
        array = np.asarray(given) if dtype is None else np.asarray(given, dtype).reshape(shape)
    except (TypeError, ValueError, OverflowError):
        raise _wrong(owner, name, value) from None
    if array.dtype.kind not in "biuf" or array.size > MOST:
        raise _wrong(owner, name, value)
    if dtype is None and isinstance(given, (list, tuple)) and array.dtype == np.int64:
        array = array.astype(np.int32)
    return constant(array)


def _wrong(owner: str, name: str, value: Any) -> SpecError:
    return SpecError(
        say(
            "{owner}: {name} must be a number, or an array of numbers. Received: {value!r:.80}.",
            owner=owner,
            name=name,
            value=value,
        )
    )


COERCERS["constant"] = _coerce
