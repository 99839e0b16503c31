"""The exported script: it builds the same model, reads well, and no name of a document ever becomes code.

`tests/data/exported/*.py` are scripts of the seed's systems. Real Keras runs them and compares their predictions with
the recorded ones: `KERAS_BACKEND=jax python tests/keras_oracle/exported_scripts.py` with any Python that has Keras 3.
`python tests/graph/export/test_keras_code.py` writes them anew.
"""

from __future__ import annotations

import ast
import json
import random
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.npz_file import NpzFile
from graph.document.document import Document, Note, Source, new_document
from graph.editing.edits import add_layer, add_model, connect, rename_layer, rename_model, reuse, set_trainable
from graph.export.allowlist import check_script
from graph.export.automatic_names import written_names
from graph.export.keras_code import keras_code
from graph.keras.config import KerasConfigError
from graph.keras.from_keras import from_keras
from graph.layers.core.dense import Dense
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.merging.addition import Add
from graph.layers.recurrent.lstm import LSTM
from graph.specs.metrics.accuracy import BinaryAccuracy
from graph.storage.storage import loads

DATA = Path(__file__).resolve().parent.parent.parent / "data"
SYSTEMS = sorted(path.name for path in (DATA / "conformance").glob("system_*"))


def system(case: str) -> Document:
    with zipfile.ZipFile(DATA / "conformance" / case / "model.keras") as archive:
        config = json.loads(archive.read("config.json"))
    facts = json.loads((DATA / "conformance" / case / "case.json").read_text(encoding="utf-8"))
    return from_keras({**config, "compile_config": facts["compile"]})


@pytest.mark.parametrize("case", SYSTEMS)
def test_the_script_of_a_system_is_the_one_that_keras_has_verified(case: str) -> None:
    assert keras_code(system(case)) == (DATA / "exported" / f"{case}.py").read_text(encoding="utf-8")


