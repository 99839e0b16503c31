"""A package of somebody else's adds kinds by an entry point: they are found, shown, stored, computed and trained."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "sample_package"

TRAINING = """
import runtime as keras
from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.data_set import DatasetSpec
from graph.document.document import Source, new_document
from graph.editing.edits import add_layer, connect
from graph.layers.core.dense import Dense
from graph.layers.core.ends import Input, Output
from graph.specs.optimizers.adam import Adam
from graph.specs.registry import find, make_value
from graph.storage.storage import dumps, loads
from dataclasses import replace
from runtime.training.experiment import Experiment

document = new_document()
document, _, x = add_layer(document, "m1", Input(shape=(1,)))
document, _, dense = add_layer(document, "m1", Dense(units=1))
document, _, negative = add_layer(document, "m1", find("layer", "Mirrored")())
output = Output(loss=make_value("loss", "fourth_power", "loss"), metrics=(make_value("metric", "largest_error", "m"),))
document, _, end = add_layer(document, "m1", output)
for before, after in ((x, dense), (dense, negative), (negative, end)):
    document = connect(document, "m1", Source(before), after, 0)
layers = {document.main.calls[call].layer: column for call, column in ((x, "x"), (end, "y"))}
plan = DataPlan(find("dataset", "Slope")(), {layer: Binding(column) for layer, column in layers.items()})
training = document.training.replace(optimizer=Adam(learning_rate=0.05), batch_size=16)
document = replace(document, data=plan, training=training)
text = dumps(document)
document = loads(text)
assert dumps(document) == text
experiment = Experiment(document)
history = experiment.trainer.fit(experiment.training, epochs=60).history
print(history["loss"][-1], history["largest_error"][0], history["largest_error"][-1])

inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, keras.layers.Mirrored()(keras.layers.Dense(1)(inputs)))
model.compile(loss=keras.losses.FourthPower(), metrics=["largest_error"])

import json, sys, zipfile
from graph.export.keras_code import keras_code
from graph.keras.config import KerasConfigError
try:
    keras_code(document)
except KerasConfigError as error:
    print(error, file=sys.stderr)
model.save(sys.argv[1])
config = json.loads(zipfile.ZipFile(sys.argv[1]).read("config.json"))
kinds = [layer["module"] for layer in config["config"]["layers"]][-1], config["compile_config"]["loss"]["module"]
assert set(kinds) == {config["compile_config"]["metrics"][0]["module"]} == {"layerloom_sample"}
again = keras.models.load_model(sys.argv[1])
assert [type(layer).__name__ for layer in again.layers] == ["InputLayer", "Dense", "Mirrored"]
assert again.evaluate([[1.0]], [[2.0]], verbose=0) == model.evaluate([[1.0]], [[2.0]], verbose=0)
"""


def run(code: str, *folders: Path, argument: str = "") -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(map(str, (ROOT, *folders)))
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(
        [sys.executable, "-c", code, argument], env=environment, capture_output=True, text=True, timeout=300
    )


def test_its_layer_loss_metric_and_data_are_trained_with(tmp_path: Path) -> None:
    result = run(TRAINING, SAMPLE, argument=str(tmp_path / "model.keras"))
    assert result.returncode == 0, result.stderr
    assert "uses Mirrored, a layer of the package layerloom_sample. Keras has none of that name" in result.stderr
    loss, first, last = map(float, result.stdout.split())
    assert loss < 1e-3
    assert last < first / 4


def test_a_broken_package_gives_a_sentence_and_does_not_stop_the_program(tmp_path: Path) -> None:
    info = tmp_path / "broken-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[layerloom.kinds]\nbroken = broken_kinds\n")
    (tmp_path / "broken_kinds.py").write_text("raise OSError('no such disk')\n")
    result = run(
        "from graph.specs.registry import find; print(find('layer', 'Dense').kind, find('loss', 'fourth_power').kind)",
        tmp_path,
        SAMPLE,
    )
    assert result.stdout.split() == ["Dense", "FourthPower"], result.stderr
    assert "The package broken has kinds" in result.stderr and "no such disk" in result.stderr


def test_no_package_takes_the_name_of_another_kind(tmp_path: Path) -> None:
    code = """
from dataclasses import dataclass
from graph.specs.registry import find, register
from graph.specs.params import SpecError
from graph.specs.spec import Spec
find("layer", "Dense")
try:
    @register
    @dataclass(frozen=True)
    class Dense(Spec):
        pass
except SpecError as error:
    print(error)
"""
    assert "Dense is the name of graph.layers.core.dense.Dense already" in run(code).stdout
