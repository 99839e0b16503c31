"""Keras' settings of a whole program: the type of numbers, the order of an image's axes, the smallest number."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from graph.specs.working_type import DOUBLE, SINGLE, compute_in, computed_in
from runtime.data.errors import bad

EPSILON = 1e-7
DATA_FORMATS = ("channels_last", "channels_first")
TYPES = (
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64",
)  # fmt: skip
"""Names of NumPy's types that Keras knows as well."""
FLOATS, WHOLES = TYPES[9:], TYPES[1:9]

_state: dict[str, bool] = {"interactive": True}


def floatx() -> str:
    """The type of numbers that layers compute in."""
    return computed_in()


def set_floatx(value: str) -> None:
    """Let layers made from now on compute in "float32" or "float64"; raises DataError for another type."""
    if value not in (SINGLE, DOUBLE):
        raise bad(
            "set_floatx: layers compute in float32 or float64. With 16 bits a processor computes no faster, and sums "
            "lose their digits. Received: {given!r:.40}.",
            given=value,
        )
    compute_in(value)


def epsilon() -> float:
    """The number that keeps divisions and logarithms from zero."""
    return EPSILON


def set_epsilon(value: float) -> None:
    """Takes 1e-7; raises DataError for another number."""
    if value != EPSILON:
        raise bad(
            "set_epsilon: losses are computed with 1e-7; no other number can be set. Layers and optimizers have an "
            "epsilon of their own as an argument. Received: {given!r:.40}.",
            given=value,
        )


def image_data_format() -> str:
    """Where the channels of images stand when nothing else is said: last."""
    return DATA_FORMATS[0]


def set_image_data_format(data_format: str) -> None:
    """Takes "channels_last"; raises DataError for another order."""
    if data_format != DATA_FORMATS[0]:
        raise bad(
            "set_image_data_format: without a data_format of their own, layers take channels last; no other order can "
            'be set. Give data_format="channels_first" to each layer that wants it. Received: {given!r:.40}.',
            given=data_format,
        )


def checked_format(data_format: Any) -> str:
    """Where the channels stand, last for None; raises DataError."""
    if data_format is None:
        return image_data_format()
    if data_format not in DATA_FORMATS:
        raise bad(
            "data_format must be channels_last or channels_first. Received: {given!r:.40}.",
            given=data_format,
        )
    return str(data_format)


def backend() -> str:
    """What computes: "numba", which is none of Keras' own."""
    return "numba"


def set_backend(backend: str) -> None:
    """Takes "numba"; raises DataError for another one."""
    if backend != "numba":
        raise bad(
            "set_backend: Layerloom computes by itself, through Numba; there is no other backend. "
            "Received: {given!r:.40}.",
            given=backend,
        )


def enable_interactive_logging() -> None:
    """Messages are printed, as they are from the beginning."""
    _state["interactive"] = True


def disable_interactive_logging() -> None:
    """Messages go to Python's `logging`."""
    _state["interactive"] = False


def is_interactive_logging_enabled() -> bool:
    """Whether messages are printed."""
    return _state["interactive"]


def tell(text: str) -> None:
    """Print a message, or log it where that was asked for."""
    if is_interactive_logging_enabled():
        print(text, flush=True)
    else:
        import logging

        logging.getLogger("layerloom").info(text)


def standardize_dtype(dtype: Any) -> str:
    """The name of a type, of NumPy's types and Python's as well; raises DataError."""
    if dtype is None:
        return floatx()
    plain = {float: "float32", int: "int32", bool: "bool", str: "string"}
    if isinstance(dtype, type) and dtype in plain:
        return plain[dtype]
    name = dtype if isinstance(dtype, str) else str(getattr(dtype, "name", None) or getattr(dtype, "__name__", dtype))
    if name in ("string", "bfloat16"):
        return name
    if name not in TYPES:
        raise bad(
            "There is no type of numbers {given!r:.40}. Known: {known}.",
            given=dtype,
            known=", ".join(TYPES),
        )
    return name


def is_float_dtype(dtype: Any) -> bool:
    """Whether it is a type of floating numbers."""
    return standardize_dtype(dtype).startswith(("float", "bfloat"))


def is_int_dtype(dtype: Any) -> bool:
    """Whether it is a type of whole numbers."""
    return standardize_dtype(dtype).startswith(("int", "uint"))


def home() -> str:
    """Where Keras keeps what it downloads: `KERAS_HOME`, or `.keras` in the user's folder."""
    return os.environ.get("KERAS_HOME") or os.path.join(os.path.expanduser("~"), ".keras")


def checked_array(owner: str, given: Any) -> np.ndarray[Any, Any]:
    """An array of whatever was given; raises DataError for rows that differ in length."""
    try:
        return np.asarray(given)
    except ValueError:
        raise bad("{owner} must be an array: its rows differ in length or shape.", owner=owner) from None
