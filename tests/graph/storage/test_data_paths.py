"""Paths of data: a document that moves to another folder still finds the same files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from graph.data.data_plan import DataPlan, UnknownKind
from graph.data.data_sets.data_set import DatasetSpec
from graph.data.data_sets.digits import Digits
from graph.data.data_sets.npy_files import NpyFiles
from graph.data.data_sets.npz_file import NpzFile
from graph.document.document import Document, new_document
from graph.storage.data_paths import relocated


def on(dataset: DatasetSpec | UnknownKind | None) -> Document:
    return replace(new_document(), data=DataPlan(dataset, validation=dataset))


def test_relative_paths_lead_to_the_same_files(tmp_path: Path) -> None:
    moved = relocated(on(NpyFiles(path="a.npy; sub/b.npy")), tmp_path, tmp_path / "runs" / "one").data
    assert moved.dataset == moved.validation == NpyFiles(path="../../a.npy; ../../sub/b.npy")


def test_whole_paths_stay(tmp_path: Path) -> None:
    for path in (str(tmp_path / "c.npz"), "~/c.npz"):
        document = on(NpzFile(path=path))
        assert relocated(document, tmp_path, tmp_path / "runs") == document


def test_data_without_files_stays(tmp_path: Path) -> None:
    for dataset in (None, Digits(), UnknownKind("Stream", {"path": "a"})):
        assert relocated(on(dataset), tmp_path, tmp_path / "runs") == on(dataset)
