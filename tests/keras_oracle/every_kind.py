"""Every kind of layer in a document of its own, as a person would use it: checked, trained, exported, run in Keras.

    python tests/keras_oracle/every_kind.py PYTHON[,PYTHON] [KIND ...]

PYTHON has Keras 3 on JAX; the second, on TensorFlow, is asked about layers that read texts. Each example of each kind
stands between Inputs and Outputs of a document with data. The document must have no errors and train for some steps;
its script must build (and, for the first example, fit) in Keras and, given our weights, predict the same to 1e-5; so
must our `.keras` file, and the file that Keras saves of it must do so here. Prints a line a kind.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import warnings
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import runtime as keras
from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.npz_file import NpzFile
from graph.document.document import Document, Source
from graph.editing.edits import add_layer, connect
from graph.export.keras_code import keras_code
from graph.inference.following import infer
from graph.layers.core.dense import Dense
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input, Output
from graph.specs.registry import layer_kinds
from graph.specs.spec import TEXT, Spec, TensorType
from graph.storage.storage import load, save
from graph.validate import problems
from runtime.api.from_document import from_document
from runtime.files.keras_files import load_keras, save_keras, save_weights
from runtime.ops.op import find_op
from runtime.training.experiment import Experiment
from tests.runtime.ops.one_layer import document_of

ROWS, EPOCHS, CLOSE = 12, 2, 1e-5
ASKED = Path(__file__).with_name("every_kind_in_keras.py")


def drawn(spec: Spec, shape: tuple[int, ...], dtype: str, rng: Any, fed: Any) -> Any:
    """Numbers or texts that the layer takes."""
    if isinstance(fed, Embedding):
        return rng.integers(0, fed.input_dim, shape).astype(dtype)
    if dtype == TEXT:
        return rng.choice(["a", "b", "", "other words"], shape)
    if dtype.startswith("float"):
        domain = getattr(spec, "domain", None)
        found = rng.standard_normal(shape) if domain is None else rng.uniform(*domain, shape)
        return found.astype(dtype)
    return rng.integers(0, getattr(spec, "input_dim", 9), shape).astype(dtype)


def prepared(spec: Spec, types: tuple[TensorType, ...], folder: Path) -> Document:
    """The document with its data beside it. What can't be trained on stands beside a Dense that can."""
    rng = np.random.default_rng(0)
    document = document_of(spec, types)
    inferred = infer(document)
    model = document.main
    for call in model.outputs:
        (source,) = model.calls[call].inputs
        if not inferred.types[source].is_float:
            document = without_loss(document, model.layer_of(call).id)
    document, _, here = add_layer(document, "m1", Input(shape=(2,)), name="beside")
    document, _, dense = add_layer(document, "m1", Dense(units=1))
    document, _, end = add_layer(document, "m1", Output(loss="mse"))
    document = connect(connect(document, "m1", Source(here), dense, 0), "m1", Source(dense), end, 0)
    model, plan, arrays = document.main, DataPlan(NpzFile(path="data.npz")), {}
    rows = next((t.shape[0] for t in types if t.shape[0] is not None), ROWS)
    for number, call in enumerate(model.inputs):
        layer = model.layer_of(call)
        after = next(c for c in model.calls.values() if Source(call) in c.inputs)
        shape = (rows, *(3 if n is None else n for n in layer.spec.shape))
        arrays[f"x{number}"] = drawn(spec, shape, layer.spec.dtype, rng, model.layer_of(after.id).spec)
        plan = plan.bind(layer.id, Binding(f"x{number}"))
    types_now = infer(document).types
    for number, call in enumerate(model.outputs):
        layer, (source,) = model.layer_of(call), model.calls[call].inputs
        if layer.spec.loss is not None:
            shape = (rows, *(3 if n is None else n for n in types_now[source].shape[1:]))
            arrays[f"y{number}"] = rng.standard_normal(shape).astype("float32")
            plan = plan.bind(layer.id, Binding(f"y{number}"))
    np.savez(folder / "data.npz", **arrays)
    # One batch: some layers look at all samples of it.
    training = document.training.replace(epochs=EPOCHS, batch_size=rows, seed=1)
    return replace(document, data=plan, training=training)


def without_loss(document: Document, layer: str) -> Document:
    model = document.main
    kept = replace(model.layers[layer], spec=Output())
    return document.with_model(replace(model, layers={**model.layers, layer: kept}))


def made(spec: Spec, types: tuple[TensorType, ...], folder: Path) -> str:
    """Draw, check, train, predict and write everything; what is wrong, if anything."""
    folder.mkdir()
    document = prepared(spec, types, folder)
    save(document, folder / "drawn.loom")
    if load(folder / "drawn.loom") != document:
        return "the project is another after saving"
    found = [str(p.message) for p in problems(document) if not expected(p)]
    run = in_python if any(t.dtype == TEXT for t in types) else headless
    losses, predicted, weights = run(document, folder)
    if not np.isfinite(losses).all():
        return f"loss {losses}"
    np.savez(folder / "predicted.npz", *predicted)
    (folder / "script.py").write_text(keras_code(document), encoding="utf-8")
    save_weights(folder / "run.weights.h5", document, weights)
    save_keras(folder / "ours.keras", document, weights)
    load_keras(folder / "ours.keras")
    return "; ".join(found)


