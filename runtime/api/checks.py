"""Arguments of methods and functions, checked before anything is done: what was expected, what came, and where."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from graph.specs.arguments import only
from graph.specs.message import say
from graph.specs.params import Param, coerce, refuse_float
from runtime.api.errors import ApiError
from runtime.api.foreign_arrays import read
from runtime.ops.op import Array


def whole(owner: str, name: str, given: Any, least: int = 1, optional: bool = False) -> None:
    """Must be a whole number, or None where that may be."""
    rule = Param("int", low=least, nullable=optional)
    refuse_float(owner, name, rule, given)
    coerce(owner, name, rule, given)


def class_numbers(owner: str, given: Array) -> None:
    """Must be whole numbers, also as floats."""
    if given.dtype.kind == "f" and given.size and not np.equal(given, np.floor(given)).all():
        wrong = given[np.not_equal(given, np.floor(given))].flat[0]
        raise ApiError(say("{owner} must be class numbers, 0, 1, 2… Received: {wrong:g}.", owner=owner, wrong=wrong))


def share(owner: str, name: str, given: Any) -> None:
    """A number from 0 to 1."""
    coerce(owner, name, Param("float", low=0, high=1), given)


def path(owner: str, given: Any) -> Path:
    """The name of a file."""
    if isinstance(given, (str, os.PathLike)) and not isinstance(given, bytes):
        return Path(given)
    raise ApiError(
        say("{owner}: filepath must be the name of a file. Received: {given!r:.80}.", owner=owner, given=given)
    )


def model(owner: str, given: Any) -> None:
    """Must be a model."""
    if not hasattr(given, "nodes_in_order"):
        raise ApiError(say("{owner} needs a model. Received: {given!r:.80}.", owner=owner, given=given))


def numbers(owner: str, given: Any) -> Array:
    """An array of numbers, or of true and false."""
    try:
        array = np.asarray(read(owner, given))
    except ValueError:
        raise ApiError(say("{owner} must be an array: its rows differ in length or shape.", owner=owner)) from None
    if array.dtype.kind not in "biuf":
        raise ApiError(say("{owner} must be numbers. Received: {given!r:.80}.", owner=owner, given=given))
    return array


def fitting(
    batch_size: Any,
    epochs: Any,
    validation_split: Any,
    shuffle: Any,
    initial_epoch: Any,
    steps_per_epoch: Any,
    validation_steps: Any,
    validation_batch_size: Any,
    validation_freq: Any,
) -> None:
    """The numbers that `fit` counts by."""
    whole("fit", "epochs", epochs, 0)
    whole("fit", "initial_epoch", initial_epoch, 0)
    optional = {
        "batch_size": batch_size,
        "steps_per_epoch": steps_per_epoch,
        "validation_steps": validation_steps,
        "validation_batch_size": validation_batch_size,
    }
    for name, given in optional.items():
        whole("fit", name, given, optional=True)
    share("fit", "validation_split", validation_split)
    only("fit", "shuffle", bool(shuffle) if isinstance(shuffle, np.bool_) else shuffle, True, False, "batch")
    several = isinstance(validation_freq, Sequence) and not isinstance(validation_freq, str)
    for number in validation_freq if several else [validation_freq]:
        whole("fit", "validation_freq", number)


def counting(owner: str, batch_size: Any, steps: Any) -> None:
    """The numbers that `evaluate` and `predict` count by."""
    whole(owner, "batch_size", batch_size, optional=True)
    whole(owner, "steps", steps, optional=True)


def class_weight(given: Any) -> None:
    """Numbers by class number."""
    good = given is None or (
        isinstance(given, Mapping)
        and all(isinstance(key, (int, np.integer)) for key in given)
        and all(isinstance(weight, (int, float, np.number)) for weight in given.values())
    )
    if not good:
        raise ApiError(
            say(
                "class_weight must be a dict of numbers by class number, such as {example}. Received: {given!r:.80}.",
                example="{0: 1.0, 1: 2.5}",
                given=given,
            )
        )
