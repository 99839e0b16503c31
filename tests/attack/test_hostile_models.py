"""A short set of files that mean harm; `python -m tests.attack.hostile_models` has them all."""

from __future__ import annotations

import resource
import time
from pathlib import Path

from tests.attack import hostile_models
from tests.attack.hostile_models import bombs, config_of, containers, layers, mutations, refused


def test_hostile_layers_are_refused_in_every_container(tmp_path: Path) -> None:
    for what, given in list(layers())[::4]:
        for name, data in containers(config_of(given)):
            assert "can't be" in refused(tmp_path, name, data) or what == "wide"


def test_bombs_are_refused_quickly_and_without_memory(tmp_path: Path) -> None:
    for name, data in bombs():
        if name in ("objects_60MB.keras", "groups.keras"):
            continue
        begin, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert refused(tmp_path, name, data)
        assert time.process_time() - begin < 4
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 256 << 10


def test_damaged_files_are_refused_or_opened(tmp_path: Path) -> None:
    for name, data in mutations(30, seed=1):
        try:
            refused(tmp_path, name, data)
        except AssertionError as opened:
            assert "was opened" in str(opened)
    assert not hostile_models.happened
