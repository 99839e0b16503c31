"""Other data is read as the data trained on was: a column's kind, decimal mark and classes are not guessed anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graph.data.data_sets.csv_file import CsvFile
from runtime.data import DataError, Dataset, open_dataset
from runtime.data.vocabulary import same_classes

TRAINED = "code;size;town\n1;1,605;Bonn\n2;59,5;Ulm\n3;1.298,54;\nx;;Bonn\n"


def opened(tmp_path: Path, text: str, like: Dataset | None = None) -> Dataset:
    (tmp_path / "t.csv").write_text(text)
    return open_dataset(CsvFile("t.csv"), tmp_path, like)


def values(dataset: Dataset, name: str, like: Dataset) -> list[float]:
    column = same_classes(dataset.columns[name], like.columns[name].classes)
    return np.asarray(column.block(0, len(column))).tolist()


def test_texts_stay_texts_and_numbers_keep_their_mark(tmp_path: Path) -> None:
    trained = opened(tmp_path, TRAINED)
    new = opened(tmp_path, "code;size;town\n3;1,605;Ulm\n2;1.298;Ulm\n", trained)
    assert values(new, "code", trained) == [2, 1]  # the classes are 1, 2, 3, x
    np.testing.assert_allclose(values(new, "size", trained), [1.605, 1298])
    assert values(new, "town", trained) == [1, 1]


def test_what_is_wholly_missing_is_missing(tmp_path: Path) -> None:
    trained = opened(tmp_path, TRAINED)
    new = opened(tmp_path, "code;size;town\n1;;\n2;;\n", trained)
    assert np.isnan(values(new, "size", trained)).all()
    assert values(new, "town", trained) == [-1, -1]
    part = opened(tmp_path, "code;size;town\n1;1;Ulm\n2;2;\n", trained)
    assert values(part, "town", trained) == [1, -1]
    column = same_classes(new.columns["town"], trained.columns["town"].classes)
    assert column.classes == ("Bonn", "Ulm")


def test_a_single_row_of_texts_has_its_header_and_a_strange_cell_is_said(tmp_path: Path) -> None:
    trained = opened(tmp_path, TRAINED)
    assert opened(tmp_path, "town;code\nUlm;x\n", trained).rows == 1
    with pytest.raises(DataError, match="line 2: column 'size' holds numbers but here stands 'big'"):
        opened(tmp_path, "size\nbig\n", trained)
    with pytest.raises(DataError, match="has the class '9', which the data trained on has not"):
        values(opened(tmp_path, "code;size;town\n9;1;Ulm\n", trained), "code", trained)


@pytest.mark.parametrize(
    "text",
    [
        'name full,age,fare\n"Braund, Owen",22,7.25\n"Cumings, John",38,71.5\n',
        'id,alive,Name Full,Fare\n1,0,"Braund, Owen",7.25\n2,1,"Cumings, John",71.28\n',
        'time stamp,x,y\n2024-01-01 12:00,"1,500.5",0\n2024-01-02 12:00,"2,500.5",1\n',
    ],
)
def test_signs_inside_quotation_marks_are_no_delimiters(text: str, tmp_path: Path) -> None:
    assert list(opened(tmp_path, text).columns) == text.splitlines()[0].split(",")


def test_names_alone_are_a_header_without_rows(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="has a header but no rows"):
        opened(tmp_path, "a,b,c\n")
