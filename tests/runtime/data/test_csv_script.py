"""The script's own `read_csv` against the reader of tables: the same columns from whatever stands in the cells."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.data.data_sets.csv_file import DELIMITERS, READ_CSV, CsvFile
from runtime.data.errors import DataError
from runtime.data.readers.csv_file import open_csv

PLAIN = st.one_of(
    st.integers(-2000, 2000).map(str),
    st.floats(-1e6, 1e6).map(lambda number: f"{number:.2f}"),
    st.sampled_from(["1e5", "-2.5E-3", ".5", "5.", "0.512", "inf", "-Infinity", "9007199254740993", "1e300"]),
)
MISSING = st.sampled_from(["", " ", "NA", "n/a", "#N/A", "<NA>", "nan", "NULL", "none", "?", "None"])
GROUPED = st.tuples(
    st.sampled_from(["", "-", "+", "\u2212"]),
    st.sampled_from(["1", "12", "123", "0"]),
    st.lists(st.sampled_from(["234", "000", "50"]), max_size=2),
    st.sampled_from(["", "5", "25", "125", "1250"]),
)
SIGNS = st.sampled_from(["{}", "{} €", "${}", "-${}", "{}%", "{} ₽", "₹ {}", "£ -{}", "¢{}‰"])
ODD = st.text(alphabet="0123456789.,'’ \u00a0\u202f\t+-\u2212eE$€%‰x?", max_size=7)
WORDS = st.sampled_from(["yes", "no", "a b", "2021-03-04", "555 1234", "1'2", "10.0.0.1", "5%5", "$inf", "12:30"])


@st.composite
def columns(draw: st.DrawFn, rows: int) -> list[str]:
    """Cells that are alike, as those of a column are, and perhaps one that is not."""
    mark, group = draw(st.sampled_from([".", ","])), draw(st.sampled_from(["", ".", ",", " ", "'", "\u202f"]))
    sign = draw(SIGNS)
    written = GROUPED.map(lambda p: sign.format(p[0] + group.join([p[1], *p[2]]) + (mark + p[3] if p[3] else "")))
    bare = GROUPED.map(lambda p: p[0] + group.join([p[1], *p[2]]) + (mark + p[3] if p[3] else ""))
    kinds = [PLAIN, written, bare, WORDS, ODD, PLAIN | MISSING, bare | MISSING, written | bare, WORDS | MISSING]
    cells = draw(st.lists(draw(st.sampled_from(kinds)), min_size=rows, max_size=rows))
    if draw(st.integers(0, 3)) == 0:
        cells[0] = draw(ODD | MISSING | PLAIN | WORDS)
    return cells


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, CsvFile]:
    delimiter = draw(st.sampled_from(["auto", *DELIMITERS]))
    mark = DELIMITERS.get(delimiter) or draw(st.sampled_from(list(DELIMITERS.values())))
    rows = draw(st.integers(1, 6))
    found = draw(st.lists(columns(rows), min_size=1, max_size=3))
    lines = [[f"c{i}" for i in range(len(found))], *zip(*found, strict=True)]
    text = "".join(
        mark.join(f'"{cell}"' if mark in cell or not cell else cell for cell in line) + "\n" for line in lines
    )
    decimal = draw(st.sampled_from(["auto", "auto", "point", "comma"]))
    texts = draw(st.sampled_from(["", "", "c0"]))
    return text, CsvFile("table.csv", delimiter=delimiter, header="yes", decimal=decimal, text_columns=texts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("script")


@pytest.fixture(scope="module")
def read_csv(folder: Path) -> Callable[..., dict[str, Any]]:
    """The function as a script has it."""
    path = folder / "functions.py"
    path.write_text(f"import csv\nimport re\nimport numpy as np\n\n\n{READ_CSV}\n", encoding="utf-8")
    found: Callable[..., dict[str, Any]] = runpy.run_path(str(path))["read_csv"]
    return found


def same(path: Path, spec: CsvFile, read_csv: Callable[..., dict[str, Any]]) -> None:
    """Nothing where the reader refuses the table, which then nobody has trained on."""
    try:
        dataset = open_csv(path, spec)
    except DataError:
        return
    decimal = {"point": ".", "comma": ","}.get(spec.decimal)
    texts = tuple(filter(None, [spec.text_columns]))
    read = read_csv(path, DELIMITERS.get(spec.delimiter), "utf-8", spec.header == "yes", decimal, texts)
    assert list(read) == list(dataset.columns)
    for label in read:
        column = dataset.column(label)
        values = column.block(0, len(dataset))
        np.testing.assert_allclose(read[label], values, rtol=1e-6, err_msg=label)
        if np.abs(values).max() < 1 << 23:  # from there on float32 has no halves
            assert (read[label].dtype.kind == "f") == (values.dtype.kind == "f"), label


@given(tables())
@settings(max_examples=150, deadline=None)
def test_random_tables(folder: Path, read_csv: Callable[..., dict[str, Any]], table: tuple[str, CsvFile]) -> None:
    text, spec = table
    path = folder / "table.csv"
    path.write_bytes(text.encode())
    same(path, spec, read_csv)


TABLES = {
    "digits with a space, as in telephone numbers": "a;b\n555 1234;0\n555 9876;1\n",
    "rupees": "a;b\n₹12.5;0\n₹3;1\n",
    "infinite": "a;b\n1;0\ninf;1\n",
    "larger than whole numbers are exact": "a;b\n1;0\n1e20;1\n",
    "a text with a comma proves nothing": "a;b;c\n1,500;1;0,5 or so\n2,250;2;0,5\n",
    "two marks": "a;b;c\n1,500;0.5;2,5\n2,250;0.25;1,5\n",
    "two ways to write thousands": "a;b\n1 234,5;0\n1.234,5;1\n",
    "one column": "a\n1\n2\n",
    "one name again": "a,a,a_2,a,,column_5\n1,2,3,4,5,6\n",
    "spaces after one another": "a  b\n1  2\n3  4\n",
    "a line that names the delimiter": "sep=;\na;b\n1,5;2\n3,5;4\n",
    "comments": "# source: somewhere, by someone\n\n# and more\na,b\n1,2\n3,4\n",
    "a header in a comment": "# by hand\n# a b c\n1 2 3\n4 5 6\n",
    "rows that begin like comments": "#00f,1\n#0f0,2\nred,3\n",
    "blanks of all kinds": '  a   b \t "c d"  \n1  2\t"x  y"\n 3\t4   z \n',
    "mail addresses": "a,b\nx@y.z,1\nu@v.w,2\n",
}


@pytest.mark.parametrize("case", TABLES)
def test_a_table(case: str, tmp_path: Path, read_csv: Callable[..., dict[str, Any]]) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLES[case], encoding="utf-8")
    open_csv(path, CsvFile(str(path), header="yes"))
    same(path, CsvFile(str(path), header="yes"), read_csv)


def test_the_first_thousand_rows_say_how_a_column_is_written(
    tmp_path: Path, read_csv: Callable[..., dict[str, Any]]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a;b\n" + "1,500;1\n" * 1000 + "2,250;0,5\n")
    with pytest.raises(DataError):
        open_csv(path, CsvFile(str(path)))
    with pytest.raises(ValueError, match="0,5"):
        read_csv(path, ";", "utf-8", True, None, ())
