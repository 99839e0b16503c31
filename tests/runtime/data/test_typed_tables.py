"""Tables whose cells are values already: Parquet, Arrow, workbooks and JSON."""

from __future__ import annotations

import json
import warnings
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import feather, parquet

from graph.data.data_sets.json_lines import READ_RECORDS
from graph.data.data_sets.letters_script import LETTERS
from runtime.data import DataError, Dataset, guess_spec, open_dataset
from tests.runtime.data.workbooks import sheet_xml, write_ods, write_xlsx

NAN = float("nan")


def opened(path: Path, **params: Any) -> Dataset:
    return open_dataset(guess_spec(path).replace(**params))


def values(dataset: Dataset, name: str) -> Any:
    return dataset.column(name).block(0, dataset.rows).tolist()


def same(found: Any, expected: Any) -> None:
    np.testing.assert_array_equal(np.array(found, np.float64), np.array(expected, np.float64))


ARROW = {
    "whole": pa.array([1, 2, 4_294_967_297]),
    "gap": pa.array([1, None, 3]),
    "fraction": pa.array([0.5, -1.5, 1e10]),
    "word": pa.array(["b", None, "a"]),
    "coded": pa.array(["u", "v", None]).dictionary_encode(),
    "flag": pa.array([True, False, True]),
    "day": pa.array([date(2024, 1, 31), None, date(2023, 1, 1)]),
    "moment": pa.array([datetime(2024, 1, 31, 12, 30), datetime(2024, 2, 1), None], pa.timestamp("us", tz="UTC")),
    "list": pa.array([[1, 2], [3, 4], [5, 6]]),
    "ragged": pa.array([[1.5], [], [2, 3]], pa.list_(pa.float64())),
    "image": pa.array([[[1, 2], [3, 4]]] * 3, pa.list_(pa.list_(pa.uint8(), 2), 2)),
    "outer": pa.array([{"inner": 7, "word": "x"}] * 3),
    "bytes": pa.array([b"x"] * 3),
    "nothing": pa.nulls(3),
}


@pytest.mark.parametrize("ending", ["parquet", "feather", "arrow"])
def test_the_columns_of_typed_tables_say_what_they_hold(ending: str, tmp_path: Path) -> None:
    table, path = pa.table(ARROW), tmp_path / f"t.{ending}"
    if ending == "parquet":
        parquet.write_table(table, path, write_page_checksum=True, row_group_size=2)
    elif ending == "feather":
        feather.write_feather(table, path)
    else:
        with pa.OSFile(str(path), "w") as sink, pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table, max_chunksize=2)
    dataset = opened(path)
    assert values(dataset, "whole") == [1, 2, 4294967297]
    same(values(dataset, "gap"), [1, NAN, 3])
    same(values(dataset, "fraction"), [0.5, -1.5, 1e10])
    assert values(dataset, "word") == [1, -1, 0] and dataset.column("word").classes == ("a", "b")
    assert values(dataset, "coded") == [0, 1, -1]
    assert values(dataset, "flag") == [True, False, True]
    assert dataset.column("day").classes == ("2023-01-01", "2024-01-31") and values(dataset, "day") == [1, -1, 0]
    assert dataset.column("moment").classes == ("2024-01-31 12:30:00", "2024-02-01")
    assert values(dataset, "list") == [[1, 2], [3, 4], [5, 6]]
    assert values(dataset, "ragged") == [[1.5, 0], [0, 0], [2, 3]]
    assert dataset.column("image").shape == (3, 2, 2) and dataset.column("image").dtype == np.uint8
    assert values(dataset, "outer.inner") == [7, 7, 7] and dataset.column("outer.word").classes == ("x",)
    same(values(dataset, "nothing"), [NAN] * 3)
    assert [str(note) for note in dataset.notes] == [
        "Column ragged: shorter lists are filled up with 0 behind, to 2 numbers.",
        "The column bytes is left out: it holds values of the type binary.",
    ]


