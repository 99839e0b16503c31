"""How kinds are found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from graph.specs import registry

ROOT = Path(__file__).parents[3]


def test_a_kind_is_found_without_importing_all_others() -> None:
    code = (
        "from graph.specs import registry\n"
        "print(registry.find('layer', 'MaxPool2D').kind, registry.find('loss', 'mse').kind, registry._loaded)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["MaxPooling2D", "MeanSquaredError", "False"]


def test_the_names_of_all_kinds_that_are_written_out_are_found_by_reading() -> None:
    """What a loop declares, as some operations, is found by importing all."""
    places = registry._places()
    for category in registry.categories():
        for kind, cls in registry.kinds(category).items():
            if cls.__module__.startswith("graph.") and ".operations." not in cls.__module__:
                assert all(cls.__module__ in places[name] for name in (kind, *cls.names)), kind
