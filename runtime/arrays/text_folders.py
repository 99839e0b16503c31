"""Data sets of folders of texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from runtime.arrays.folders import Folder, data_sets
from runtime.arrays.windows import checked_form
from runtime.data.errors import bad

OWNER = "text_dataset_from_directory"


def text_dataset_from_directory(
    directory: Any,
    labels: Any = "inferred",
    label_mode: str | None = "int",
    class_names: Any = None,
    batch_size: int | None = 32,
    max_length: int | None = None,
    shuffle: bool = True,
    seed: int | None = None,
    validation_split: float | None = None,
    subset: str | None = None,
    follow_links: bool = False,
    format: str = "tf",
    verbose: bool = True,
) -> Any:
    """A data set of the `.txt` files in a folder, a subfolder a class: (texts, labels), or texts alone.

    Texts are read as UTF-8, `max_length` bytes of each at most; labels are those of
    `image_dataset_from_directory`. The same seed shuffles and splits as in Keras. Raises DataError.
    """
    checked_form(OWNER, format)
    if max_length is not None and (isinstance(max_length, bool) or not isinstance(max_length, int) or max_length < 1):
        raise bad(
            "{owner}: max_length must be a whole number from 1, or None. Received: {given!r:.40}.",
            owner=OWNER,
            given=max_length,
        )

    def read(path: str) -> str:
        data = Path(path).read_bytes()
        try:
            return data[:max_length].decode("utf-8", "strict" if max_length is None else "ignore")
        except UnicodeDecodeError:
            raise bad("{path} is no text in UTF-8. Save it as such, or take it away.", path=path) from None

    asked = Folder(
        OWNER, directory, (".txt",), labels, label_mode, class_names, batch_size, shuffle, seed, validation_split,
        subset, follow_links, verbose,
    )  # fmt: skip
    return data_sets(asked, read, lambda texts: np.array(texts, object))