def test_a_number_column_can_be_categories(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"zip": [1010, 99, 1010], "x": [1.0, 2.5, None]}), tmp_path / "t.parquet")
    dataset = opened(tmp_path / "t.parquet", text_columns="zip, x")
    assert dataset.column("zip").classes == ("1010", "99") and dataset.column("x").classes == ("1", "2.5")
    with pytest.raises(DataError, match="has no column 'zap', which is listed under text columns"):
        opened(tmp_path / "t.parquet", text_columns="zap")


def test_a_changed_byte_of_parquet_is_found_by_its_checksum(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    parquet.write_table(pa.table({"x": np.arange(1000.0)}), path, write_page_checksum=True, compression="none")
    data = bytearray(path.read_bytes())
    data[2000] ^= 1
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"t\.parquet is damaged.*CRC"):
        opened(path)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b"ARROW1\0\0", b"nothing"])
@pytest.mark.parametrize("ending", ["parquet", "feather"])
def test_what_is_no_typed_table_is_said(ending: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"t.{ending}"
    path.write_bytes(content)
    with pytest.raises(DataError, match="is damaged, or no table of Parquet or Arrow"):
        opened(path)


def test_a_number_too_large_to_compute_with_is_refused_with_its_row(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"x": [1.0, 1e300]}), tmp_path / "t.parquet")
    with pytest.raises(DataError, match=r"t\.parquet, row 1: '1e\+300' in column 'x' is larger"):
        opened(tmp_path / "t.parquet")
    (tmp_path / "t.jsonl").write_text('{"x": 1}\n{"x": 1e300}\n')
    with pytest.raises(DataError, match=r"t\.jsonl, line 2: '1e\+300' in column 'x' is larger"):
        opened(tmp_path / "t.jsonl")
    (tmp_path / "t.jsonl").write_text('{"x": 1}\n{"x": 1' + "0" * 400 + "}\n")
    with pytest.raises(DataError, match=r"t\.jsonl, line 2: .* in column 'x' is larger"):
        opened(tmp_path / "t.jsonl")


SHEET = [
    ["name", "n", "price", "day", "at", "ok", "sum", "err"],
    ["a", 1, 1.5, date(2024, 1, 31), datetime(2024, 1, 31, 12, 30), True, "=B2*2", 1],
    [None, 2, None, date(2024, 2, 1), None, False, "=B3*2", "#DIV/0!"],
    [None] * 8,
    ["c", "3", "2,5", None, None, True, 8, 3],
]


