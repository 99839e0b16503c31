"""Whether the memory that is said before a training is what the process then takes.

    python -m benchmarks.memory [--networks 20] [--only NAME]

Every template and some random networks are trained for an epoch by the command line, each in a process of its own.
`said` is what it tells before its first step, `taken` the largest that it was, by the system's own count; `grown` is
their ratio without what Python and the libraries take before a project is read. Kernels are compiled by a first run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.npz_file import NpzFile
from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_layer, connect
from graph.layers.core.ends import Input, Output
from graph.specs.registry import layer_kinds, make
from graph.specs.spec import Spec
from graph.specs.training import TrainingPlan
from graph.storage.storage import save
from runtime.files import templates

MB = 1 << 20
LAUNCH = """
import os, sys
child = os.fork()
if not child:
    os.execv(sys.executable, [sys.executable, "-P", *sys.argv[1:]])
_, code, used = os.wait4(child, 0)
print("\\npeak", used.ru_maxrss * (1 if sys.platform == "darwin" else 1024), code)
"""
"""A small process starts the one that is measured, and asks the system for its peak."""


def taken(*arguments: str) -> tuple[int, int]:
    """(what a command said that it would take, the largest that its process was), in bytes."""
    command = [sys.executable, "-P", "-c", LAUNCH, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=dict(os.environ))
    lines = done.stdout.splitlines()
    peak = next((line.split() for line in lines if line.startswith("peak ")), None)
    if peak is None or peak[2] != "0":
        raise SystemExit(f"{arguments}: {done.stdout[-400:]}{done.stderr[-400:]}")
    events = [json.loads(line) for line in lines if line.startswith("{")]
    return next((event["memory"] for event in events if event["event"] == "started"), 0), int(peak[1])


def trained(project: str, folder: Path) -> tuple[int, int]:
    return taken("-m", "runtime", "train", project, "--epochs", "1", "--json", "-o", str(folder / "run"))


def pictures(draw: random.Random) -> tuple[tuple[int, ...], list[Spec]]:
    """A network for pictures: some convolutions with what comes behind them."""
    size, kinds = draw.choice([16, 28, 32, 48, 64]), layer_kinds()
    layers: list[Spec] = []
    for _ in range(draw.randint(1, 4)):
        kind = draw.choice(["Conv2D", "Conv2D", "SeparableConv2D", "DepthwiseConv2D"])
        settings = {"kernel_size": draw.choice([1, 3, 3, 5]), "padding": "same"}
        if kind != "DepthwiseConv2D":
            settings["filters"] = draw.choice([8, 16, 32, 64, 96])
        layers.append(make(kinds[kind], settings))
        if draw.random() < 0.5:
            layers.append(make(kinds["BatchNormalization"], {}))
        layers.append(make(kinds["Activation"], {"activation": draw.choice(["relu", "elu", "tanh", "gelu"])}))
        if draw.random() < 0.4:
            layers.append(make(kinds[draw.choice(["MaxPooling2D", "AveragePooling2D"])], {"padding": "same"}))
        if draw.random() < 0.3:
            layers.append(make(kinds["Dropout"], {"rate": 0.2}))
    layers.append(make(kinds[draw.choice(["Flatten", "GlobalAveragePooling2D"])], {}))
    return (size, size, draw.choice([1, 3])), layers


def series(draw: random.Random) -> tuple[tuple[int, ...], list[Spec]]:
    """A network for series: recurrent layers, convolutions along time, attention's neighbours."""
    kinds = layer_kinds()
    layers: list[Spec] = []
    for _ in range(draw.randint(1, 3)):
        kind = draw.choice(["LSTM", "GRU", "SimpleRNN", "Conv1D", "LayerNormalization"])
        units = draw.choice([16, 32, 64, 128])
        if kind == "Conv1D":
            layers.append(make(kinds[kind], {"filters": units, "kernel_size": 3, "padding": "same"}))
        elif kind == "LayerNormalization":
            layers.append(make(kinds[kind], {}))
        else:
            layers.append(make(kinds[kind], {"units": units, "return_sequences": True}))
    layers.append(make(kinds["GlobalAveragePooling1D"], {}))
    return (draw.choice([20, 60, 150]), draw.choice([4, 16, 64])), layers


def rows(draw: random.Random) -> tuple[tuple[int, ...], list[Spec]]:
    """A network for rows of numbers, narrow or wide."""
    kinds = layer_kinds()
    layers: list[Spec] = []
    for _ in range(draw.randint(1, 5)):
        units = draw.choice([32, 128, 512, 2048, 4096])
        layers.append(make(kinds["Dense"], {"units": units, "activation": draw.choice(["relu", "selu", "sigmoid"])}))
        if draw.random() < 0.3:
            layers.append(
                make(kinds[draw.choice(["BatchNormalization", "Dropout"])], {})
                if draw.random() < 0.5
                else make(kinds["Dropout"], {"rate": 0.5})
            )
    return (draw.choice([20, 200, 1000]),), layers


def network(number: int, folder: Path) -> Path:
    """A random project with data of its own; the same number gives the same."""
    draw = random.Random(number)
    shape, layers = draw.choice([pictures, pictures, series, rows])(draw)
    document: Document = new_document(f"random_{number}")
    document, first, call = add_layer(document, "m1", Input(shape=shape))
    for spec in (*layers, make(layer_kinds()["Dense"], {"units": 3, "activation": "softmax"})):
        document, _, following = add_layer(document, "m1", spec)
        document = connect(document, "m1", Source(call), following, 0)
        call = following
    loss = "sparse_categorical_crossentropy"
    document, last, end = add_layer(document, "m1", Output(loss=loss, metrics=("accuracy",)))
    document = connect(document, "m1", Source(call), end, 0)
    samples, generator = draw.choice([200, 500, 1500]), np.random.default_rng(number)
    x = generator.random((samples, *shape), dtype=np.float32)
    np.savez(folder / "data.npz", x=x, y=generator.integers(0, 3, samples))
    document = replace(
        document,
        data=DataPlan(NpzFile(path="data.npz"), {first: Binding("x"), last: Binding("y")}),
        training=TrainingPlan(
            optimizer=draw.choice(["sgd", "adam", "rmsprop"]),
            batch_size=draw.choice([16, 32, 64, 128]),
            validation_split=draw.choice([0.0, 0.2]),
        ),
    )
    save(document, folder / f"random_{number}.loom")
    return folder / f"random_{number}.loom"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--networks", type=int, default=20)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    _, before = taken("-c", "import runtime.cli.training, runtime.training.experiment, runtime.training.run_folder")
    print(f"Before a project is read: {before / MB:.0f} MB")
    print(f"{'network':18} {'said MB':>8} {'taken MB':>8} {'ratio':>6} {'grown':>6}", flush=True)
    for name in [n for n in (*templates.names(), *map(str, range(options.networks))) if options.only in n]:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            project = str(network(int(name), folder)) if name.isdigit() else name
            trained(project, folder)  # compiles what is missing
            said, peak = trained(project, folder / "again")
        grown = (said - before) / (peak - before)
        print(f"{name:18} {said / MB:8.1f} {peak / MB:8.1f} {said / peak:6.3f} {grown:6.3f}", flush=True)


if __name__ == "__main__":
    main()
