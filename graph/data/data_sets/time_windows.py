"""Time series cut into windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.specs.params import param
from graph.specs.quoting import quoted
from graph.specs.registry import kinds, make, register

NEXT = "_next"
"""What the name of a target ends in, which is a column's value behind the window."""


@register
@dataclass(frozen=True)
class TimeWindows(DatasetSpec):
    """The rows of a table, which follow each other in time, as windows that slide over them.

    Columns `window` (length, columns), and for each target `name_next`, its value `offset` rows behind the last of the
    window. As Keras' timeseries_dataset_from_array.
    """

    caption: ClassVar[str] = "A table of a time series, cut into windows, and what comes next"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".xlsx", ".ods", ".parquet", ".feather", ".jsonl")
    examples: ClassVar[tuple[Any, ...]] = (
        {"path": "weather.csv"},
        {
            "path": "w.csv",
            "columns_used": "a, b",
            "targets": "b, c",
            "length": 4,
            "stride": 2,
            "sampling": 3,
            "offset": 0,
        },
    )
    path: str = param("text", help="The table, its rows in the order of time.")
    columns_used: str = param("text", "", "Columns that are in the windows, such as 'temperature, wind'; empty: all.")
    targets: str = param("text", "", "Columns whose next value is learnt; empty: the last column of numbers.")
    length: int = param("int", 24, "Rows of a window.", low=1, high=100_000)
    stride: int = param("int", 1, "Rows from the beginning of a window to that of the next.", low=1, high=1_000_000)
    sampling: int = param("int", 1, "Every how many rows one is taken into the window.", low=1, high=100_000)
    offset: int = param(
        "int", 1, "Rows from the last of the window to the target: 1 is the next.", low=0, high=1_000_000
    )

    def script(self, name: str, columns: Sequence[str]) -> Script | None:
        ending = PurePath(self.path).suffix.lower()
        found = (kind for kind in kinds("dataset").values() if issubclass(kind, DatasetSpec) and kind is not type(self))
        kind = next((kind for kind in found if ending in kind.suffixes), None)
        inner = None if kind is None else make(kind, {"path": self.path}).script("table", ())
        if inner is None:
            return Script((f"raise ValueError({quoted(f'{self.path} is no table')})",))
        targets = tuple(text.removesuffix(NEXT) for text in columns if text.endswith(NEXT)) or _listed(self.targets)
        lines = (
            *inner.lines,
            f"names = {list(_listed(self.columns_used))!r} or list(table)".replace("'", '"'),
            f"targets = {list(targets)!r} or list(table)[-1:]".replace("'", '"'),
            'series = np.stack([table[name] for name in names], axis=-1).astype("float32")',
            f"last = {(self.length - 1) * self.sampling}",
            f"starts = np.arange(0, len(series) - last - {self.offset}, {self.stride})",
            f'{name} = {{"window": series[starts[:, None] + np.arange({self.length}) * {self.sampling}]}}',
            "for target in targets:",
            f'    {name}[f"{{target}}{NEXT}"] = np.asarray(table[target])[starts + last + {self.offset}]',
        )
        return Script(lines, inner.imports, inner.functions)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
