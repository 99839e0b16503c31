"""Tables of text: what is understood by itself, and that every complaint names its line."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.data.data_sets.csv_file import CsvFile
from runtime.data import DataError, Dataset, categories, guess_spec, open_dataset, table_columns, table_text
from runtime.data.readers.reader import guess_sets


def table(tmp_path: Path, text: str | bytes, **params: Any) -> Dataset:
    path = tmp_path / "t.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_dataset(CsvFile(str(path), **params))


def values(dataset: Dataset, name: str) -> list[float]:
    return dataset.column(name).block(0, dataset.rows).tolist()


def test_header_numbers_and_categories(tmp_path: Path) -> None:
    dataset = table(tmp_path, "size,weight,colour\n1,0.5,red\n2,1e-1,blue\n300,-.25,red\n")
    assert values(dataset, "size") == [1, 2, 300] and dataset.column("size").dtype.kind == "i"
    np.testing.assert_allclose(values(dataset, "weight"), [0.5, 0.1, -0.25], rtol=1e-6)
    assert dataset.column("weight").dtype == np.float32
    assert values(dataset, "colour") == [1, 0, 1] and dataset.column("colour").classes == ("blue", "red")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", " "])
def test_delimiter_is_found(mark: str, tmp_path: Path) -> None:
    dataset = table(tmp_path, f"a{mark}b\n1{mark}2\n3{mark}4\n")
    assert values(dataset, "b") == [2, 4]


def test_without_a_header_columns_are_counted(tmp_path: Path) -> None:
    dataset = table(tmp_path, "1,2\n3,4\n")
    assert values(dataset, "column_1") == [1, 3]
    assert values(table(tmp_path, "a,b\n1,2\n", header="yes"), "b") == [2]
    assert table(tmp_path, "x,y\nu,v\n", header="no").rows == 2


def test_quotes_blank_lines_and_declared_text(tmp_path: Path) -> None:
    dataset = table(tmp_path, 'zip,note\n\n0815,"a, b"\n0816,"two\nlines"\n', text_columns="zip")
    assert dataset.column("zip").classes == ("0815", "0816")
    assert dataset.column("note").classes == ("a, b", "two\nlines")


def test_oddities_are_read_and_noted(tmp_path: Path) -> None:
    dataset = table(tmp_path, b"\xef\xbb\xbfa,b\r\n1,2\r\n3,4\n")
    assert values(dataset, "a") == [1, 3]
    notes = [str(note) for note in dataset.describe().notes]
    assert notes[0].startswith("Line 1: the byte-order mark") and notes[1].startswith("Line 3: lines end in LF")


def test_columns_of_one_name_are_numbered(tmp_path: Path) -> None:
    dataset = table(tmp_path, "a,a,a_2,a,\n1,2,3,4,5\n")
    assert list(dataset.columns) == ["a", "a_3", "a_2", "a_4", "column_5"] and values(dataset, "a_3") == [2]
    assert "line 1: 2 columns have the name of another; a second a is called a_3" in str(dataset.notes[0])


@pytest.mark.parametrize(
    ("above", "mark", "told"),
    [
        ("sep=;\n", ";", "Line 1 names the delimiter"),
        ('"SEP=|"\n\n', "|", "Line 1 names the delimiter"),
        ("# made by a, b\n# and c\n", ",", "The lines above line 3 begin with #"),
        ("Report of May\n\nall in mm\n", ",", ""),
    ],
)
@pytest.mark.parametrize("header", ["a{0}b\n", ""])
def test_what_stands_above_a_table_is_left_out(tmp_path: Path, above: str, mark: str, told: str, header: str) -> None:
    skip = 0 if told else 3
    text = above + header.format(mark) + "".join(f"{i}{mark}{2 * i}\n" for i in range(40))
    dataset = table(tmp_path, text, skip=skip)
    second = list(dataset.columns)[1]
    assert second == ("b" if header else "column_2") and values(dataset, second) == [2 * i for i in range(40)]
    assert told in " ".join(map(str, dataset.notes))
    line = text.count("\n") + 1
    with pytest.raises(DataError, match=f"line {line}: 1 cells where the other lines have 2"):
        table(tmp_path, text + "x\n", skip=skip)


def test_long_lines_above_a_table_are_left_out_too(tmp_path: Path) -> None:
    text = "".join("t" * 400 + "\n" for _ in range(4000)) + "a,b\n1,2\n3,4\n"
    assert values(table(tmp_path, text, skip=4000), "b") == [2, 4]


def test_any_blanks_separate_where_blanks_do(tmp_path: Path) -> None:
    rows = "".join(f'{i}.5   {i % 7}    3  \t"a car {i}" \n' for i in range(30))
    (tmp_path / "cars.data").write_text(rows)
    dataset = open_dataset(guess_spec(tmp_path / "cars.data"))
    assert (
        values(dataset, "column_2")[:8] == [0, 1, 2, 3, 4, 5, 6, 0] and "a car 7" in dataset.column("column_4").classes
    )
    (tmp_path / "cars.odd").write_text(rows)
    assert isinstance(guess_sets(tmp_path / "cars.odd", CsvFile)[0], CsvFile)


def test_encodings(tmp_path: Path) -> None:
    assert table(tmp_path, "a,b\n1,é\n".encode("latin-1"), encoding="latin-1").column("b").classes == ("é",)
    for letters, chosen in (("utf-16", "utf-16"), ("utf-16", "utf-8"), ("utf-16", "latin-1"), ("utf-8-sig", "cp1252")):
        dataset = table(tmp_path, "ä,b\n1,é\n".encode(letters), encoding=chosen)
        assert values(dataset, "ä") == [1] and dataset.column("b").classes == ("é",)
        assert any("byte-order mark" in str(note) for note in dataset.notes) == (letters != chosen)


def test_missing_values_are_kept_for_the_check_before_training(tmp_path: Path) -> None:
    found = values(table(tmp_path, "a,b\n1,1\n,2\nNA,3\ninf,4\n"), "a")
    assert np.isnan(found[1]) and np.isnan(found[2]) and found[3] == np.inf


WRITTEN: dict[str, tuple[str, dict[str, str], list[float]]] = {
    "decimal comma": ("a;b\n0,512;0\n1,25;1\n", {}, [0.512, 1.25]),
    "three digits behind a nought": ("a;b\n0,512;0\n0,250;1\n", {}, [0.512, 0.25]),
    "thousands with commas": ('a,b\n"1,000",0\n"12,345.5",1\n', {}, [1000, 12345.5]),
    "thousands or fractions, by the table": ("a;b\n1,500;0,5\n2,250;0,25\n", {}, [1.5, 2.25]),
    "thousands or fractions, nothing says": ("a;b\n1,500;1\n2,250;2\n", {}, [1500, 2250]),
    "the same, said": ("a;b\n1,500;1\n2,250;2\n", {"decimal": "comma"}, [1.5, 2.25]),
    "points between thousands": ("a;b\n1.234,5;0\n-2.000,25;1\n", {}, [1234.5, -2000.25]),
    "points between thousands, by the table": ("a;b\n1.234;0,5\n2.000;1,25\n", {}, [1234, 2000]),
    "spaces between thousands": ("a;b\n1\u202f234,5;0\n2 000;1\n", {}, [1234.5, 2000]),
    "apostrophes": ("a;b\n1'234.5;0\n2'000;1\n", {}, [1234.5, 2000]),
    "dollars": ('a,b\n"$1,000.50",0\n-$20,1\n', {}, [1000.5, -20]),
    "euros behind": ("a;b\n10,50 €;0\n3 €;1\n", {}, [10.5, 3]),
    "percent": ("a,b\n12%,0\n3.5 %,1\n", {}, [12, 3.5]),
    "exponents": ("a;b\n1,5e3;0\n2E-1;1\n", {}, [1500, 0.2]),
    "a true minus sign": ("a;b\n\u22121,5;0\n2,5;1\n", {}, [-1.5, 2.5]),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_numbers_are_read_as_people_write_them(case: str, tmp_path: Path) -> None:
    text, params, numbers = WRITTEN[case]
    dataset = table(tmp_path, text, **params)
    np.testing.assert_allclose(values(dataset, "a"), numbers, rtol=1e-6)
    assert any("Column a: " in str(note) for note in dataset.describe().notes)
    assert dataset.column("a").classes == ()


def test_what_only_looks_like_numbers_stays_text(tmp_path: Path) -> None:
    for cells in (
        ("1.2.3.4", "10.0.0.1"),
        ("2021-03-04", "2021-03-05"),
        ("12:30", "1:05"),
        ("+-1", "1"),
        ("1,2,3", "1,2"),
    ):
        dataset = table(tmp_path, "a;b\n" + "".join(f"{cell};1\n" for cell in cells))
        assert dataset.column("a").classes == tuple(sorted(cells))


def test_a_missing_text_is_no_category(tmp_path: Path) -> None:
    dataset = table(tmp_path, "sex,y\nmale,1\n,2\nNA,3\nfemale,4\nnone,5\n")
    assert dataset.column("sex").classes == ("female", "male", "none")
    assert values(dataset, "sex") == [1, -1, -1, 0, 2]
    assert dataset.describe().columns[0].preview == ("male", "–", "–", "female", "none")


def test_large_whole_numbers_stay_exact(tmp_path: Path) -> None:
    assert values(table(tmp_path, "id,x\n16777217,0.5\n4294967297,1.5\n"), "id") == [16777217, 4294967297]


def test_many_blocks_are_one_table_and_neighbours_one_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_text, "FIRST_CHARACTERS", 9000)
    monkeypatch.setattr(table_text, "CHARACTERS_AT_ONCE", 100)
    numbers = np.random.default_rng(0).integers(0, 256, (3000, 5))
    text = "label,p_1,p_2,p_3,p_4\n" + "\n".join(",".join(map(str, row)) for row in numbers)
    dataset = table(tmp_path, text)
    pixels = dataset.column("p_*")
    assert pixels.dtype == np.uint8
    np.testing.assert_array_equal(pixels.block(0, 3000), numbers[:, 1:])
    out = np.empty((2, 3), np.float32)
    dataset.column("p_4, label, p_1").gather(np.array([2999, 0]), out)
    np.testing.assert_array_equal(out, numbers[[2999, 0]][:, [4, 0, 1]])


TEN = "a,b\n" + "1,2\n" * 10
BAD_TABLES: dict[str, tuple[str | bytes, dict[str, str], str]] = {
    "empty": ("", {}, "t.csv is empty"),
    "blank lines only": ("\n\n\n", {}, "t.csv is empty"),
    "header only": ("a,b\n", {"header": "yes"}, "has a header but no rows"),
    "short row": (TEN + "1\n", {}, "line 12: 1 cells where the other lines have 2"),
    "long row": (TEN + "1,2,3\n", {}, "line 12: 3 cells"),
    "short row far down": ("a,b\n" + "1,2\n" * 3000 + "7\n", {}, "line 3002: 1 cells"),
    "short row after quoted break": ('a,b\n"x\ny",1\n2\n', {}, "line 4: 1 cells"),
    "wrong delimiter": ("a;b\n1;2,5\n2;3\n", {"delimiter": "comma"}, "line 2: 2 cells"),
    "zero byte": (TEN + "1,\0\n", {}, "line 12: a zero byte"),
    "zero byte far down": ("a,b\n" + "1,2\n" * 3000 + "1,\0\n", {}, "line 3002: a zero byte"),
    "binary": (bytes(range(128)) * 10, {}, "a zero byte"),
    "not utf-8": (TEN.encode() + b"1,\xff\xfe\n", {}, "line 12: the letters are not stored as utf-8"),
    "utf-16 unannounced": ("a,b\n1,2\n".encode("utf-16-le"), {}, "line 1: a zero byte.*UTF-16 without a byte-order"),
    "half utf-16": (b"\xff\xfea\0,\0b", {"encoding": "utf-16"}, "line 1: the letters are not stored as utf-16"),
    "nothing below": (TEN, {"skip": 20}, "has nothing behind the 20 lines that are left out"),
    "a title": ("9,4,x,y\n" + "1,2,3,4\n" * 40, {}, "line 1: 'x' stands above numbers.*leave it out by skip=1"),
    "mark inside": (TEN + "\ufeff1,2\n", {}, "line 12: a byte-order mark inside"),
    "mark inside far down": ("a,b\n" + "1,2\n" * 3000 + "\ufeff1,2\n", {}, "line 3002: a byte-order mark"),
    "stray word": (TEN + "1,two\n", {}, "line 12: column 'b' holds numbers but here stands 'two'"),
    "stray word far down": ("a,b\n" + "1,2\n" * 3000 + "1,x\n", {}, "line 3002: column 'b' holds numbers"),
    "hexadecimal": (TEN + "0x10,2\n", {}, "line 12: column 'a' holds numbers but here stands '0x10'"),
    "underscore": (TEN + "1_000,2\n", {}, "line 12: column 'a' holds numbers but here stands '1_000'"),
    "thousands where a comma is decimal": ("a;b\n0,5;1\n" * 1 + "1,5;2\n" * 9 + "1,000.5;2\n", {}, "'1,000.5'"),
    "date": (TEN + "2021-03-04,2\n", {}, "line 12: column 'a' holds numbers but here stands '2021-03-04'"),
    "too large": (TEN + "1e400,2\n", {}, "line 12: '1e400' in column 'a' is larger than any number"),
    "too large far down": ("a,b\n" + "1,2\n" * 3000 + "-1e999,2\n", {}, "line 3002: '-1e999'"),
    "past float32": (TEN + "1e39,2\n", {}, "line 12: '1e39' in column 'a' is larger"),
    "open quote": (TEN + '1,"2\n' + "1,2\n" * 50, {}, "line 12: a quotation mark"),
    "text after quote": (TEN + '1,"2"x\n', {}, "line 12: a quotation mark"),
    "huge cell": (TEN + "1," + "9" * 140_000 + "\n", {}, "line 12: a cell is longer than 131072"),
    "no such text column": (TEN, {"text_columns": "c"}, "has no column 'c'"),
    "arabic digits": (TEN + "\u0661,2\n", {}, "line 12: column 'a' holds numbers"),
}


@pytest.mark.parametrize("case", BAD_TABLES)
def test_bad_table_gives_one_sentence(case: str, tmp_path: Path) -> None:
    text, params, sentence = BAD_TABLES[case]
    with pytest.raises(DataError, match=sentence) as caught:
        table(tmp_path, text, **params)
    assert "\n" not in str(caught.value)


def test_too_many_texts_are_no_categories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(categories, "MOST_CATEGORIES", 5)
    monkeypatch.setattr(table_columns, "MOST_CATEGORIES", 5)
    dataset = table(tmp_path, "a,b,c\n" + "".join(f"{i},w{i},x\n" for i in range(10)))
    assert list(dataset.columns) == ["a", "c"] and values(dataset, "a") == list(range(10))
    assert [str(n) for n in dataset.notes] == ["The column b is left out: it has more than 5 different texts."]


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_text, "LONGEST_LINE", 1000)
    monkeypatch.setattr(table_text, "FIRST_CHARACTERS", 2)
    with pytest.raises(DataError, match="line 2: the line never ends"):
        table(tmp_path, "a,b\n" + "1," * 2000)


def test_no_damage_ends_in_anything_but_a_sentence(tmp_path: Path) -> None:
    chance = random.Random(3)
    good = ("a,b,c\n" + "".join(f"{i},{i / 7:.3f},w{i % 4}\n" for i in range(60))).encode()
    for _ in range(300):
        raw = bytearray(good)
        for _ in range(chance.randrange(1, 6)):
            raw[chance.randrange(len(raw))] = chance.choice(b'"\n\r,;\0\xff\xef 0e-x')
        try:
            table(tmp_path, bytes(raw)).describe()
        except DataError as error:
            assert "t.csv" in str(error)


def test_two_kinds_of_line_ends_are_one_table_and_said_once(tmp_path: Path) -> None:
    dataset = table(tmp_path, "a,b\n" + "1,2\r\n3,4\n" * 5000)
    assert dataset.rows == 10_000 and set(values(dataset, "a")) == {1, 3}
    assert [str(note) for note in dataset.notes] == ["Line 2: lines end in CRLF from here, in LF before."]


def test_a_quotation_mark_that_never_closes_is_found_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_text, "LONGEST_LINE", 100_000)
    monkeypatch.setattr(table_text, "FIRST_CHARACTERS", 1000)
    with pytest.raises(DataError, match="line 3: a quotation mark opens here that never closes"):
        table(tmp_path, 'a,b\n1,2\n3,"' + "x,1\n" * 100_000)


def test_a_hundred_thousand_columns_take_no_time_that_grows_with_their_square(tmp_path: Path) -> None:
    names = ",".join(f"c{i}" for i in range(20_000))
    dataset = table(tmp_path, f"{names}\n" + f"{'1.5,' * 19_999}2\n" * 3)
    assert len(dataset.columns) == 20_000 and values(dataset, "c19999") == [2, 2, 2]


def test_quoted_cells_and_plain_ones_are_read_alike(tmp_path: Path) -> None:
    rows = [(f"w{i % 7}, a\nb" if i % 3 else "say {i % 5}", i / 8, i) for i in range(3000)]
    text = "t,x,n\n" + "".join(f'"{t.replace(chr(34), chr(34) * 2)}","{x}",{n}\n' for t, x, n in rows)
    dataset = table(tmp_path, text)
    assert values(dataset, "x") == [x for _, x, _ in rows] and values(dataset, "n") == [n for *_, n in rows]
    classes = dataset.column("t").classes
    assert [classes[int(code)] for code in values(dataset, "t")] == [t for t, _, _ in rows]


@pytest.mark.parametrize("cells", [["01067", "10115", ""], ["007", "012", "911"], ["0301234", "0307777", "NA"]])
def test_digits_that_begin_with_a_nought_are_names_unless_one_says_otherwise(cells: list[str], tmp_path: Path) -> None:
    text = "a,b\n" + "".join(f"{cell},{i}\n" for i, cell in enumerate(cells))
    dataset = table(tmp_path, text)
    assert dataset.column("a").classes == tuple(sorted(cell for cell in cells if cell.isdigit()))
    assert "begins with a nought, so these digits are names" in str(dataset.notes[0])
    stated = table(tmp_path, text, decimal="point")
    assert values(stated, "a")[:2] == [float(cells[0]), float(cells[1])] and not stated.notes
    assert values(open_dataset(CsvFile(str(tmp_path / "t.csv")), like=dataset), "a") == values(dataset, "a")


@pytest.mark.parametrize("cells", [["01", "12", "05"], ["0.51", "0.25"], ["0", "100", "020"], ["101", "100"]])
def test_other_noughts_are_of_numbers(cells: list[str], tmp_path: Path) -> None:
    found = table(tmp_path, "a,b\n" + "".join(f"{cell},1\n" for cell in cells)).column("a")
    assert not found.classes


def test_texts_beyond_the_most_categories_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(categories, "MOST_CATEGORIES", 3)
    texts = categories.Categories()
    assert texts.codes([*"abcdefa", None, ""]).tolist() == [0, 1, 2, 3, 0, 0, 0, -1, -1]
    assert texts.is_full and texts.names() == [*"abcd"]
