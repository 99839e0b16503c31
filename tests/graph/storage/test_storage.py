"""A project file gives back what was saved, keeps what it does not know, and says in one sentence what is wrong."""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document.document import Document, Layer, Note, Source, new_document
from graph.editing.edits import add_layer, move, put_note
from graph.inference.following import infer_all
from graph.inference.program import ProgramError, flatten
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.layers.unknown import UnknownSpec, UnknownValue
from graph.specs.optimizers.sgd import SGD
from graph.specs.training import TrainingPlan
from graph.storage import atomic
from graph.storage.migrations import VERSION, migrate
from graph.storage.storage import StorageError, as_this_version, dumps, load, loads, newer_version, save, to_json

seeds = st.integers(0, 2**32)


def content_of(document: Document) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(dumps(document))
    del content["checksum"]
    return content


def reloaded(content: Any) -> Document:
    return loads(json.dumps(content))


@settings(max_examples=120)
@given(seeds)
def test_what_is_saved_is_what_is_loaded_and_saving_again_changes_no_byte(
    random_document: Callable[..., Document], unknown_keys: Callable[..., Document], seed: int
) -> None:
    rng = Random(seed)
    document = unknown_keys(rng, random_document(rng, rng.randrange(60)))
    text = dumps(document)
    again = loads(text)
    assert again == document
    assert dumps(again) == text


def test_each_layer_and_each_call_with_its_wires_is_a_line_of_the_file(chain: Callable[..., Document]) -> None:
    lines = dumps(chain(Input(shape=(5,)), Dense(units=3), Output(loss="mse"))).splitlines()
    assert '        "l4": {"name": "dense", "spec": {"kind": "Dense", "units": 3}},' in lines
    assert '        "c5": {"layer": "l4", "inputs": ["c3"]},' in lines


def test_only_what_is_not_at_its_default_is_written(chain: Callable[..., Document]) -> None:
    document = chain(
        Input(), Dense(units=3, kernel_initializer="he_normal", kernel_regularizer={"kind": "L2", "l2": 0.5})
    )
    document = replace(document, training=TrainingPlan(optimizer=SGD(momentum=0.9)))
    content = content_of(document)
    assert content["models"]["m1"]["layers"]["l4"]["spec"] == {
        "kind": "Dense",
        "units": 3,
        "kernel_initializer": "he_normal",
        "kernel_regularizer": {"kind": "L2", "l2": 0.5},
    }
    assert content["training"] == {"optimizer": {"kind": "SGD", "momentum": 0.9}}


class TestUnknownThings:
    def test_a_layer_of_an_unknown_kind_is_kept_as_it_was(self, chain: Callable[..., Document]) -> None:
        content = content_of(chain(Input(), Dense(), Output()))
        content["models"]["m1"]["layers"]["l4"]["spec"] = spec = {"kind": "Later", "size": [1, {"a": None}]}
        document = reloaded(content)
        assert document.main.layers["l4"].spec == UnknownSpec("Later", spec)
        assert content_of(document) == content
        with pytest.raises(ProgramError, match="Later"):
            flatten(document)

    @pytest.mark.parametrize(
        ("spec", "reason"),
        [
            ({"kind": "Dense", "units": "many"}, "units must be a whole number"),
            ({"kind": "Dense", "units": 3, "sparkle": True}, "no parameter sparkle"),
            ({"kind": "Dense", "units": 3, "name": "x"}, "no parameter name"),
            ({"kind": 7}, "no layer of the kind 7"),
            ({}, "no layer of the kind None"),
            ({"kind": "x'); import os #"}, "no layer of the kind"),
            ({"kind": "Dense", "kernel_initializer": 3}, "kernel_initializer must be one of"),
        ],
    )
    def test_a_parameter_that_cannot_be_read_keeps_the_layer_whole_with_the_reason(
        self, chain: Callable[..., Document], spec: dict[str, Any], reason: str
    ) -> None:
        content = content_of(chain(Input(), Dense(), Output()))
        content["models"]["m1"]["layers"]["l4"]["spec"] = spec
        document = reloaded(content)
        kept = document.main.layers["l4"].spec
        assert isinstance(kept, UnknownSpec)
        assert reason in str(kept.reason)
        assert kept.kind.isidentifier()
        assert content_of(document) == content

    @pytest.mark.parametrize("loss", ["later_loss", {"kind": "Later", "a": 1}, {"kind": "MeanSquaredError", "b": 2}])
    def test_an_unknown_loss_stays_in_its_place(self, chain: Callable[..., Document], loss: Any) -> None:
        content = content_of(chain(Input(), Output()))
        content["models"]["m1"]["layers"]["l4"]["spec"] = {"kind": "Output", "loss": loss, "loss_weight": 2.0}
        document = reloaded(content)
        spec = document.main.layers["l4"].spec
        assert isinstance(spec, Output)
        assert isinstance(spec.loss, UnknownValue)
        assert content_of(document) == content

    def test_an_unreadable_input_or_output_keeps_its_place_among_them(self, chain: Callable[..., Document]) -> None:
        content = content_of(chain(Input(), Dense(), Output()))
        content["models"]["m1"]["layers"]["l2"]["spec"] = {"kind": "Input", "shape": "wide"}
        content["models"]["m1"]["layers"]["l6"]["spec"] = {"kind": "Output", "loss_weight": "heavy"}
        document = reloaded(content)
        assert document.main.inputs == ("c3",)
        assert document.main.outputs == ("c7",)
        assert content_of(document) == content
        assert infer_all(document)["m1"].failures.keys() == {"c3"}
        with pytest.raises(ProgramError):
            flatten(document)

    def test_a_training_parameter_that_cannot_be_read_is_kept_and_its_default_used(self) -> None:
        content = content_of(new_document())
        content["training"] = {"epochs": "ten", "batch_size": 16, "warmup": 3}
        document = reloaded(content)
        assert (document.training.epochs, document.training.batch_size) == (10, 16)
        assert content_of(document)["training"] == content["training"]

    def test_a_newer_file_opens_for_reading_only(self, tmp_path: Path) -> None:
        content = {**content_of(new_document()), "version": VERSION + 1, "weather": "fine"}
        document = reloaded(content)
        assert newer_version(document) == VERSION + 1
        assert content_of(document) == content
        with pytest.raises(StorageError, match="newer"):
            save(document, tmp_path / "a.loom")
        save(as_this_version(document), tmp_path / "a.loom")
        assert content_of(load(tmp_path / "a.loom")) == {**content, "version": VERSION}


