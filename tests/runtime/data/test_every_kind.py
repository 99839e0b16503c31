"""What holds for every kind of data set and data step; a new one needs nothing here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.data.data_sets.data_set import DatasetSpec
from graph.export.allowlist import check_script
from graph.specs.params import params_of
from graph.specs.registry import kinds, make
from runtime.data.column import ArrayColumn
from runtime.data.errors import DataError
from runtime.data.readers.reader import Reader, open_dataset
from runtime.data.stages import build_pipeline
from runtime.kinds.computes import computing


def values_of(category: str) -> list[Any]:
    return [
        pytest.param(make(kind, given), id=f"{name}-{i}")
        for name, kind in kinds(category).items()
        for i, given in enumerate(kind.examples)
    ]


SETS = values_of("dataset")
WITH_PATHS = [case for case in SETS if case.values[0].paths()]
WITHOUT = [case for case in SETS if not case.values[0].paths()]
NUMBERS = np.arange(48).reshape(8, 6) % 11


@pytest.mark.parametrize("spec", WITHOUT)
def test_a_set_without_files_opens_and_is_always_the_same(spec: DatasetSpec) -> None:
    first, second = open_dataset(spec), open_dataset(spec)
    assert list(first.columns) == list(second.columns)
    for name, column in first.columns.items():
        np.testing.assert_array_equal(column.block(0, first.rows), second.columns[name].block(0, first.rows))
    assert first.describe().rows == getattr(spec, "samples", first.rows)
    assert first.generated == spec.generated


@pytest.mark.parametrize("spec", WITH_PATHS)
def test_a_missing_file_is_said(spec: DatasetSpec, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no file or folder"):
        open_dataset(spec, tmp_path)


@pytest.mark.parametrize("spec", WITH_PATHS)
def test_its_dialog_asks_for_something(spec: DatasetSpec) -> None:
    assert "path" in params_of(spec)
    assert spec.suffixes or spec.takes_folder
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in spec.suffixes)


@pytest.mark.parametrize("spec", SETS)
def test_it_has_a_reader_a_caption_and_a_script_that_python_understands(spec: DatasetSpec) -> None:
    assert computing(type(spec), Reader) is not None
    assert type(spec).__dict__["caption"]
    script = spec.script("data", ())
    if script is not None:
        check_script("\n".join((*script.imports, script.functions, *script.lines)))
    assert (script is None) == (not spec.paths())


STEPS_ON_NUMBERS = [
    case
    for case in values_of("step")
    if not case.values[0].reads_texts and case.values[0].kind not in ("Resize", "Colours")  # see test_text_steps
]


@pytest.mark.parametrize("step", STEPS_ON_NUMBERS)
@pytest.mark.parametrize("dtype", ["int32", "uint8"])
def test_a_step_gives_what_it_says_and_what_its_line_of_python_gives(step: Any, dtype: str) -> None:
    array = NUMBERS.astype(dtype)
    pipeline = build_pipeline(ArrayColumn("x", array), (step,), "it")
    found = pipeline.run(array)
    known = step if getattr(step, "classes", 0) is not None else step.replace(classes=int(array.max()) + 1)
    shape, type_ = known.result((6,), dtype)
    assert (found.shape[1:], str(found.dtype)) == (shape, type_)
    expected = eval_line(step, array)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)
    assert found.shape == expected.shape


def eval_line(step: Any, array: np.ndarray) -> np.ndarray:
    names: dict[str, Any] = {"np": np, "keras": keras, "x": array}
    source = "\n".join((*step.imports, step.function, f"y = {step.code('x', 'x')}"))
    exec(compile(source, "<step>", "exec"), names)  # noqa: S102 - lines this program wrote
    return np.asarray(names["y"])
