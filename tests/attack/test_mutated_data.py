"""Some damaged files of each format of data; `python -m tests.attack.mutated_data 4000` tries thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attack.mutated_data import FORMATS, tried


@pytest.mark.parametrize("kind", FORMATS)
def test_damaged_files_open_or_are_refused_with_a_sentence(kind: str, tmp_path: Path) -> None:
    assert tried(tmp_path, kind, -1) is not None  # imports what is imported late
    for number in range(12):
        tried(tmp_path, kind, number)
