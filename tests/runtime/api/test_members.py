"""Every public member of Keras' central classes is here with Keras' parameters, or left out with a reason.

`resources/keras/members.json` holds what `tests/keras_oracle/members.py` recorded of Keras 3.15.1.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.keras.public_names import left_out_members
from graph.specs.message import MessageError
from runtime import layers

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "keras"
MEMBERS: dict[str, dict[str, Any]] = json.loads((FOLDER / "members.json").read_text(encoding="utf-8"))
KINDS: dict[str, Any] = {"Layer": layers.Layer, "Model": keras.Model, "Sequential": keras.Sequential}
KINDS |= {"KerasTensor": keras.KerasTensor, "Variable": keras.Variable, "InputSpec": keras.InputSpec}


class Mine(layers.Layer):
    def call(self, inputs: Any) -> Any:
        return inputs


class Whole(keras.Model):
    def __init__(self) -> None:
        super().__init__()
        self.inner = layers.Dense(2)

    def call(self, inputs: Any) -> Any:
        return self.inner(inputs)


def examples(kind: str) -> list[Any]:
    x = keras.Input((3,))
    dense, mine, whole = layers.Dense(2), Mine(), Whole()
    y, _ = dense(x), mine(x)
    whole.build((None, 3))
    stack = keras.Sequential([x, layers.Dense(2)])
    found: dict[str, list[Any]] = {
        "Layer": [dense, mine, keras.Model(x, y), whole, stack],
        "Model": [keras.Model(x, y), whole, stack],
        "Sequential": [stack],
        "KerasTensor": [x, y],
        "Variable": [dense.kernel, keras.Variable([1.0])],
        "InputSpec": [keras.InputSpec(shape=(None, 2))],
    }
    return found[kind]


def parameters(of: Any) -> list[str]:
    taken = [p for p in inspect.signature(of).parameters.values() if p.name != "self"]
    named = [p.name.lstrip("_") for p in taken if p.kind is not p.KEYWORD_ONLY]
    return [n for n, p in zip(named, [p for p in taken if p.kind is not p.KEYWORD_ONLY]) if "VAR" not in p.kind.name]


@pytest.mark.parametrize("kind", MEMBERS)
def test_a_member_is_here_or_there_is_a_reason(kind: str) -> None:
    for member in MEMBERS[kind]:
        reason = left_out_members().get(f"{kind}.{member}")
        for example in examples(kind):
            here = hasattr(example, member)
            assert here != (reason is not None), f"{kind}.{member} of {example!r:.60}"
            if reason is not None and kind in ("Layer", "Model"):
                with pytest.raises(AttributeError) as caught:
                    getattr(example, member)
                assert str(caught.value).endswith(reason)


@pytest.mark.parametrize("kind", MEMBERS)
def test_methods_take_what_keras_takes(kind: str) -> None:
    for member, wanted in MEMBERS[kind].items():
        found = getattr(KINDS[kind], member, None)
        if wanted is not None and "*" not in wanted and callable(found):
            assert parameters(found) == wanted, f"{kind}.{member}"


def test_every_reason_is_for_a_member_of_keras() -> None:
    known = {f"{kind}.{member}" for kind, members in MEMBERS.items() for member in members}
    assert set(left_out_members()) - known == set()


def test_what_a_layer_was_built_for_builds_another() -> None:
    first, second = layers.Dense(2), layers.Dense(2)
    assert (first.path, first.get_build_config()) == (None, None)
    first(np.ones((4, 3), "float32"))
    assert first.get_build_config() == {"input_shape": (None, 3)}
    second.build_from_config(first.get_build_config())
    assert (second.kernel.shape, second.path) == ((3, 2), second.name)
    store: dict[str, Any] = {}
    first.save_own_variables(store)
    second.load_own_variables(store)
    np.testing.assert_array_equal(second.kernel, first.kernel)
    with pytest.raises(MessageError, match=r"has weights of the shapes \(3, 2\), \(2,\)"):
        second.load_own_variables({"0": np.ones(3)})


def test_what_a_layer_says_of_masks_and_shapes() -> None:
    ids = np.array([[1, 0, 2]])
    table = layers.Embedding(4, 2, mask_zero=True)
    mask = table.compute_mask(ids)
    assert np.asarray(mask).tolist() == [[True, False, True]]
    assert layers.LSTM(3).compute_mask(np.ones((1, 3, 2), "float32"), mask) is None
    assert layers.LSTM(3, return_sequences=True).compute_mask(np.ones((1, 3, 2), "float32"), mask) is mask
    spec = layers.Dense(5).compute_output_spec(keras.KerasTensor((None, 7, 3)))
    assert (spec.shape, spec.dtype) == ((None, 7, 5), "float32") and isinstance(spec, keras.KerasTensor)
    assert repr(table.dtype_policy) == '<DTypePolicy "float32">'


def test_an_input_spec_is_checked_where_a_layer_is_called() -> None:
    class Picky(Mine):
        def __init__(self) -> None:
            super().__init__()
            self.input_spec = keras.InputSpec(min_ndim=2, axes={-1: 3})

    assert Picky()(keras.Input((3,))).shape == (None, 3)
    with pytest.raises(MessageError, match="does not fit its input_spec, which expects 3 at axis -1"):
        Picky()(keras.Input((4,)))
    assert repr(keras.InputSpec(shape=(None, 2))) == "InputSpec(shape=(None, 2), ndim=2)"


def test_paths_begin_with_the_scope() -> None:
    with keras.name_scope("outer"), keras.name_scope("inner"):
        dense = layers.Dense(1, name="last")
        dense(keras.Input((3,)))
    assert (dense.path, dense.kernel.path) == ("outer/inner/last", "outer/inner/last/kernel")


def test_a_model_is_compiled_as_another_was() -> None:
    first, second = (keras.Sequential([keras.Input((3,)), layers.Dense(1)]) for _ in range(2))
    first.compile(keras.optimizers.Adam(0.25), "mae", metrics=["mse"], jit_compile=False)
    second.compile_from_config(first.get_compile_config())
    assert second.get_compile_config() == first.get_compile_config()
    assert second.jit_compile is False and float(second.optimizer.learning_rate) == 0.25


def test_how_steps_are_run_comes_from_files_and_goes_into_clones(tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
    model.compile("sgd", "mse", steps_per_execution=4, jit_compile=False)
    model.save(tmp_path / "m.keras")
    read = keras.models.model_from_json(model.to_json())
    for twin in (keras.models.clone_model(model), keras.models.load_model(tmp_path / "m.keras"), read):
        assert (twin.steps_per_execution, twin.jit_compile, twin.run_eagerly) == (4, False, False)
    config = json.loads(model.to_json())
    config["compile_config"] |= {"steps_per_execution": 0, "run_eagerly": "x"}
    wrong = keras.models.model_from_json(json.dumps(config))
    assert (wrong.steps_per_execution, wrong.jit_compile, wrong.run_eagerly) == (1, False, False)
