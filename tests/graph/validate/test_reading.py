"""A layer that can't be read is a problem, and a mend only where one can be: no kind of layer raises."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from graph.document.document import Document
from graph.layers.core.ends import Input, Output
from graph.layers.unknown import UnknownSpec
from graph.specs.registry import layer_kinds
from graph.storage.storage import dumps, loads
from graph.validate import problems

KINDS = sorted(layer_kinds())


@pytest.mark.parametrize("given", [{}, {"sparkle": 1}], ids=["nothing", "one too many"])
def test_a_layer_of_any_kind_with_parameters_that_cannot_be_read_is_said_and_mended_if_it_can_be(
    chain: Callable[..., Document], given: dict[str, int]
) -> None:
    content = json.loads(dumps(chain(Input(), Output())))
    layers = content["models"]["m1"]["layers"]
    for number, kind in enumerate(name for name in KINDS if name not in ("Input", "Output")):
        layers[f"l{number + 100}"] = {"name": kind.lower(), "spec": {"kind": kind, **given}}
    document = loads(json.dumps(content))
    unread = {key for key, layer in document.main.layers.items() if isinstance(layer.spec, UnknownSpec)}
    assert unread
    found = [problem for problem in problems(document) if problem.code == "unknown-layer"]
    assert {problem.layer for problem in found} == unread
    for problem in found:
        if problem.mend is not None and problem.layer is not None:
            assert not isinstance(problem.mend.edit(document).main.layers[problem.layer].spec, UnknownSpec)
