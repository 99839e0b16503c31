from __future__ import annotations

from dataclasses import replace

import pytest

from graph.document.document import Document
from graph.specs.ranges.choices import Choices
from graph.specs.ranges.numbers import FloatRange, IntRange
from graph.storage.storage import dumps, loads
from graph.validate import problems
from graph.validate.sweep import sweep_objections
from runtime.files.templates import load


def swept(*ranges: object, **changes: object) -> Document:
    document = load("fully_connected")
    return replace(document, sweep=document.sweep.replace(ranges=ranges, **changes))


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (swept(IntRange(of="nobody.units")), "nobody"),
        (swept(IntRange(of="dense.units", low=0, high=4)), "dense.units"),
        (swept(Choices(of="dense.activation", values=("relu", "rellu"))), "rellu"),
        (swept(IntRange(of="epochs"), IntRange(of="epochs")), "two ranges"),
        (swept(IntRange(of="epochs"), monitor="val_accurate"), "val_accurate"),
        (swept(FloatRange(of="optimizer.learning_rate"), sampler="grid"), "steps"),
    ],
)
def test_a_sweep_that_can_t_be_run_says_why_and_its_mend_mends_it(document: Document, told: str) -> None:
    found = [problem for problem in problems(document) if problem.code == "idle-sweep"]
    assert told in str(found[0].message)
    assert found[0].mend is not None
    assert not list(sweep_objections(found[0].mend.edit(document)))


def test_a_sweep_is_kept_in_the_file_with_what_this_version_does_not_know() -> None:
    document = swept(IntRange(of="dense.units", low=8, high=64), trials=5)
    text = dumps(document).replace('"trials": 5', '"trials": 5, "budget": "1h"')
    again = loads(text)
    assert again.sweep.replace(trials=5).ranges == document.sweep.ranges and again.sweep.extra == {"budget": "1h"}
    assert loads(dumps(again)) == again
    assert '"sweep"' not in dumps(load("fully_connected"))
