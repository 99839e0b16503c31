"""What data sets say of their columns before they are opened is what is in them."""

from __future__ import annotations

from typing import Any

import pytest

from graph.data.data_sets.data_set import DatasetSpec
from graph.specs.registry import kinds, make
from runtime.data.binding import Feed, suggest
from runtime.data.readers.reader import open_dataset

SETS = [
    pytest.param(made, id=f"{kind}-{i}")
    for kind, cls in kinds("dataset").items()
    for i, given in enumerate(cls.examples)
    if isinstance(made := make(cls, given), DatasetSpec) and not made.paths()
]


@pytest.mark.parametrize("spec", SETS)
def test_columns_are_as_they_were_told(spec: Any) -> None:
    opened = open_dataset(spec, None)
    told = {column.name: column for column in spec.columns()}
    assert told.keys() == opened.columns.keys()
    for name, column in told.items():
        found = opened.columns[name]
        assert (column.shape, column.dtype) == (found.shape[1:], str(found.dtype)), name
        assert column.classes == len(found.classes), name
        if not column.is_target:
            shape, dtype = column.entering()
            assert suggest(found, Feed("l", name, shape, dtype)) == column.steps()
    assert any(column.is_target for column in told.values())
