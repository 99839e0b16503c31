"""Documents to test with: random ones grown by random edits, and small ones written by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from graph.document.document import Document, Note, Source, new_document
from graph.document.nesting import ports_of
from graph.editing.edits import (
    EditError,
    add_call,
    add_layer,
    add_model,
    connect,
    put_note,
    remove,
    rename_layer,
    set_trainable,
)
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.specs.registry import layer_kinds
from graph.storage.value_json import read_spec

NAMES = ("dense", "层", "a b", "x'); import os #", "<b>bold</b>", "", "‮reversed", "line\nbreak", "{0}", "{name}", "/")


def random_spec(rng: Random, document: Document) -> object:
    kind = rng.choice([*layer_kinds().values(), Dense, Dense, Input, Output])
    if kind is NestedModel:
        return NestedModel(model=rng.choice(list(document.models)))
    if rng.random() < 0.05:
        return read_spec(rng.choice([{"kind": "Later", "depth": 3}, {"kind": "Dense", "units": -1}, {"units": 3}]))
    examples = kind.examples or (None,)
    example = rng.choice(examples)
    return kind(**example.params) if example else kind()


def one_random_edit(rng: Random, document: Document) -> Document:
    """The document after one edit that a person could make; often wrong, never refused for its shapes."""
    model = rng.choice(list(document.models.values()))
    calls, layers = list(model.calls), list(model.layers)
    choice = rng.random()
    if choice < 0.35 or not calls:
        return add_layer(document, model.id, random_spec(rng, document), (rng.uniform(-9, 9), rng.randrange(99)))[0]
    if choice < 0.75:
        source, target = rng.choice(calls), rng.choice(calls)
        outputs = len(ports_of(document, model.layer_of(source).spec).outputs)
        return connect(document, model.id, Source(source, rng.randrange(max(outputs, 1))), target, rng.randrange(3))
    if choice < 0.8:
        return add_call(document, model.id, rng.choice(layers))[0]
    if choice < 0.85:
        return remove(document, model.id, [rng.choice([*layers, *calls])])
    if choice < 0.9:
        return rename_layer(document, model.id, rng.choice(layers), rng.choice(NAMES))
    if choice < 0.93:
        return set_trainable(document, model.id, rng.choice(layers), False)
    if choice < 0.96:
        return put_note(document, model.id, Note("", rng.choice(NAMES), (1.5, -2.0), (3.0, 4.25), rng.random() < 0.5))[
            0
        ]
    return add_model(document, rng.choice(NAMES))[0]


def with_unknown_keys(rng: Random, document: Document) -> Document:
    """Keys that a newer version might have put everywhere."""
    extra = {"later": [1, None, {"x": "ü"}]}
    models = {
        key: replace(
            model,
            extra=extra,
            layers={i: replace(v, extra=extra) if rng.random() < 0.3 else v for i, v in model.layers.items()},
            calls={i: replace(v, extra=extra) if rng.random() < 0.3 else v for i, v in model.calls.items()},
            notes={i: replace(v, extra=extra) for i, v in model.notes.items()},
        )
        for key, model in document.models.items()
    }
    training = replace(document.training, epochs=rng.randrange(1, 9), extra={"later": 1})
    return replace(document, models=models, training=training, extra=extra)


def grown(rng: Random, edits: int) -> Document:
    document = new_document()
    for _ in range(edits):
        try:
            document = one_random_edit(rng, document)
        except EditError:
            continue  # a cycle, or a model in itself: the only things an edit refuses
    return document


@pytest.fixture(scope="session")
def random_document() -> Callable[[Random, int], Document]:
    """A document after so many random edits."""
    return grown


@pytest.fixture(scope="session")
def random_edit() -> Callable[[Random, Document], Document]:
    return one_random_edit


@pytest.fixture(scope="session")
def unknown_keys() -> Callable[[Random, Document], Document]:
    return with_unknown_keys


def chain_of(*specs: object, model: str = "m1", document: Document | None = None) -> Document:
    """One call of each spec, each fed by the one before."""
    document = document or new_document()
    before = None
    for spec in specs:
        document, _, call = add_layer(document, model, spec)
        if before is not None:
            document = connect(document, model, Source(before), call, 0)
        before = call
    return document


@pytest.fixture(scope="session")
def chain() -> Callable[..., Document]:
    return chain_of


@pytest.fixture(scope="session")
def thousand(chain: Callable[..., Document]) -> Document:
    """A chain of a thousand layers."""
    return chain(Input(shape=(8,)), *[Dense(units=8)] * 998, Output(loss="mse"))
