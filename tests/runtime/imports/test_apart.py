"""Files from elsewhere are read by a process of their own: whatever becomes of it is one sentence, and never ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import Message, MessageError, say
from graph.specs.message_json import message_json, message_of
from graph.storage.storage import save
from runtime.files import templates
from runtime.files.documents import Opened, open_path
from runtime.files.keras_archive import UnreadableFile
from runtime.imports import apart
from runtime.imports.apart import ImportJob, open_apart
from runtime.imports.results import read_result, write_opened, write_refused
from runtime.imports.worker import main

DEEDS = {
    "segmentation fault": ("os.kill(os.getpid(), signal.SIGSEGV)", "died (SIGSEGV)"),
    "killed": ("os.kill(os.getpid(), signal.SIGKILL)", "died (SIGKILL)"),
    "abort": ("os.abort()", "died (SIGABRT)"),
    "hang": ("time.sleep(60)", "broken off after 1 seconds"),
    "exit": ("os._exit(0)", "could not be handed over"),
    "memory": ("sys.exit(worker.main(sys.argv[1:], lambda *_: bytearray(1 << 40)))", "more memory than the 512.0 MiB"),
}


def sabotaged(command: list[str], deed: str) -> list[str]:
    """The command, with that done in place of reading."""
    imported = "from runtime.imports import worker" if deed == "memory" else ""
    return [command[0], "-P", "-c", f"import os, signal, sys, time\n{imported}\n{DEEDS[deed][0]}", *command[4:]]


@pytest.fixture
def keras_file(tmp_path: Path) -> Path:
    model = keras.Sequential([keras.Input(shape=(4,), name="x"), keras.layers.Dense(3), keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse")
    model.fit(np.ones((8, 4), np.float32), np.ones((8, 1), np.float32), verbose=0)
    model.save(tmp_path / "model.keras")
    return tmp_path / "model.keras"


def test_it_hands_back_what_reading_it_here_would_give(keras_file: Path) -> None:
    here, there = open_path(keras_file), open_apart(str(keras_file))
    assert there.document == here.document and there.folder == here.folder and there.name == here.name
    assert here.model is not None and there.model is not None and here.weights is not None
    assert there.model.compiled == here.model.compiled and there.model.optimizer_names == here.model.optimizer_names
    for a, b in ((here.weights, there.weights), (here.model.optimizer, there.model.optimizer)):
        assert b is not None and len(a) == len(b) > 2
        assert all(np.array_equal(x, y) and x.dtype == y.dtype for x, y in zip(a, b))


@pytest.mark.skipif(sys.platform == "win32", reason="signals end no process there")
@pytest.mark.parametrize("deed", DEEDS)
def test_whatever_becomes_of_the_process_is_one_sentence(
    deed: str, keras_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ImportJob.command
    monkeypatch.setattr(ImportJob, "command", lambda job: sabotaged(command(job), deed))
    monkeypatch.setattr(apart, "memory_for", lambda _size: 1 << 29)
    if deed == "hang":
        monkeypatch.setattr(apart, "seconds_for", lambda _size: 1)
    with pytest.raises(MessageError) as refused:
        open_apart(str(keras_file))
    assert DEEDS[deed][1] in str(refused.value) and str(refused.value).startswith("model.keras can't be opened")


def test_refusals_come_back_as_they_are_with_their_layers(tmp_path: Path) -> None:
    refused = UnreadableFile(Path("m.keras"), [("odd", say("odd: {kind!r:.20} is none of ours", kind="Odd"))])
    write_refused(tmp_path, refused)
    with pytest.raises(UnreadableFile) as back:
        read_result(tmp_path, Path("m.keras"))
    assert back.value == refused and back.value.layers == refused.layers


def test_a_run_without_its_weights_still_has_its_document(tmp_path: Path) -> None:
    opened = Opened(templates.load("tweets"), tmp_path, "run", weight_file=tmp_path / "weights.h5", foreign=True)
    write_opened(tmp_path, opened)
    back = read_result(tmp_path, tmp_path)
    assert back.document == opened.document
    with pytest.raises(MessageError, match=r"weights\.h5"):
        back.trained()


def test_projects_small_texts_and_what_is_not_there_start_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a process was started"))
    save(templates.load("tweets"), tmp_path / "a.loom")
    (tmp_path / "b.py").write_text("import keras\nm = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])\n")
    for name in ("a.loom", "b.py"):
        assert open_apart(str(tmp_path / name)).document.main.layers
    with pytest.raises(MessageError, match="no file"):
        open_apart(str(tmp_path / "c.keras"))


def test_what_no_reader_should_raise_is_a_sentence_too(tmp_path: Path) -> None:
    def fail(_path: Path, _rest: bool) -> Opened:
        raise RuntimeError("so it was")

    assert main(["m.keras", str(tmp_path), "whole", "0", "0"], fail, lambda *_: None) == 0
    with pytest.raises(MessageError, match=r"failed as it never should \(RuntimeError: so it was\)"):
        read_result(tmp_path, Path("m.keras"))


def test_sentences_stay_templates_on_their_way() -> None:
    said = say("{a!r:.40} of {b}, {c!r}, {d!r}", a="x", b=say("{n} layers", n=3), c=(None, 4), d=np.float32(0.5))
    back = message_of(message_json(said))
    assert str(back) == str(said) and back.template == said.template
    assert isinstance(back.args["b"], Message)
