"""Tables whose columns have types: Parquet, Arrow and Feather."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.data.data_sets.table_script import columns_of
from graph.specs.params import param
from graph.specs.quoting import quoted
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class ParquetFile(DatasetSpec):
    """A table in Apache Parquet, or in Arrow's own format, which Feather is too: its columns say what they hold.

    Numbers stay numbers; texts, days and times become categories; lists of equal length become arrays.
    """

    caption: ClassVar[str] = "A table of Parquet, Arrow or Feather: each column of it is a column here"
    suffixes: ClassVar[tuple[str, ...]] = (".parquet", ".pq", ".feather", ".arrow")
    split: ClassVar[str] = "shuffled"
    examples: ClassVar[tuple[Any, ...]] = ({"path": "table.parquet"}, {"path": "t.feather", "text_columns": "zip"})
    path: str = param("text", help="The .parquet, .feather or .arrow file.")
    text_columns: str = param(
        "text", "", "Columns that are categories although they hold numbers, such as 'zip, year'.", advanced=True
    )

    def script(self, name: str, columns: Sequence[str]) -> Script:
        reads = "read_parquet" if self.path.lower().endswith((".parquet", ".pq")) else "read_feather"
        return columns_of(name, f"pd.{reads}(beside({quoted(self.path)}))", self.text_columns, has_types=True)
