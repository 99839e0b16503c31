"""Saves the columns that a plan uses, so that a script can be trained on them without this program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from graph.data.data_plan import Binding
from graph.export.data_script import array_keys, text_key
from graph.storage.atomic import atomic_file
from runtime.data.binding import as_array
from runtime.data.dataset import Dataset
from runtime.data.errors import bad


def save_columns(dataset: Dataset, bindings: Mapping[str, Binding], path: Path) -> None:
    """Write the bound columns, before preprocessing, as a compressed `.npz`; the old file stays if this fails.

    The arrays are called as `graph.data_script.array_keys` says. Raises DataError.
    """
    keys = array_keys(bindings)
    arrays = {}
    for binding in bindings.values():
        key, column = keys[binding.column], dataset.column(binding.column)
        if binding.reads_texts and column.classes:
            arrays[text_key(key)] = np.array([*column.classes, ""])[as_array(column)]
        else:
            array = as_array(column)
            if array.dtype.kind in "iu" and array.ndim == 1:
                # A script takes -1 for missing where whole numbers are of int32: those of categories are.
                array = array.astype(np.int32 if column.classes else np.int64)
            arrays[text_key(key) if binding.reads_texts else key] = array
    try:
        with atomic_file(path) as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise bad("The data can't be saved as {path}: {reason}.", path=path.name, reason=reason) from None
