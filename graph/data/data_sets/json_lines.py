"""Records of JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.data.data_sets.letters_script import LETTERS
from graph.data.data_sets.table_script import columns_of
from graph.specs.params import param
from graph.specs.quoting import quoted
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class JsonLines(DatasetSpec):
    """A JSON object a line, or a list of objects: one sample each. Entries of an object inside are `outer.inner`."""

    caption: ClassVar[str] = "Records of JSON, one a line or in a list: each entry is a column here"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson", ".json")
    split: ClassVar[str] = "shuffled"
    examples: ClassVar[tuple[Any, ...]] = (
        {"path": "records.jsonl"},
        {"path": "records.json", "decimal": "comma", "text_columns": "zip"},
    )
    path: str = param("text", help="The .jsonl, .ndjson or .json file.")
    decimal: str = param(
        "choice",
        "auto",
        "What stands before the fraction where numbers were written as texts: 0.5 or 0,5.",
        choices=("auto", "point", "comma"),
        advanced=True,
    )
    text_columns: str = param(
        "text", "", "Columns that are categories although they hold numbers, such as 'zip, year'.", advanced=True
    )

    def script(self, name: str, columns: Sequence[str]) -> Script:
        table = f"pd.json_normalize(read_records(beside({quoted(self.path)})))"
        script = columns_of(name, table, self.text_columns, self.decimal)
        return Script(
            script.lines, ("import json", *script.imports), f"{READ_RECORDS}\n\n\n{LETTERS}\n\n\n{script.functions}"
        )


READ_RECORDS = '''\
def read_records(path):
    """The objects of a JSON file, one a line or in a list."""
    text = path.read_text(encoding=letters_of(path, "utf-8-sig"))
    if text.lstrip().startswith("["):
        return json.loads(text)
    found, end = json.JSONDecoder().raw_decode(text.strip())
    if end == len(text.strip()):
        return rows_of(found)
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def rows_of(found):
    """The rows of one object: of columns, as pandas writes them, or the object itself."""
    columns = list(found.values())
    if not columns or not all(isinstance(column, dict) for column in columns) or len(columns[0]) < 2:
        return [found]
    is_table = all(column.keys() == columns[0].keys() for column in columns)
    if not is_table or any(isinstance(value, dict) for value in columns[0].values()):
        return [found]
    return [{name: column[row] for name, column in found.items()} for row in columns[0]]'''
