"""Files of every version of the format open for ever, say what they said, and are kept when they are saved anew."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from graph.storage.checksum import SINCE, is_as_written
from graph.storage.migrations import STEPS, VERSION
from graph.storage.previous import previous_of
from graph.storage.storage import dumps, load, load_checked, save

FORMATS = Path(__file__).parents[2] / "data" / "formats"
FILES = sorted(FORMATS.rglob("*.loom"))


def test_there_is_a_file_of_every_version_and_a_step_from_each() -> None:
    assert {path.parent.name for path in FILES} == {f"v{number}" for number in range(1, VERSION + 1)}
    assert set(STEPS) == set(range(1, VERSION))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
class TestEveryFile:
    def test_it_opens_and_is_saved_as_the_newest_version(self, path: Path, tmp_path: Path) -> None:
        loaded = load_checked(path)
        assert loaded.altered is None
        newest = (FORMATS / f"v{VERSION}" / path.name).read_text(encoding="utf-8")
        assert dumps(loaded.document) == newest
        save(loaded.document, tmp_path / "again.loom")
        assert (tmp_path / "again.loom").read_text(encoding="utf-8") == newest
        assert load(tmp_path / "again.loom") == loaded.document

    def test_the_older_file_is_kept_beside_it(self, path: Path, tmp_path: Path) -> None:
        place = tmp_path / "x.loom"
        shutil.copy(path, place)
        version = json.loads(path.read_text(encoding="utf-8"))["version"]
        for _ in range(2):
            save(load(place), place)
        kept = tmp_path / f"x.loom.v{version}.bak"
        assert kept.exists() is (version < VERSION)
        if kept.exists():
            assert kept.read_bytes() == path.read_bytes()
        assert previous_of(place).exists()

    def test_line_endings_and_spaces_are_no_change_but_everything_else_is(self, path: Path, tmp_path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        place = tmp_path / "x.loom"
        for harmless in (text.replace("\n", "\r\n"), "\ufeff" + text, json.dumps(json.loads(text))):
            place.write_bytes(harmless.encode())
            assert load_checked(place).altered is None
        content = json.loads(text)
        content["next_id"] += 1
        if content["version"] >= SINCE:
            assert not is_as_written(content)
            place.write_text(json.dumps(content), encoding="utf-8")
            assert "changed by hand" in str(load_checked(place).altered)
            del content["checksum"]
            assert not is_as_written(content)


def test_the_version_before_is_kept_at_every_save(tmp_path: Path) -> None:
    from graph.document.document import new_document

    path = tmp_path / "x.loom"
    states = [new_document(name) for name in ("one", "two", "three")]
    save(states[0], path)
    assert not previous_of(path).exists()
    for before, after in pairwise(states):
        save(after, path)
        assert load(previous_of(path)) == before and load(path) == after
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.loom", "x.loom.bak"]
