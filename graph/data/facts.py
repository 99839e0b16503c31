"""What is known of the data that feeds a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.specs.message import Message


@dataclass(frozen=True)
class ClassRows:
    """The first and the last row in which a class occurs, counted from 0, and how many rows it has, 0 if unknown."""

    name: str
    first: int
    last: int
    count: int = 0


ROW_NUMBERS, IDS, DATES, FILES = "row numbers", "identifiers", "dates", "file names"
TELEPHONES, POSTCODES, COUNTRIES, TEXTS = "telephone numbers", "postcodes", "country codes", "texts"
LOOKS = (ROW_NUMBERS, IDS, DATES, FILES, TELEPHONES, POSTCODES, COUNTRIES, TEXTS)
"""What a column can seem to hold that is no quantity, and often no category either."""


@dataclass(frozen=True)
class SourceFacts:
    """What is known of one column of the data set as it comes, before any step. It has one value in a row."""

    name: str
    rows: int
    different: int = 0
    """How many different values it has, what is missing left out; 0 where they were not counted."""
    low: float | None = None
    high: float | None = None
    has_classes: bool = False
    looks: str = ""
    """One of LOOKS, or nothing."""
    example: str = ""
    tells: str = ""
    """The column that is learnt, where this one is a copy of it or says the same in other values."""
    is_copy: bool = False


@dataclass(frozen=True)
class RepeatedRows:
    """Rows that are the same as an earlier one in all columns: how many, and the first of them, counted from 0."""

    count: int
    row: int
    same_as: int


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
    seen: int = 0
    """Samples that were looked at; 0 where nobody counted."""
    sources: tuple[SourceFacts, ...] = ()
    """The columns that it comes from, as far as they have one value in a row."""
    sums: tuple[float, float] | None = None
    """Of rows of several numbers: the least and the greatest sum of one."""
    repeated: RepeatedRows | None = None
    """Of a target: rows that say nothing new."""


@dataclass(frozen=True)
class DataFacts:
    """What is known of a document's data: by the id of the Input or Output layer, and the number of samples.

    `trouble` is why a data set can't be read at all, `troubles` why a layer can't be fed with what is bound to it.
    """

    columns: Mapping[str, ColumnFacts] = field(default_factory=dict)
    samples: int = 0
    trouble: Message | None = None
    troubles: Mapping[str, Message] = field(default_factory=dict)