TEMPLATES = sorted((Path(__file__).resolve().parent.parent.parent.parent / "resources" / "templates").glob("*.loom"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_template_has_a_script_that_builds_and_fits_it(path: Path) -> None:
    document = loads(path.read_text(encoding="utf-8"))
    script = keras_code(document)
    names = {node.name for node in ast.parse(script).body if isinstance(node, ast.FunctionDef)}
    assert {"load_data", "build_model", "main"} <= names
    assert "model.compile(" in script and f"epochs={document.training.epochs}" in script
    said = written_names(document, document.main)
    assert all(f'name="{name}"' in script for name in said.values())
    assert not any(f'name="{kind}' in script for kind in ("dense", "conv2d", "lstm", "add", "input_layer"))


class Sketch:
    """A document that grows by named layers."""

    def __init__(self, name: str = "sketch") -> None:
        self.document = new_document(name)
        self.model = self.document.root
        self.ids: dict[str, str] = {}

    def add(self, name: str, spec: Any, *sources: Source) -> Source:
        self.document, layer, call = add_layer(self.document, self.model, spec, name=name)
        self.ids[name] = layer
        for port, source in enumerate(sources):
            self.document = connect(self.document, self.model, source, call, port)
        return Source(call)

    def again(self, name: str, source: Source) -> Source:
        self.document, call = reuse(self.document, self.model, source, self.ids[name])
        return Source(call)


def body(script: str, function: str = "build_model") -> str:
    """The lines of one function without indentation."""
    tree = ast.parse(script)
    node = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function)
    return "\n".join(line.strip() for line in script.splitlines()[node.lineno : node.end_lineno])


def test_a_chain_reads_as_one() -> None:
    sketch = Sketch()
    x = sketch.add("pixels", Input(shape=(4,)))
    x = sketch.add("hidden", Dense(units=3, activation="relu"), x)
    x = sketch.add("probability", Dense(units=1), x)
    sketch.add("", Output(), x)
    assert body(keras_code(sketch.document)) == (
        'pixels = keras.Input(shape=(4,), name="pixels")\n'
        'x = layers.Dense(3, activation="relu", name="hidden")(pixels)\n'
        'outputs = layers.Dense(1, name="probability")(x)\n'
        'return keras.Model(pixels, outputs, name="sketch")'
    )


def test_a_shared_layer_is_made_once_and_called_for_each_source() -> None:
    sketch = Sketch()
    a, b = sketch.add("a", Input(shape=(4,))), sketch.add("b", Input(shape=(4,)))
    left = sketch.add("twin", Dense(units=3), a)
    right = sketch.again("twin", b)
    sketch.add("", Output(), sketch.add("sum", Add(), left, right))
    lines = body(keras_code(sketch.document)).splitlines()
    assert lines[2:6] == [
        'twin = layers.Dense(3, name="twin")',
        "twin_of_a = twin(a)",
        "twin_of_b = twin(b)",
        'outputs = layers.Add(name="sum")([twin_of_a, twin_of_b])',
    ]


def test_one_source_can_arrive_twice_and_a_layer_can_be_called_in_series() -> None:
    sketch = Sketch()
    x = sketch.add("x", Input(shape=(4,)))
    once = sketch.add("step", Dense(units=4), x)
    twice = sketch.again("step", once)
    sketch.add("", Output(), sketch.add("double", Add(), twice, twice))
    lines = body(keras_code(sketch.document)).splitlines()
    assert lines[1:] == [
        'step = layers.Dense(4, name="step")',
        "step_of_inputs = step(inputs)",
        "step_call_2 = step(step_of_inputs)",
        'outputs = layers.Add(name="double")([step_call_2, step_call_2])',
        'return keras.Model(inputs, outputs, name="sketch")',
    ]


def test_states_go_in_and_out_by_name() -> None:
    sketch = Sketch()
    x = sketch.add("x", Input(shape=(5, 4)))
    encoder = sketch.add("encoder", LSTM(units=3, return_state=True), x)
    decoder = sketch.add("decoder", LSTM(units=3), x, Source(encoder.call, 1), Source(encoder.call, 2))
    sketch.add("", Output(), decoder)
    text = body(keras_code(sketch.document)).replace("(\n", "(").replace(",\n", ", ").replace(", )", ")")
    assert "_, encoder_last_output, encoder_memory = layers.LSTM(3, return_state=True" in text
    assert "(inputs, initial_state=[encoder_last_output, encoder_memory])" in text


def with_part(trainable: bool = True) -> Sketch:
    """A model that uses another model twice over, as two layers of it."""
    sketch = Sketch("whole")
    main = sketch.model
    sketch.document, part = add_model(sketch.document, "part")
    sketch.model = part
    sketch.add("", Output(), sketch.add("inner", Dense(units=4), sketch.add("start", Input(shape=(4,)))))
    sketch.model = main
    x = sketch.add("x", Input(shape=(4,)))
    x = sketch.add("first", NestedModel(model=part), x)
    x = sketch.add("second", NestedModel(model=part), x)
    sketch.add("", Output(loss="mse"), x)
    sketch.document = set_trainable(sketch.document, main, sketch.ids["first"], trainable)
    return sketch


def test_two_layers_of_one_model_are_two_instances() -> None:
    script = keras_code(with_part(trainable=False).document)
    assert script.count("def build_part(") == 1 and script.index("def build_part(") < script.index("def build_model(")
    assert 'first = build_part(name="first")\nfirst.trainable = False\n' in body(script)
    assert 'second = build_part(name="second")\n' in body(script)


def two_outputs(first: str, second: str) -> Document:
    sketch = Sketch()
    x = sketch.add("x", Input(shape=(4,)))
    for name, layer in ((first, "left"), (second, "right")):
        made = sketch.add(layer, Dense(units=1), x)
        spec = Output(loss="mse", loss_weight=0.5, metrics=("mae", BinaryAccuracy(threshold=0.3, label="hits")))
        sketch.add(name, spec, made)
    return sketch.document


def test_an_output_with_a_name_of_its_own_keeps_it_in_keras_history() -> None:
    script = keras_code(two_outputs("score", ""))
    assert 'score = layers.Identity(name="score")(left)' in body(script)
    assert 'loss={"score": "mean_squared_error", "right": "mean_squared_error"}' in script
    assert 'loss_weights={"score": 0.5, "right": 0.5}' in script
    assert 'keras.metrics.BinaryAccuracy(threshold=0.3, name="hits")' in script


def test_names_that_keras_refuses_are_written_so_that_it_takes_them() -> None:
    sketch = Sketch("a/b")
    x = sketch.add("same", Input(shape=(4,)))
    x = sketch.add("same", Dense(units=1), x)
    sketch.add("", Output(), sketch.add("a/b", Dense(units=1), x))
    text = body(keras_code(sketch.document))
    assert 'name="same_1"' in text and 'name="a_b"' in text


def test_data_is_read_from_where_the_plan_says() -> None:
    document = two_outputs("", "")
    x, *ys = [layer.id for layer in document.main.layers.values() if layer.spec.kind in ("Input", "Output")]
    bindings = {x: Binding("points"), **{y: Binding("labels") for y in ys}}
    script = keras_code(replace(document, data=DataPlan(NpzFile(path="mine.npz"), bindings)))
    assert 'np.load(beside("mine.npz"))' in script and "\n    x, y = load_data()\n" in script
    assert body(script, "load_data").endswith("return x, [y_1, y_2]")


def test_what_is_not_connected_is_said_by_name() -> None:
    sketch = Sketch()
    sketch.add("", Output(), sketch.add("alone", Dense(units=1)))
    with pytest.raises(KerasConfigError, match="alone: an input is not connected"):
        keras_code(sketch.document)
    with pytest.raises(KerasConfigError, match="architecture"):
        keras_code(sketch.document, form="poem")


HOSTILE = [
    "", " ", "'", '"', '"""', "'''", "\\", "\\\\", "\n", "\r\n", "\t", "\0", "\x1b[31m", "\u2028",
    "\u202eevil", "\ud800",
    "\U0001f600", "{x}", "{{", "%s", "{0.__class__}", "$(id)", "`id`", "x'); import os #", 'x"); import os #', "#",
    '""" + __import__("os") + """', "class", "def", "match", "None", "True", "print", "keras", "layers", "np", "main",
    "load_data", "model", "outputs", "name", "x", "_", "__name__", "__class__", "__import__", "eval", "a" * 10_000,
    "1st", "а", "名前", "ﬁ", "ﬀ", "İ", "K", "ª", "# x", "lambda: 0", ";", "x;y", "()", "[]", "*", "**", "@x",
    "a.b", "a/b",
    "C:\\x", "<b>", "&amp;", "\x7f", "\u200b", "\u00a0", "\ufeff", "e\u0301", "\\N{DASH}", "\\x41", "rb''", "f'{1}'",
    "0", "-1", "../x", "x\nimport os",
]  # fmt: skip
LETTERS = "ab_'\"\\\n\r{}()#%$\0\u2028\u202e\ud83d;=, éß漢/.:*"


def hostile_names() -> list[str]:
    draw = random.Random(8)
    made = ["".join(draw.choices(LETTERS, k=draw.randint(1, 40))) for _ in range(200 - len(HOSTILE))]
    return HOSTILE + made


FIELDS = ("layer", "output", "model", "inner model", "metric", "path", "column", "note")


def named(field: str, text: str) -> Document:
    """One document with that text in one of its fields."""
    document = with_part().document
    root = document.main
    layers = {layer.spec.kind: layer.id for layer in root.layers.values()}
    x, y = layers["Input"], layers["Output"]
    data = DataPlan(NpzFile(path="a.npz"), {x: Binding("a"), y: Binding("b")})
    if field == "layer":
        document = rename_layer(document, root.id, x, text)
    elif field == "output":
        document = two_outputs(text, "")
    elif field in ("model", "inner model"):
        document = rename_model(document, root.id if field == "model" else list(document.models)[-1], text)
    elif field == "metric":
        metric = BinaryAccuracy(threshold=0.3, label=text)
        output = replace(root.layers[y], spec=Output(loss="mse", metrics=(metric,)))
        document = document.with_model(replace(root, layers={**root.layers, y: output}))
    elif field == "note":
        document = document.with_model(replace(root, notes={"n": Note("n", text, (0, 0), (1, 1))}))
    elif field == "path" and text.strip() and "\0" not in text:
        data = DataPlan(NpzFile(path=text), data.bindings)
    elif field == "column" and text:
        data = DataPlan(NpzFile(path="a.npz"), {x: Binding("a"), y: Binding(text)})
    return replace(document, data=data) if field != "output" else document


class Anonymous(ast.NodeTransformer):
    """Constants and variables without their content: what is left is the code itself."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant(type(node.value).__name__)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(node.id if node.id in ("keras", "layers", "np", "main", "load_data") else "v")

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.name = "f"
        return node


def shape_of(script: str) -> str:
    return ast.dump(Anonymous().visit(ast.parse(script)))


@pytest.mark.parametrize("field", FIELDS)
def test_no_name_of_a_document_becomes_code(field: str) -> None:
    plain = shape_of(keras_code(named(field, "plain")))
    for text in hostile_names():
        if field == "column" and ("," in text or "*" in text or not text.strip()):
            continue  # a pattern of columns, not a name
        script = keras_code(named(field, text))
        assert script.isprintable() or all(c.isprintable() or c == "\n" for c in script)
        script.encode("utf-8")
        assert shape_of(script) == plain or _only_an_identity_differs(field, script), (field, text)


def _only_an_identity_differs(field: str, script: str) -> bool:
    return field == "output" and "layers.Identity" not in script  # an Output without a name goes by its source's


@pytest.mark.parametrize(
    "script",
    [
        "import os",
        "from os import system",
        "from . import x",
        "x.__class__",
        "eval('1')",
        "lambda: 0",
        "x = (",
        "class A: 0",
    ],
)
def test_the_last_look_refuses_what_a_script_has_no_use_for(script: str) -> None:
    with pytest.raises(KerasConfigError, match="can't be written"):
        check_script(script)


def test_masked_sequences_and_frozen_layers_are_written() -> None:
    sketch = Sketch()
    x = sketch.add("words", Input(shape=(5,), dtype="int32"))
    x = sketch.add("embedding", Embedding(input_dim=9, output_dim=4, mask_zero=True), x)
    sketch.add("", Output(), sketch.add("lstm", LSTM(units=3), x))
    sketch.document = set_trainable(sketch.document, sketch.model, sketch.ids["embedding"], False)
    assert "layers.Embedding(9, 4, mask_zero=True, trainable=False)" in keras_code(sketch.document)


if __name__ == "__main__":
    (DATA / "exported").mkdir(exist_ok=True)
    for case in SYSTEMS:
        (DATA / "exported" / f"{case}.py").write_text(keras_code(system(case)), encoding="utf-8")
