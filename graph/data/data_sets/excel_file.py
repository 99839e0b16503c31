"""Tables in workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.data_sets.data_set import DatasetSpec, Script
from graph.data.data_sets.table_script import NUMBERED, columns_of
from graph.specs.params import param
from graph.specs.quoting import quoted
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class ExcelFile(DatasetSpec):
    """A sheet of a workbook: formulas count by the value that was stored with them, empty rows are left out."""

    caption: ClassVar[str] = "A sheet of a workbook (.xlsx, .xls, .ods): each column of it is a column here"
    suffixes: ClassVar[tuple[str, ...]] = (".xlsx", ".xlsm", ".xls", ".ods")
    split: ClassVar[str] = "shuffled"
    examples: ClassVar[tuple[Any, ...]] = (
        {"path": "book.xlsx"},
        {"path": "book.ods", "sheet": "2024", "header_row": 3, "text_columns": "zip"},
    )
    path: str = param("text", help="The .xlsx, .xlsm, .xls or .ods file.")
    sheet: str = param("text", "", "The name of the sheet; empty: the first that holds a table.")
    header_row: int = param(
        "int",
        0,
        "The row that names the columns, counted as in the sheet; 0: the first that is about as wide as the table.",
        low=0,
        high=1_048_576,
        advanced=True,
    )
    decimal: str = param(
        "choice",
        "auto",
        "What stands before the fraction where numbers were typed as texts: 0.5 or 0,5.",
        choices=("auto", "point", "comma"),
        advanced=True,
    )
    text_columns: str = param(
        "text", "", "Columns that are categories although they hold numbers, such as 'zip, year'.", advanced=True
    )

    def script(self, name: str, columns: Sequence[str]) -> Script:
        given = [f"beside({quoted(self.path)})", quoted(self.sheet) if self.sheet else "None", str(self.header_row)]
        script = columns_of(name, f"read_sheet({', '.join(given)})", self.text_columns, self.decimal)
        return Script(script.lines, script.imports, f"{READ_SHEET}\n\n\n{NUMBERED}\n\n\n{script.functions}")


READ_SHEET = '''\
def read_sheet(path, sheet, header_row):
    """A sheet's rows below the one that names the columns: a given one, else the first as wide as the table."""
    engine = None if path.suffix.lower() in (".xlsx", ".xlsm") else "calamine"
    given = {"header": None, "dtype": object, "keep_default_na": False, "na_values": [""], "engine": engine}
    table = pd.read_excel(path, sheet_name=sheet, **given)
    if sheet is None:
        table = next(found for found in table.values() if len(found))
    table = table.dropna(how="all")
    if header_row:
        place = list(table.index).index(header_row - 1)
    else:
        filled = table.notna().sum(axis=1).to_numpy()[:1020]
        place = int((2 * filled > filled.max()).argmax())
    table = table.iloc[place:].dropna(how="all", axis=1)
    names, place = list(table.iloc[0]), 0
    is_named = all(pd.isna(name) or (isinstance(name, str) and not is_digits(name)) for name in names)
    if not header_row and not is_named:
        names, place = [None] * len(names), -1
    table = table.iloc[place + 1 :]
    names = [f"column_{i + 1}" if pd.isna(name) else text_of(name).strip() for i, name in enumerate(names)]
    table.columns = numbered(names)
    return table


def is_digits(cell):
    return bool(styles_of([cell], None))'''