def test_a_sheet_is_read_as_people_see_it(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", {"Empty": sheet_xml([]), "Data": sheet_xml(SHEET, ["A2:A3"])})
    dataset = opened(path)
    assert dataset.rows == 3 and str(dataset.description) == "The sheet Data"
    assert values(dataset, "name") == [0, -1, 1] and dataset.column("name").classes == ("a", "c")
    assert values(dataset, "n") == [1, 2, 3]
    same(values(dataset, "price"), [1.5, NAN, 2.5])
    assert dataset.column("day").classes == ("2024-01-31", "2024-02-01")
    assert dataset.column("at").classes == ("2024-01-31 12:30:00",)
    assert values(dataset, "ok") == [True, False, True]
    same(values(dataset, "sum"), [NAN, NAN, 8])
    same(values(dataset, "err"), [1, NAN, 3])
    notes = "\n".join(map(str, dataset.notes))
    assert "2 cells hold a formula whose value is not stored" in notes
    assert "1 areas of merged cells, the first in row 2" in notes
    assert "Column price: '2,5' is read as 2.5" in notes
    assert "other sheets too: Empty. One is chosen by its name, as in sheet=Empty" in notes
    assert not any("other sheets" in str(note) for note in opened(path, sheet="Data").notes)


def test_a_title_above_the_table_is_left_out_and_said(tmp_path: Path) -> None:
    rows = [["Sales of 2024"], [], [None, "shop", "sold"], [None, "north", 3], [None, "south", 4]]
    path = write_xlsx(tmp_path / "t.xlsx", {"S": sheet_xml(rows)})
    dataset = opened(path)
    assert list(dataset.columns) == ["shop", "sold"]
    assert values(dataset, "sold") == [3, 4]
    assert "Row 3 names the columns" in str(dataset.notes[0])
    assert values(opened(path, header_row=4), "3") == [4]
    with pytest.raises(DataError, match=r"row 2 is empty: it names no columns"):
        opened(path, header_row=2)
    with pytest.raises(DataError, match="has no sheet 'T'"):
        opened(path, sheet="T")


def test_a_sheet_without_names_has_counted_columns(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", {"S": sheet_xml([[1, "x"], [2, "y"]])})
    assert values(opened(path), "column_1") == [1, 2]
    again = write_xlsx(tmp_path / "again.xlsx", {"S": sheet_xml([["a", "a"], [1, 3]])})
    assert values(opened(again), "a_2") == [3]


def test_a_stray_cell_is_named_by_its_row(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["x"], *([i] for i in range(30)), [], ["oops"]]
    path = write_xlsx(tmp_path / "t.xlsx", {"S": sheet_xml(rows)})
    with pytest.raises(DataError, match=r"t\.xlsx \(S\), row 33: column 'x' holds numbers but here stands 'oops'"):
        opened(path)
    assert "oops" in opened(path, text_columns="x").column("x").classes


ROW = "<table:table-row{}>{}</table:table-row>"
NUMBER = '<table:table-cell{} office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
WORD = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def test_open_document_with_its_repeated_cells(tmp_path: Path) -> None:
    empty = ROW.format(
        ' table:number-rows-repeated="1048570"', '<table:table-cell table:number-columns-repeated="1024"/>'
    )
    repeated = NUMBER.format(' table:number-columns-repeated="2"', 5, 5)
    rows = ROW.format("", WORD.format("x") + WORD.format("y")) + ROW.format(' table:number-rows-repeated="3"', repeated)
    dataset = opened(write_ods(tmp_path / "t.ods", rows + empty))
    assert values(dataset, "x") == values(dataset, "y") == [5, 5, 5]


def far_apart() -> str:
    xml = sheet_xml([["x"], [1]])
    return xml.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def test_cells_that_would_fill_the_memory_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="3 cells are spread over 1048576 rows and 16384 columns"):
        opened(write_xlsx(tmp_path / "t.xlsx", {"S": far_apart()}))
    times = ' table:number-columns-repeated="1000"'
    rows = ROW.format(' table:number-rows-repeated="100000"', NUMBER.format(times, 1, 1))
    with pytest.raises(DataError, match="1 cells are spread over 100000 rows and 1000 columns"):
        opened(write_ods(tmp_path / "t.ods", rows))


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize("content", [b"", b"PK\3\4" + b"x" * 100, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_what_is_no_workbook_is_said(ending: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"t.{ending}"
    path.write_bytes(content)
    with pytest.raises(DataError, match="is damaged or no workbook"):
        opened(path)


RECORDS = [
    {"n": i, "f": i / 4, "word": "xyz"[i % 3], "ok": i % 2 == 0, "in": {"deep": {"er": i}}, "list": [i, 1]}
    | {"typed": f"{i},5"}
    for i in range(6)
]  # fmt: skip


@pytest.mark.parametrize("listed", [False, True])
def test_records_of_json(listed: bool, tmp_path: Path) -> None:
    text = json.dumps(RECORDS, indent=1) if listed else "\n\n".join(map(json.dumps, RECORDS))
    path = tmp_path / ("t.json" if listed else "t.jsonl")
    path.write_text(text, encoding="utf-16" if listed else "utf-8-sig")
    dataset = opened(path)
    assert values(dataset, "n") == list(range(6)) and values(dataset, "in.deep.er") == list(range(6))
    assert values(dataset, "f") == [i / 4 for i in range(6)]
    assert dataset.column("word").classes == ("x", "y", "z")
    assert values(dataset, "ok") == [True, False] * 3
    assert values(dataset, "list") == [[i, 1] for i in range(6)]
    assert values(dataset, "typed") == [i + 0.5 for i in range(6)]


def by_columns(indent: int | None = None) -> str:
    return json.dumps(
        {key: {str(i): record[key] for i, record in enumerate(RECORDS)} for key in ("n", "f", "word")}, indent=indent
    )


@pytest.mark.parametrize("indent", [None, 2])
def test_columns_of_json_as_pandas_writes_them(tmp_path: Path, indent: int | None) -> None:
    (tmp_path / "t.json").write_text(by_columns(indent))
    dataset = opened(tmp_path / "t.json")
    assert values(dataset, "f") == [i / 4 for i in range(6)] and dataset.column("word").classes == ("x", "y", "z")
    assert str(dataset.notes[0]) == "The entries are columns, with 6 rows each."
    read: dict[str, Any] = {}
    exec(f"import json\n{LETTERS}\n{READ_RECORDS}", read)  # noqa: S102 - lines this program wrote
    assert read["read_records"](tmp_path / "t.json") == [{key: r[key] for key in ("n", "f", "word")} for r in RECORDS]
    record = '{"at": {"x": 1, "y": 2}, "to": {"x": 3, "y": 4}}\n'
    (tmp_path / "known.jsonl").write_text(record * 2)
    (tmp_path / "one.jsonl").write_text(record)
    known = opened(tmp_path / "known.jsonl")
    assert list(open_dataset(guess_spec(tmp_path / "one.jsonl"), like=known).columns) == list(known.columns)


BAD_JSON = {
    "no value": ('{"a": 1}\n{"a": }\n', r"line 2: this is no JSON \(Expecting value at character 7\)"),
    "no record": ('{"a": 1}\n[1]\n', r"line 2: expected a record such as .* Received: \[1\]"),
    "a stray text": ('{"a": 1}\n' * 1500 + '{"a": "x"}', "line 1501: column 'a' holds numbers but here stands 'x'"),
    "another list": ('{"a": [1]}\n{"a": 1}\n', "line 2: column 'a' has no list here"),
    "uneven lists": ('{"a": [[1], [1, 2]]}\n', "the lists of column 'a' from here on are not all of numbers"),
    "too deep": ('{"a":' * 100_000, "its lists lie too deep in each other"),
    "endless digits": ('{"a": 1' + "0" * 5000 + "}", "a number has too many digits"),
    "nothing": ("\n\n", "is empty"),
    "other letters": (b'{"a": "\xff"}\n', "is no text in UTF-8"),
}


@pytest.mark.parametrize("case", BAD_JSON)
def test_what_is_wrong_with_records_is_said_with_its_line(case: str, tmp_path: Path) -> None:
    text, sentence = BAD_JSON[case]
    path = tmp_path / "t.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DataError, match=sentence):
        opened(path)


def test_entries_that_come_late_or_hold_no_numbers_are_left_out_and_said(tmp_path: Path) -> None:
    lines = [{"a": i, "tags": ["x"]} for i in range(1500)]
    lines[1200]["late"] = 1
    (tmp_path / "t.ndjson").write_text("\n".join(map(json.dumps, lines)))
    dataset = opened(tmp_path / "t.ndjson")
    assert list(dataset.columns) == ["a"]
    notes = [str(note) for note in dataset.notes]
    assert notes[0] == "The column tags is left out: it holds lists of other things than numbers."
    assert "late (first at t.ndjson, line 1201)" in notes[1]


def test_other_rows_are_read_as_those_trained_on(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"x": "1,5", "zip": "a1"}\n{"x": "2,25", "zip": "b"}\n')
    (tmp_path / "b.jsonl").write_text('{"x": "1,234", "zip": "12"}\n')
    known = opened(tmp_path / "a.jsonl")
    dataset = open_dataset(guess_spec(tmp_path / "b.jsonl"), like=known)
    assert values(dataset, "x") == [pytest.approx(1.234)] and dataset.column("zip").classes == ("12",)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert values(opened(tmp_path / "b.jsonl"), "x") == [1234]