def expected(problem: Any) -> bool:
    """What is meant so: whole numbers have no loss, and nobody has drawn these boxes."""
    return "has no loss" in str(problem.message) or "lies exactly on" in str(problem.message)


def headless(document: Document, folder: Path) -> tuple[list[float], list[Any], list[Any]]:
    """(losses, predictions, weights) as the command line trains and predicts."""
    experiment = Experiment(document, folder)
    weights = experiment.network.weights
    trained = [given.weight.trainable for given in experiment.program.weights]
    weights.set(moved(weights.get(), trained))
    history = experiment.trainer.fit(experiment.training, None, epochs=EPOCHS, seed=1)
    found = experiment.trainer.predict(experiment.training.x, document.training.batch_size)
    return history.history["loss"], found, experiment.weights


def in_python(document: Document, folder: Path) -> tuple[list[float], list[Any], list[Any]]:
    """The same for texts, which only programs in Python can give."""
    model = from_document(document, keras.Model)
    data = np.load(folder / "data.npz")
    y = [data[key] for key in data.files if key[0] == "y"]
    model.compile("adam", [None] * (len(model.outputs) - len(y)) + ["mse"] * len(y))
    x = inputs(data)
    history = model.fit(x, [None] * (len(model.outputs) - len(y)) + y, epochs=EPOCHS, verbose=0)
    return history.history["loss"], model.predict(x, verbose=0), model.get_weights()


def moved(weights: list[Any], trained: list[bool]) -> list[Any]:
    """Weights none of which is still what it began with."""
    rng = np.random.default_rng(1)
    return [
        w + rng.normal(0, 0.2, w.shape).astype(w.dtype) if w.dtype.kind == "f" and t else w
        for w, t in zip(weights, trained, strict=True)
    ]


def inputs(data: Any) -> list[Any]:
    return [data[key] for key in data.files if key[0] == "x"]


def read_back(folder: Path) -> str:
    """What Keras saved, here: its predictions must be Keras' own."""
    with np.load(folder / "in_keras.npz") as file:
        wanted = [file[key] for key in file.files]
    data = np.load(folder / "data.npz")
    model = keras.saving.load_model(folder / "back.keras")
    x = inputs(data)
    found = model.predict(x if len(x) > 1 else x[0], batch_size=64, verbose=0)
    found = found if isinstance(found, list) else [found]
    worst = max(difference(a, b) for a, b in zip(found, wanted, strict=True))
    return "" if worst < CLOSE else f"Keras' file predicts otherwise here, by {worst:.1e}"


def difference(got: Any, want: Any) -> float:
    if got.dtype.kind in "US" or want.dtype.kind in "US":
        return float((got.astype(str) != want.astype(str)).any())
    apart = np.abs(got.astype("float64") - want.astype("float64"))
    return float(apart.max() / max(1.0, float(np.abs(want).max()))) if apart.size else 0.0


def main(python: str, *asked: str) -> int:
    warnings.simplefilter("ignore")
    place = Path(tempfile.mkdtemp())
    trouble: dict[str, list[str]] = defaultdict(list)
    counted: dict[str, int] = defaultdict(int)
    for kind, cls in sorted(layer_kinds().items()):
        if cls.family in ("input", "output", "model") or (asked and kind not in asked):
            continue
        if not asked and (not cls.offered or find_op(cls) is None):
            print(f"-- {kind}: not offered, or not computed")
            continue
        for number, case in enumerate(cls.examples):
            counted[kind] += 1
            folder = place / f"{kind}-{number}"
            try:
                said = made(case.of(cls), case.inputs, folder)
            except Exception as error:  # whatever it is, it is what this program looks for
                said = f"{type(error).__name__}: {str(error)[:400]}"
            if said:
                trouble[folder.name].append(said)
    print(f"{sum(counted.values())} documents in {place}", flush=True)
    for asked_python in python.split(","):
        subprocess.run([asked_python, "-W", "ignore", str(ASKED), str(place)], check=True)
    largest: dict[str, float] = defaultdict(float)
    for folder in sorted(place.iterdir()):
        answer = folder / "answer.json"
        if not answer.is_file():
            continue
        found = json.loads(answer.read_text())
        largest[folder.name] = max(found["script"], found["file"])
        trouble[folder.name] += [found["trouble"]] if found["trouble"] else []
        if largest[folder.name] > CLOSE:
            trouble[folder.name].append(f"differs by {found['script']:.1e} (script), {found['file']:.1e} (.keras)")
        if (folder / "back.keras").is_file():
            try:
                said = read_back(folder)
            except Exception as error:
                said = f"Keras' file: {type(error).__name__}: {str(error)[:400]}"
            trouble[folder.name] += [said] if said else []
    bad = 0
    for kind, number in counted.items():
        names = [f"{kind}-{i}" for i in range(number)]
        worst = max(largest[name] for name in names)
        wrong = [(name, said) for name in names for said in trouble[name]]
        bad += bool(wrong)
        print(f"{'BAD' if wrong else 'ok '} {kind:32} {number} examples, largest difference {worst:.1e}")
        for name, said in wrong:
            print(f"      {name}: {said}")
    print(f"{len(counted)} kinds, {bad} with trouble")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) > 1 else 2)
