"""Reading scripts: what is not followed is said with its line, nothing is executed, and hostile scripts end soon."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

import runtime as keras
from graph.export.keras_code import FORMS, keras_code
from graph.keras.to_keras import to_keras
from graph.layers.core.ends import Output
from graph.specs.schedules.decay import InverseTimeDecay
from runtime.api import naming
from runtime.files import templates
from runtime.files.documents import open_path
from runtime.script.reading import ScriptError, read_script

HEAD = "import keras\nfrom keras import layers\n"
SMALL = HEAD + "i = keras.Input((4,))\nmodel = keras.Model(i, layers.Dense(2, name='d')(i))\n"


@pytest.mark.parametrize("name", templates.names())
def test_our_own_scripts_are_read_back(name: str) -> None:
    document = templates.load(name)
    for form in FORMS:
        reading = read_script(keras_code(document, form))
        assert not reading.lost
        again = keras_code(reading.document, "architecture")
        assert sorted(again.splitlines()) == sorted(keras_code(document, "architecture").splitlines())
    assert reading.document.main.name == document.main.name
    whole = read_script(keras_code(document)).document
    assert whole.training == document.training
    losses = [layer.spec.loss for layer in whole.main.layers.values() if isinstance(layer.spec, Output)]
    assert losses == [layer.spec.loss for layer in document.main.layers.values() if isinstance(layer.spec, Output)]


@pytest.mark.parametrize(
    ("line", "sentence", "number"),
    [
        ("x = layers.Dense(n_units)(i)", "the name n_units is not known here", 6),
        ("x = mystery(i)", "What mystery does is not known here", 6),
        ("x = layers.Dens(3)(i)", "Dens", 6),
        ("x = layers.Dense(units=3, sise=4)(i)", "sise", 6),
        ("x = layers.Conv2D(3, 3)(i)", "conv2d", 6),
        ("for k in files():\n    x = layers.Dense(k)(i)", "the loop is not followed", 6),
        ("if has_gpu():\n    x = layers.Dense(2)(i)", "neither way is followed", 6),
        ("model.compile('adam', my_loss)", "loss: the name my_loss is not known here", 6),
        ("model.compile('adam', 'mse', metrics=['acc', f1])", "metric: the name f1", 6),
        ("base = keras.applications.VGG16()", "VGG16", 6),
        ("x = keras.layers.StringLookup(vocabulary='/etc/passwd')(i)", "vocabulary", 6),
        ("x, y = 1, 2, 3", "3 values do not fit 2 names", 6),
        ("print(undefined.x)", "", 0),
    ],
)
def test_what_is_not_followed_is_said_with_its_line(line: str, sentence: str, number: int) -> None:
    reading = read_script(f"{SMALL}\n{line}\n")
    assert "d" in [layer.name for layer in reading.document.main.layers.values()]
    if not sentence:
        assert not reading.remarks
        return
    assert any(sentence in str(r.message) and r.line == number for r in reading.remarks), reading.remarks


STACK = HEAD + "m = keras.Sequential([keras.Input((4,))])\n"
GAPS = {
    "while n() > 8:\n    m.add(layers.Dense(3))": True,
    "for k in files():\n    m.add(layers.Dense(3))": True,
    "if gpu():\n    m.add(layers.Dense(3))": True,
    "m.add(layers.Dense(n()))": True,
    "m.add(layers.Dense(3, sise=4))": True,
    "m.add(mystery())": True,
    "class Own(layers.Layer): pass\nm.add(Own())": True,
    "i = keras.Input((4,))\ny = mystery(i)": True,
    "i = keras.Input((4, 2))\ny = layers.Attention()(inputs=[i, mystery()])": True,
    "for batch in data():\n    loss = m.train_on_batch(batch)": False,
    "class Seen(keras.callbacks.Callback): pass\ns = Seen()": False,
    "if gpu():\n    x = 3": False,
    "draw(m)\nm.compile('adam', mine)\nm.fit(files(), epochs=n())": False,
}


@pytest.mark.parametrize("line", GAPS)
def test_a_network_of_which_something_is_missing_is_known_as_such(line: str) -> None:
    reading = read_script(f"{STACK}{line}\nm.add(layers.Dense(1))\n")
    assert (reading.gap is not None) == GAPS[line], reading.remarks
    assert reading.gap is None or str(reading.gap).startswith(("Line 4: ", "Line 5: "))


@pytest.mark.parametrize(
    ("line", "number"), [("n = 0\n    n += 'a'", 5), ("x = [1]\n    x[7] = 3", 5), ("break", 0), ("continue", 0)]
)
def test_a_line_that_fails_does_not_hide_the_others_of_its_function(line: str, number: int) -> None:
    built = "keras.Sequential([layers.Input((3,)), layers.Dense(2, name='d')])"
    reading = read_script(f"{HEAD}def build():\n    {line}\n    return {built}\nm = build()\n{SMALL}")
    assert [r.line for r in reading.lost] == [number] * bool(number)
    # A function that nobody calls is followed where the script makes nothing else.
    text = f"{HEAD}def build():\n    {line}\n    return {built}\n"
    if number:
        assert "d" in [layer.name for layer in read_script(text).document.main.layers.values()]
    else:
        with pytest.raises(ScriptError, match="No network"):
            read_script(text)


def test_a_stack_in_itself_is_refused() -> None:
    with pytest.raises(ScriptError, match="too deep"):
        read_script(f"{HEAD}m = keras.Sequential()\nm.add(m)\n")


def test_pieces_that_make_no_model_together_are_refused() -> None:
    inputs = "a = keras.Input((3,), name='a')\nb = keras.Input((3,), name='a')\n"
    with pytest.raises(ScriptError, match="used by two layers"):
        read_script(f"{HEAD}{inputs}c = layers.Add()([a, b])\n")


HOSTILE = [
    "while True: pass",
    "for i in range(10**9): pass",
    "x = [0] * 10**9",
    "x = 'a' * 10**12",
    "x = 9 ** 9 ** 9",
    "x = 1 << 10**12",
    "x = list(range(10**9))",
    "x = [i for i in range(10**6) for j in range(10**6)]",
    "def f(n): return f(n + 1)\nf(0)",
    "f = lambda: f()\nf()",
    "x = f'{1:999999999}'",
    "x = '%0999999999d' % 3",
    "x = '{:999999999}'.format(3)",
    "x = '{0.__class__}'.format(3)",
    "x = ' ' * 90000\nfor i in range(90): x = x.replace(' ', x)",
    "l = []\nl.append(l)\nx = str(l)",
    "a = [1]\nfor i in range(99): a += a",
    "a = (1,)\nfor i in range(99): a = a + a",
    "d = 3\nfor i in range(9999): d = d * d",
    "x = sum([[1]] * 9, [])",
    "for i in range(10**5): model.add(layers.Dense(3))",
    "x = __import__('os').system('touch here')",
    "import os\nos.system('touch here')",
    "open('here', 'w').write('x')",
    'exec(\'open("here", "w")\')',
    "eval('1')",
    "().__class__.__bases__[0].__subclasses__()",
    "keras.utils.get_file('here', 'http://localhost/here')",
    "keras.saving.load_model('here')",
    "model.save('here')\nmodel.save_weights('here')",
    "keras.layers.Dense.__init__.__globals__['x']",
    "getattr(keras, '__loader__')",
    "keras.layers.__getattr__('Dense')",
    "x = layers.Dense(10**12)(layers.Dense(10**12)(i))",
    "x = keras.ops.ones((10**5, 10**5))",
    "x = keras.ops.tile(i, (1, 10**9))",
    "keras.config.set_floatx('float16')",
    "keras.utils.set_random_seed(5)",
    "(" * 90 + ")" * 90,
    "-" * 5000 + "1",
    "x = " + "[" * 80 + "]" * 80,
    "x = " + "+".join(["1"] * 20000),
]


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_scripts_end_soon_and_touch_nothing(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    start = time.process_time()
    try:
        reading = read_script(f"{SMALL}{line}\n")
        assert any(layer.name == "d" for layer in reading.document.main.layers.values())
    except ScriptError:
        pass
    assert time.process_time() - start < 12
    assert list(tmp_path.iterdir()) == []
    assert keras.config.floatx() == "float32"


def test_reading_leaves_names_and_randomness_of_the_python_interface_alone() -> None:
    keras.utils.set_random_seed(3)
    first = keras.random.normal((3,))
    keras.utils.set_random_seed(3)
    before = dict(naming._counts)
    read_script(SMALL)
    assert dict(naming._counts) == before
    assert (keras.random.normal((3,)) == first).all()
    dense = keras.layers.Dense(3)
    dense(keras.Input((2,)))
    assert len(dense.get_weights()) == 2


def test_no_network_is_said() -> None:
    for text in ("x = 1", "", "import os", "def f(:"):
        with pytest.raises(ScriptError):
            read_script(text)
    with pytest.raises(ScriptError, match="Line 2 is no Python"):
        read_script("x = 1\nx = = 2")


def test_a_piece_without_imports_or_model_is_read() -> None:
    piece = "a = Input((8,))\nx = Dense(4, activation='relu')(a)\ny = layers.Dropout(0.5)(x)\n"
    names = [layer.name for layer in read_script(piece).document.main.layers.values()]
    assert names[:3] == ["input_layer", "dense", "dropout"]


def test_settings_of_the_training_are_taken() -> None:
    reading = read_script(
        SMALL
        + "keras.utils.set_random_seed(9)\n"
        + "model.compile(keras.optimizers.Adam(lr=0.5), loss='mse', metrics=['mae'])\n"
        + "stop = keras.callbacks.EarlyStopping(monitor='loss', patience=4)\n"
        + "model.fit(x, y, 64, nb_epoch=7, validation_split=0.25, class_weight={0: 2}, callbacks=[stop, own()])\n"
    )
    plan = reading.document.training
    assert (plan.batch_size, plan.epochs, plan.validation_split, plan.seed) == (64, 7, 0.25, 9)
    assert plan.optimizer.learning_rate == 0.5
    assert [(c.kind, c.patience) for c in plan.callbacks] == [("EarlyStopping", 4)]
    assert any("own()" in str(remark) for remark in reading.remarks)
    assert any("class_weight" in str(remark) for remark in reading.remarks)


def test_an_input_that_is_not_said_stands_for_itself() -> None:
    reading = read_script(HEAD + "model = keras.Sequential()\nmodel.add(layers.Dense(3))\n")
    assert any("shape of the input" in str(remark) for remark in reading.remarks)
    assert reading.document.main.layers


def test_notebooks_are_read_too(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Title"]},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "!pip install keras\n", HEAD]},
        {"cell_type": "code", "source": [SMALL]},
    ]
    file = tmp_path / "a.ipynb"
    file.write_text(json.dumps({"cells": cells, "nbformat": 4}), encoding="utf-8")
    assert to_keras(open_path(file).document)["config"]["name"] == "functional"


def test_each_layer_knows_where_it_is_made() -> None:
    reading = read_script(SMALL)
    names = reading.document.main.layers
    lines = {names[layer].name: span.line for (_, layer), span in reading.spans.items()}
    assert lines == {"input_layer": 3, "d": 4}


def test_cells_are_read() -> None:
    cells = "layers.RNN([layers.LSTMCell(2), layers.GRUCell(3)])"
    reading = read_script(HEAD + f"i = keras.Input((4, 3))\nmodel = keras.Model(i, {cells}(i))\n")
    assert not reading.remarks and [layer.spec.kind for layer in reading.document.main.layers.values()][1] == "RNN"


def test_arguments_of_older_keras_are_those_of_its_files() -> None:
    script = HEAD + (
        "model = keras.Sequential([keras.Input((9,)), layers.Embedding(5, 4, init='uniform', name='e'),\n"
        "  layers.Convolution1D(nb_filter=3, filter_length=2, border_mode='same', subsample_length=2, name='c'),\n"
        "  layers.MaxPooling1D(pool_length=2, stride=1, name='p')])\n"
    )
    specs = {layer.name: layer.spec for layer in read_script(script).document.main.layers.values()}
    embedding, convolution, pooling = (specs[name] for name in "ecp")
    assert embedding.embeddings_initializer.kind == "RandomUniform"  # type: ignore[attr-defined]
    settings = [getattr(convolution, name) for name in ("filters", "kernel_size", "padding", "strides")]
    assert settings == [3, (2,), "same", (2,)]
    assert (pooling.pool_size, pooling.strides) == ((2,), (1,))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("call", "rate"),
    [("SGD(lr=0.1, decay=1e-3, momentum=0.5)", 0.1), ("SGD(0.1, 0.5, decay=1e-3)", 0.1), ("Adam(decay=1e-3)", 0.001)],
)
def test_a_decay_of_the_rate_is_the_schedule_that_it_always_was(call: str, rate: float) -> None:
    optimizer = read_script(SMALL + f"model.compile(keras.optimizers.{call}, 'mse')\n").document.training.optimizer
    schedule = InverseTimeDecay(initial_learning_rate=rate, decay_steps=1, decay_rate=1e-3)
    assert optimizer.learning_rate == schedule  # type: ignore[attr-defined]
    assert getattr(optimizer, "momentum", 0.5) == 0.5
    assert not read_script(SMALL + "model.compile(keras.optimizers.SGD(decay=0.0), 'mse')\n").lost