def change(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def apply(content: dict[str, Any]) -> None:
        *way, last = path.split("/")
        for step in way:
            content = content[step]
        content[last] = value

    return apply


BROKEN = {
    "no format": (change("format", None), "not a Layerloom project"),
    "version 0": (change("version", 0), "version"),
    "version true": (change("version", True), "version"),
    "models a list": (change("models", []), "models must be an object"),
    "no root": (change("root", "m9"), "root model 'm9' is not among"),
    "root a number": (change("root", 3), "root must be a text"),
    "next_id a text": (change("next_id", "x"), "next_id must be a whole number"),
    "model a text": (change("models/m1", "x"), "models.m1 must be an object"),
    "name a number": (change("models/m1/name", 3), "models.m1.name must be a text"),
    "layers a list": (change("models/m1/layers", []), "models.m1.layers must be an object"),
    "layer a list": (change("models/m1/layers/l2", []), "models.m1.layers.l2 must be an object"),
    "layer name a list": (change("models/m1/layers/l2/name", []), "models.m1.layers.l2.name must be a text"),
    "spec a text": (change("models/m1/layers/l2/spec", "Dense"), "l2.spec must be an object"),
    "trainable a text": (change("models/m1/layers/l2/trainable", "yes"), "trainable must be true or false"),
    "call of a missing layer": (change("models/m1/calls/c5/layer", "l9"), "c5 is a call of a layer that is not there"),
    "wire from nowhere": (change("models/m1/calls/c5/inputs", ["c9"]), "has a wire from a call that is not there"),
    "wire a number": (change("models/m1/calls/c5/inputs", [3]), "inputs must be a text"),
    "wire with a bad output": (change("models/m1/calls/c5/inputs", ["c3:x"]), "a wire such as c3"),
    "wires a text": (change("models/m1/calls/c5/inputs", "c3"), "inputs must be a list"),
    "inputs name another call": (change("models/m1/inputs", ["c5"]), "every Input or Output call of the model, once"),
    "inputs twice": (change("models/m1/inputs", ["c3", "c3"]), "every Input or Output call of the model, once"),
    "position one number": (change("models/m1/positions/l2", [1]), "two numbers"),
    "position true": (change("models/m1/positions/l2", [True, 1]), "two numbers"),
    "id with a blank": (change("models/m1/layers/l 2", {"spec": {}}), "an id of letters and digits"),
    "id twice": (change("models/m1/calls/l2", {"layer": "l2"}), "the id l2 stands for two things"),
    "note a text": (change("models/m1/notes", {"n1": "x"}), "notes.n1 must be an object"),
    "training a list": (change("training", []), "training must be an object"),
    "data a number": (change("data", 3), "data plan must be a JSON object"),
    "bindings a list": (change("data", {"bindings": []}), "bindings must be a JSON object"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_one_sentence(name: str, chain: Callable[..., Document]) -> None:
    content = content_of(chain(Input(), Dense(), Output()))
    breaking, sentence = BROKEN[name]
    breaking(content)
    with pytest.raises(StorageError) as caught:
        reloaded(content)
    assert sentence in str(caught.value)
    assert str(caught.value).endswith((".", "…"))


def test_a_list_of_inputs_that_forgets_one_is_completed(chain: Callable[..., Document]) -> None:
    content = content_of(chain(Input(), Dense(), Output()))
    del content["models"]["m1"]["inputs"]
    assert reloaded(content).main.inputs == ("c3",)


def test_ids_given_later_are_new_even_where_the_file_forgot_to_count(chain: Callable[..., Document]) -> None:
    document = chain(Input(), Dense(), Output())
    again = reloaded({**content_of(document), "next_id": 1})
    assert again == document
    assert add_layer(again, "m1", Dense())[1] not in document.main.layers


def test_a_cycle_in_a_file_is_loaded(chain: Callable[..., Document]) -> None:
    content = content_of(chain(Input(), Dense(), Dense(), Output()))
    content["models"]["m1"]["calls"]["c5"]["inputs"] = ["c7"]
    assert reloaded(content).main.calls["c5"].inputs == (Source("c7"),)


def test_places_that_are_no_numbers_are_saved_as_zero(chain: Callable[..., Document]) -> None:
    document = move(chain(Input()), "m1", {"l2": (float("nan"), float("inf"))})
    assert loads(dumps(document)).main.positions["l2"] == (0, 0)


@settings(max_examples=300)
@given(seeds)
def test_a_mutilated_file_opens_or_is_refused_with_a_sentence(
    random_document: Callable[..., Document], seed: int
) -> None:
    rng = Random(seed)
    text = dumps(random_document(rng, 12))
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(text))
        piece = rng.choice(["", "[", "{", '"', "null", "-1", "1e999", "NaN", text[rng.randrange(len(text)) :][:9]])
        text = text[:at] + piece + text[at + rng.choice([0, 1, 5]) :]
    try:
        document = loads(text)
    except StorageError:
        return
    assert loads(dumps(document)) == document
    infer_all(document)


class TestFiles:
    def test_a_saved_file_is_loaded(self, tmp_path: Path, chain: Callable[..., Document]) -> None:
        document = chain(Input(), Dense(), Output(loss="mse"))
        document, _ = put_note(document, "m1", Note("", "Grüße, 世界 \ud800", (1.0, 2.0), (3.0, 4.0)))
        save(document, tmp_path / "数字.loom")
        assert load(tmp_path / "数字.loom") == document

    def test_a_byte_order_mark_is_no_obstacle(self, tmp_path: Path) -> None:
        (tmp_path / "a.loom").write_text(dumps(new_document()), encoding="utf-8-sig")
        assert load(tmp_path / "a.loom") == new_document()

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "a.loom can't be opened: It is empty."),
            (b'{"format": "layerloom", "version": 1}', "there are no 'models' in it"),
            (b"\xff\xfe\x00", "a.loom is not a Layerloom project: it is no text in UTF-8"),
            (b"PK\x03\x04", "not complete JSON"),
            (b"[]", "the file must be an object"),
            (b'{"format": "other"}', "not a Layerloom project"),
        ],
    )
    def test_a_file_of_another_kind_is_named_in_a_sentence(self, tmp_path: Path, content: bytes, sentence: str) -> None:
        (tmp_path / "a.loom").write_bytes(content)
        with pytest.raises(StorageError, match=sentence.replace("(", r"\(")):
            load(tmp_path / "a.loom")

    def test_a_missing_file_a_folder_and_an_impossible_name_are_sentences(self, tmp_path: Path) -> None:
        for path in (tmp_path / "no.loom", tmp_path, tmp_path / ("n" * 300), "a\0b", tmp_path / "no" / "a.loom"):
            with pytest.raises(StorageError):
                load(path)
        for path in (tmp_path, tmp_path / ("n" * 300), "a\0b", tmp_path / "no" / "a.loom"):
            with pytest.raises(StorageError):
                save(new_document(), path)

    def test_a_full_disk_is_a_sentence_and_the_old_file_stands(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        save(new_document("old"), tmp_path / "a.loom")

        def full(*args: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(atomic.os, "write", full)
        with pytest.raises(StorageError, match="disk is full"):
            save(new_document("new"), tmp_path / "a.loom")
        assert load(tmp_path / "a.loom").main.name == "old"


def test_migrations_go_step_by_step() -> None:
    steps = {1: lambda c: {**c, "first": True}, 2: lambda c: {**c, "second": c["first"]}}
    assert migrate({"version": 1}, steps, 3) == {"version": 3, "first": True, "second": True}
    assert migrate({"version": 5}, steps, 3) == {"version": 5}


def test_a_thousand_layers_are_saved_and_loaded_quickly(thousand: Document) -> None:
    start = time.process_time()
    text = dumps(thousand)
    assert loads(text) == thousand
    assert time.process_time() - start < 10


def test_layers_without_calls_and_other_odd_documents_survive() -> None:
    odd = new_document()
    odd = odd.with_model(
        replace(odd.main, layers={"l9": Layer("l9", "alone", Dense())}, positions={"gone": (1.0, 2.0)})
    )
    odd = replace(odd, next_id=10)
    assert loads(dumps(odd)) == odd
    assert to_json(odd)["models"]["m1"]["positions"] == {"gone": [1, 2]}
