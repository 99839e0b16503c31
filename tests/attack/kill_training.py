"""Trainings killed at random moments: what is resumed must end with the bits of what was never interrupted.

usage: python -m tests.attack.kill_training [COUNT] [SEED]

Each trial draws a network (dropout, normalization, LSTM, convolutions in shards), an optimizer and a number of threads,
trains by the command line, kills the process (-9) up to three times, resumes, and compares weights, history and curves'
numbers with those of a run that was left alone. Checkpoints are made often, so that most kills fall between two of them
and many within the writing of one. It takes some seconds a trial, and a system that can fork.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.npz_file import NpzFile
from graph.document.document import Document, Source, new_document
from graph.editing import edits
from graph.specs.optimizers.adam import Adam
from graph.specs.optimizers.rmsprop import RMSprop
from graph.specs.optimizers.sgd import SGD
from graph.specs.registry import layer_kinds, make
from graph.specs.training import TrainingPlan
from graph.storage.storage import save
from runtime import cli
from runtime.files import figures as figures
from runtime.training import experiment as experiment
from runtime.training.resume.keeper import RunKeeper

Layers = tuple[tuple[str, dict[str, Any]], ...]
NETWORKS: dict[str, tuple[tuple[int, ...], Layers]] = {
    "dropout": (
        (12,),
        (
            ("Dense", {"units": 24, "activation": "relu"}),
            ("Dropout", {"rate": 0.4}),
            ("GaussianNoise", {"stddev": 0.1}),
            ("Dense", {"units": 1}),
        ),
    ),
    "normalization": (
        (12,),
        (("Dense", {"units": 24}), ("BatchNormalization", {}), ("Dropout", {"rate": 0.2}), ("Dense", {"units": 1})),
    ),
    "lstm": (
        (6, 4),
        (("LSTM", {"units": 8, "dropout": 0.2, "recurrent_dropout": 0.2}), ("Dense", {"units": 1})),
    ),
    "shards": (
        (16, 16, 3),
        (
            ("Conv2D", {"filters": 16, "kernel_size": (3, 3), "padding": "same", "activation": "relu"}),
            ("Conv2D", {"filters": 16, "kernel_size": (3, 3), "padding": "same", "activation": "relu"}),
            ("Dropout", {"rate": 0.3}),
            ("GlobalMaxPooling2D", {}),
            ("Dense", {"units": 1}),
        ),
    ),
}
OPTIMIZERS = {
    "sgd": SGD(learning_rate=0.01),
    "momentum": SGD(learning_rate=0.01, momentum=0.9),
    "rmsprop": RMSprop(learning_rate=0.001, momentum=0.5),
    "adam": Adam(learning_rate=0.001, amsgrad=True),
}
ROWS = {"shards": 500}
STEPS = {"dropout": 1500, "normalization": 1500, "lstm": 600, "shards": 60}
"""So many steps take about a second."""
BATCH = 32


def document_of(network: str, optimizer: str, shuffle: bool, folder: Path) -> Document:
    """A network with data that it can learn, written into the folder."""
    shape, layers = NETWORKS[network]
    rows = ROWS.get(network, 1000)
    x = np.random.default_rng(1).normal(size=(rows, *shape)).astype(np.float32)
    np.savez(folder / "data.npz", x=x, y=np.tanh(x.reshape(rows, -1).sum(axis=1, keepdims=True)))
    kinds, document = layer_kinds(), new_document("attacked")
    document, _, before = edits.add_layer(document, "m1", make(kinds["Input"], {"shape": shape}), name="x")
    first = next(iter(document.main.layers))
    for kind, settings in layers:
        document, _, call = edits.add_layer(document, "m1", make(kinds[kind], settings))
        document, before = edits.connect(document, "m1", Source(before), call, 0), call
    document, last, call = edits.add_layer(document, "m1", make(kinds["Output"], {"loss": "mse"}))
    document = edits.connect(document, "m1", Source(before), call, 0)
    bindings = {first: Binding("x"), last: Binding("y")}
    steps = -(-int(rows * 0.8) // BATCH)
    plan = TrainingPlan(
        epochs=STEPS[network] // steps,
        batch_size=BATCH,
        optimizer=OPTIMIZERS[optimizer],
        shuffle=shuffle,
        validation_split=0.2,
        seed=7,
    )
    return replace(document, data=DataPlan(NpzFile(path="data.npz"), bindings), training=plan)


class Process:
    """The command line in a fork of this process, which has imported everything, with checkpoints all the time."""

    def __init__(self, *arguments: object) -> None:
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 - it is read when the process is over
        self.code: int | None = None
        self.number = os.fork()
        if not self.number:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(self.errors.fileno(), 2)
            RunKeeper.SECONDS = RunKeeper.EPOCH_SECONDS = 0.02
            RunKeeper.SHARE = 1.0
            os._exit(cli.main(["train", *map(str, arguments)]))

    def is_over(self) -> bool:
        if self.code is None:
            ended, status = os.waitpid(self.number, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if ended else None
        return self.code is not None

    def kill(self) -> None:
        os.kill(self.number, signal.SIGKILL)
        self.wait()

    def wait(self) -> str:
        """Wait for its end; gives what it wrote on standard error."""
        while not self.is_over():
            time.sleep(0.01)
        self.errors.seek(0)
        return self.errors.read().decode()


def finished(*arguments: object) -> float:
    """Train to the end; gives the seconds from the first step to it, and raises RuntimeError where it fails."""
    process = Process(*arguments)
    while not (Path(str(arguments[-1])) / "history.csv").exists() and not process.is_over():
        time.sleep(0.01)
    began = time.monotonic()
    errors = process.wait()
    if process.code:
        raise RuntimeError(errors)
    return time.monotonic() - began


def results(run: Path) -> tuple[str, list[bytes]]:
    """The history as it was written, and the bits of all weights."""
    found: list[bytes] = []
    with h5py.File(run / "weights.h5") as file:
        file.visititems(lambda _name, item: found.append(item[()].tobytes()) if hasattr(item, "dtype") else None)
    return (run / "history.csv").read_text(encoding="utf-8"), found


def trial(folder: Path, dice: random.Random, reference: dict[str, Any]) -> str:
    """One run that is killed and resumed; says how it went."""
    network, optimizer = dice.choice(sorted(NETWORKS)), dice.choice(sorted(OPTIMIZERS))
    shuffle, threads = dice.random() < 0.7, dice.choice((1, 2))
    name = f"{network}-{optimizer}-{shuffle}"
    home = folder / name
    if name not in reference:
        home.mkdir()
        save(document_of(network, optimizer, shuffle, home), home / "attacked.loom")
        seconds = finished(home / "attacked.loom", "-o", home / "whole")
        reference[name] = seconds, results(home / "whole")
    seconds, whole = reference[name]
    run = home / f"killed-{len(list(home.iterdir()))}"
    process, kills = Process(home / "attacked.loom", "--threads", threads, "-o", run), 0
    places: list[str] = []
    for _ in range(dice.choice((1, 1, 2, 3))):
        patient = dice.random() < 0.95
        while patient and not (run / "checkpoint.json").exists() and not process.is_over():
            time.sleep(0.01)
        time.sleep(dice.uniform(0.0, 0.7 * seconds))
        if process.is_over():
            break
        process.kill()
        kills += 1
        if not (run / "checkpoint.json").exists():
            return f"{name}: killed before it began"
        places.append("{epoch}.{step}".format(**json.loads((run / "checkpoint.json").read_text())))
        process = Process("--resume", run, "--threads", dice.choice((1, 2)))
    errors = process.wait()
    if process.code and "was finished" not in errors:
        return f"{name}: FAILED to resume: {errors[-300:]}"
    if results(run) != whole:
        return f"{name}: DIFFERENT after {kills} kills, {run}"
    return f"{name}: the same bits after {kills} kill{'s' * (kills != 1)}, resumed from epoch {', '.join(places)}"


def main(count: int, seed: int) -> int:
    """Make so many trials; gives 1 where one of them failed."""
    dice, counted = random.Random(seed), Counter[str]()
    reference: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, count + 1):
            told = trial(Path(folder), dice, reference)
            print(f"{number:3} {told}", flush=True)
            counted[told.split(": ", 1)[1].split(",", 1)[0]] += 1
            if "DIFFERENT" in told or "FAILED" in told:
                counted["wrong"] += 1
    print(dict(counted))
    return 1 if counted["wrong"] else 0


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(given + [40, random.SystemRandom().randrange(1 << 30)][len(given) :])))
