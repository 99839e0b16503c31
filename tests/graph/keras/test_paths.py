"""Paths in Keras' weight files: what is computed from the document is what stands in files that Keras wrote."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import h5py
import pytest

from graph.document.document import Document
from graph.inference.program import flatten
from graph.keras.from_keras import from_keras
from graph.keras.paths import h5_groups, h5_paths

CASES = Path(__file__).resolve().parent.parent.parent / "data" / "conformance"
SYSTEMS = sorted(path.name for path in CASES.glob("system_*"))


def opened(case: str) -> tuple[Document, dict[str, tuple[int, ...]], dict[str, str]]:
    """The document of a case, and shapes of the data sets and names of the groups in its weight file."""
    shapes: dict[str, tuple[int, ...]] = {}
    names: dict[str, str] = {}
    with zipfile.ZipFile(CASES / case / "model.keras") as archive:
        config = json.loads(archive.read("config.json"))
        weights = io.BytesIO(archive.read("model.weights.h5"))

    def visit(path: str, item: h5py.HLObject) -> None:
        if isinstance(item, h5py.Dataset):
            shapes[path] = item.shape
        elif path.split("/")[-1] == "vars":
            names[path] = item.attrs["name"]

    with h5py.File(weights) as file:
        file.visititems(visit)
    return from_keras(config), shapes, names


@pytest.mark.parametrize("case", SYSTEMS)
def test_every_weight_is_where_keras_keeps_it(case: str) -> None:
    document, shapes, _ = opened(case)
    owned = {(w.layer, w.name): w.weight.shape for w in flatten(document).weights}
    assert {path: owned[layer, name] for layer, name, path in h5_paths(document)} == shapes
    assert [(layer, name) for layer, name, _ in h5_paths(document)] == list(owned)


@pytest.mark.parametrize("case", SYSTEMS)
def test_every_group_bears_the_name_that_keras_gives_it(case: str) -> None:
    document, _, names = opened(case)
    assert dict(h5_groups(document)) == names
