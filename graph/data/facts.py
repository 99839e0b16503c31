"""What is known of the data that feeds a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.specs.message import Message


@dataclass(frozen=True)
class ClassRows:
    """The first and the last row in which a class occurs, counted from 0."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class ColumnFacts:
    """What is known of the data that feeds one Input or is the target of one Output, after all its steps.

    `shape` is that of one sample; `low` and `high` are None where they have not been measured.
    """

    shape: tuple[int, ...]
    dtype: str = "float32"
    low: float | None = None
    high: float | None = None
    has_nan: bool = False
    """Whether a number is NaN or infinite."""
    is_integer: bool = False
    """Whether every number is whole, whatever the dtype."""
    in_memory: bool = True
    """Whether all samples lie in memory while training; else each batch is read when its turn comes."""
    classes: tuple[ClassRows, ...] = ()
    """Of a target that is class numbers: where each class stands."""


@dataclass(frozen=True)
class DataFacts:
    """What is known of a document's data: by the id of the Input or Output layer, and the number of samples.

    `trouble` is why a data set can't be read at all, `troubles` why a layer can't be fed with what is bound to it.
    """

    columns: Mapping[str, ColumnFacts] = field(default_factory=dict)
    samples: int = 0
    trouble: Message | None = None
    troubles: Mapping[str, Message] = field(default_factory=dict)
