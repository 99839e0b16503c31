"""Keras' JSON config: every model of the seed comes in with its names, order and weights, and goes out unchanged."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from graph.document.document import Document
from graph.inference.program import flatten
from graph.keras.config import KerasConfigError
from graph.keras.from_keras import from_keras
from graph.keras.to_keras import to_keras
from graph.storage.storage import from_json, to_json
from runtime.files import templates

CASES = Path(__file__).resolve().parent.parent.parent / "data" / "conformance"
SYSTEMS = sorted(path.name for path in CASES.glob("system_*"))


def config_of(case: str) -> dict[str, Any]:
    with zipfile.ZipFile(CASES / case / "model.keras") as archive:
        config: dict[str, Any] = json.loads(archive.read("config.json"))
    return config


def through_json(config: Any) -> Any:
    return json.loads(json.dumps(config))


@pytest.mark.parametrize("case", SYSTEMS)
def test_a_systems_weights_come_in_keras_order(case: str) -> None:
    facts = json.loads((CASES / case / "case.json").read_text(encoding="utf-8"))
    weights = flatten(from_keras(config_of(case))).weights
    cell_less = [path.replace("lstm_cell/", "") for path in facts["weights"]]
    assert [w.path.split("/")[-2:] for w in weights] == [path.split("/")[-2:] for path in cell_less]
    assert sum(w.weight.size for w in weights) == facts["params"]


@pytest.mark.parametrize("case", SYSTEMS)
def test_a_system_goes_out_and_comes_back_equal(case: str) -> None:
    document = from_keras(config_of(case))
    assert from_keras(through_json(to_keras(document))) == document


@pytest.mark.parametrize("case", SYSTEMS)
def test_the_written_config_has_keras_layers_in_keras_order(case: str) -> None:
    given, written = config_of(case), to_keras(from_keras(config_of(case)))
    for key in ("name", "trainable"):
        assert written["config"][key] == given["config"][key]
    assert [layer["name"] for layer in written["config"]["layers"]] == [
        layer["name"] for layer in given["config"]["layers"]
    ]
    assert through_json(written["config"]["output_layers"]) == given["config"]["output_layers"]


def layer(
    name: str, class_name: str, settings: dict[str, Any], *sources: tuple[Any, ...], **extra: Any
) -> dict[str, Any]:
    """One entry of a functional config; each source is one call on (layer, node, tensor)."""
    nodes = [{"args": [tensor(*source)], "kwargs": {}} for source in sources]
    return {
        "module": "keras.layers",
        "class_name": class_name,
        "config": {"name": name, **settings},
        "registered_name": None,
        "name": name,
        "inbound_nodes": nodes,
        **extra,
    }


def tensor(name: str, node: int = 0, output: int = 0) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"shape": [None, 4], "keras_history": [name, node, output]}}


def functional(*layers: dict[str, Any], end: Any = None, **config: Any) -> dict[str, Any]:
    start = layer("x", "InputLayer", {"batch_shape": [None, 4], "dtype": "float32"})
    ends = end or [layers[-1]["name"], 0, 0]
    settings = {"name": "m", "layers": [start, *layers], "input_layers": [["x", 0, 0]], "output_layers": ends}
    return {"class_name": "Functional", "module": "keras.src.models.functional", "config": {**settings, **config}}


DENSE = {"units": 4}


def refusal(config: Any) -> str:
    with pytest.raises(KerasConfigError) as error:
        from_keras(config)
    return str(error.value)


def test_a_layer_called_in_series_keeps_its_calls() -> None:
    document = from_keras(
        functional(layer("a", "Dense", DENSE, ("x",), ("b", 0)), layer("b", "Dense", DENSE, ("a", 0)), end=["a", 1, 0])
    )
    model = document.main
    (a,) = [item for item in model.layers.values() if item.name == "a"]
    assert len(model.calls_of(a.id)) == 2
    assert model.calls[model.outputs[0]].inputs[0].call == model.calls_of(a.id)[1].id  # type: ignore[union-attr]


def test_every_box_has_a_place_of_its_own() -> None:
    for model in from_keras(config_of("system_4_nested_autoencoder")).models.values():
        assert model.positions.keys() == model.layers.keys()
        assert len(set(model.positions.values())) == len(model.layers)


def test_a_list_of_losses_with_settings_is_one_for_each_output() -> None:
    config = functional(
        layer("a", "Dense", DENSE, ("x",)), layer("b", "Dense", DENSE, ("x",)), end=[["a", 0, 0], ["b", 0, 0]]
    )
    smooth = {"class_name": "BinaryCrossentropy", "module": "keras.losses", "config": {"label_smoothing": 0.1}}
    config["compile_config"] = {"loss": [smooth, "mse"]}
    first, second = (output.spec.loss for output in flatten(from_keras(config)).outputs)
    assert first is not None and dict(first.non_default()) == {"label_smoothing": 0.1}
    assert second is not None and second.kind == "MeanSquaredError"


def test_the_way_older_keras_wrote_calls_is_read() -> None:
    dense = layer("a", "Dense", {**DENSE, "dtype": "float32"}) | {"inbound_nodes": [[["x", 0, 0, {}]]]}
    start = {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 4], "dtype": "float32", "name": "x"}}
    config = functional(dense)
    config["config"]["layers"][0] = {**start, "name": "x", "inbound_nodes": []}
    assert len(flatten(from_keras(config)).weights) == 2


def test_a_sequential_model_comes_in_as_a_chain_and_goes_out_sequential() -> None:
    start = {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [None, 4]}}
    dense = {"class_name": "Dense", "config": {"name": "d", "units": 3}}
    document = from_keras({"class_name": "Sequential", "config": {"name": "s", "layers": [start, dense]}})
    assert [step.name for step in flatten(document).steps] == ["d"]
    assert to_keras(document)["class_name"] == "Sequential"


def test_results_by_name_become_outputs_of_those_names() -> None:
    config = functional(layer("d", "Dense", DENSE, ("x",)), end={"left": ["d", 0, 0], "right": ["x", 0, 0]})
    document = from_keras(config)
    assert [o.name for o in flatten(document).outputs] == ["left", "right"]
    written = to_keras(document)
    assert written["config"]["output_layers"] == {"left": ["d", 0, 0], "right": ["x", 0, 0]}
    assert [o.name for o in flatten(from_keras(through_json(written))).outputs] == ["left", "right"]


def test_losses_metrics_and_the_optimizer_come_in_and_go_out() -> None:
    config = functional(layer("d", "Dense", DENSE, ("x",)))
    config["compile_config"] = {
        "optimizer": {
            "class_name": "SGD",
            "config": {"name": "sgd", "learning_rate": 0.5},
            "module": "keras.optimizers",
        },
        "loss": "mse",
        "metrics": ["mae", "acc"],
    }
    document = from_keras(config)
    assert document.training.optimizer.learning_rate == 0.5  # type: ignore[attr-defined]
    written = to_keras(document)["compile_config"]
    assert written["metrics"] == ["mae", "acc"]
    assert from_keras(through_json(to_keras(document))) == document


def masked_model() -> dict[str, Any]:
    start = layer("x", "InputLayer", {"batch_shape": [None, 5], "dtype": "int32"})
    embedding = layer("e", "Embedding", {"input_dim": 9, "output_dim": 4, "mask_zero": True}, ("x",))
    not_equal = layer("not_equal", "NotEqual", {}, module="keras.src.ops.numpy", registered_name="NotEqual")
    not_equal["inbound_nodes"] = [{"args": [tensor("x"), 0], "kwargs": {}}]
    lstm = layer("lstm", "LSTM", {"units": 3})
    lstm["inbound_nodes"] = [{"args": [tensor("e")], "kwargs": {"training": False, "mask": tensor("not_equal")}}]
    config = functional(embedding, not_equal, lstm)
    config["config"]["layers"][0] = start
    return config


def test_the_mask_that_keras_writes_out_flows_by_itself_here() -> None:
    document = from_keras(masked_model())
    assert [step.name for step in flatten(document).steps] == ["e", "lstm"]
    program = flatten(document)
    assert program.values[program.steps[1].inputs[0]].masked


def test_a_mask_of_another_making_is_refused() -> None:
    config = masked_model()
    config["config"]["layers"][1]["config"]["mask_zero"] = False
    assert "lstm is given a mask of its own making" in refusal(config) or "not_equal" in refusal(config)


@pytest.mark.parametrize(
    ("class_name", "extra"),
    [
        ("Lambda", {}),
        ("TFSMLayer", {}),
        ("TorchModuleWrapper", {}),
        ("StringLookup", {}),
        ("Popen", {"module": "subprocess"}),
        ("Dense", {"module": "mine.layers"}),
        ("Dense", {"registered_name": "custom>Dense"}),
        ("Add", {"module": "keras.src.ops.numpy", "registered_name": "Add"}),
        ("function", {"module": "builtins"}),
        ("__lambda__", {}),
        ("Output", {}),
        ("Input", {}),
        (7, {}),
    ],
)
def test_a_class_that_is_not_keras_own_layer_is_refused_by_the_layers_name(
    class_name: Any, extra: dict[str, Any]
) -> None:
    assert "evil" in refusal(functional(layer("evil", class_name, DENSE, ("x",), **extra))) or class_name == 7


WITH_A_MASK = {"args": [tensor("x")], "kwargs": {"mask": tensor("x")}}
FOREIGN = {"module": "os", "class_name": "system", "config": {"command": "true"}, "registered_name": "system"}
LAMBDA = {"class_name": "__lambda__", "config": {"value": "4wA=", "defaults": None, "closure": None}}
FUNCTION = {"module": "builtins", "class_name": "function", "config": "f", "registered_name": "function"}


@pytest.mark.parametrize("slot", ["activation", "kernel_initializer", "kernel_regularizer", "kernel_constraint"])
@pytest.mark.parametrize("given", [FOREIGN, LAMBDA, FUNCTION, "nothing_of_the_kind", 7, ["relu"]])
def test_foreign_objects_in_a_layers_settings_are_refused(slot: str, given: Any) -> None:
    assert "layer d" in refusal(functional(layer("d", "Dense", {**DENSE, slot: given}, ("x",))))


@pytest.mark.parametrize("slot", ["optimizer", "loss", "metrics", "weighted_metrics"])
@pytest.mark.parametrize("given", [FOREIGN, LAMBDA, FUNCTION, "nothing_of_the_kind"])
def test_foreign_objects_in_the_compile_arguments_are_refused(slot: str, given: Any) -> None:
    config = functional(layer("d", "Dense", DENSE, ("x",)))
    config["compile_config"] = {"loss": "mse", slot: [given] if "metrics" in slot else given}
    assert refusal(config)
    assert from_keras(config, compiled=False).main.name == "m"


@pytest.mark.parametrize(
    "config",
    [
        None,
        [],
        {"class_name": "Functional"},
        {"class_name": "Functional", "config": {"layers": 3}},
        {"class_name": "Model", "config": {"layers": []}},
        {"class_name": "Sequential", "config": {"layers": []}},
        {"class_name": "Sequential", "config": {"layers": [3]}},
        functional(layer("d", "Dense", {"units": -1}, ("x",))),
        functional(layer("d", "Dense", {"units": 2, "dtype": "float16"}, ("x",))),
        functional(layer("d", "Dense", {"units": 2, "surprise": 1}, ("x",))),
        functional(layer("d", "Dense", DENSE, ("nowhere",))),
        functional(layer("d", "Dense", DENSE, ("x", 3))),
        functional(layer("d", "Dense", DENSE, ("d",))),
        functional(layer("d", "Dense", DENSE)),
        functional(layer("x", "Dense", DENSE, ("x",))),
        functional(layer("d", "Conv2D", {"filters": 2}, ("x",))),
        functional(layer("d", "Dense", DENSE, ("x",)), end=["d", 1, 0]),
        functional(layer("d", "Dense", DENSE, ("x",)), end=7),
        functional(layer("d", "Dense", DENSE, ("x",)), input_layers=[["d", 0, 0]]),
        functional(layer("d", "Dense", DENSE, ("x",)), input_layers=[]),
        functional(layer("d", "Dense", DENSE) | {"inbound_nodes": [{"args": [3], "kwargs": {}}]}),
        functional(layer("d", "Dense", DENSE) | {"inbound_nodes": [7]}),
        functional(layer("d", "Dense", DENSE) | {"inbound_nodes": 7}),
        functional(layer("d", "Dense", DENSE) | {"inbound_nodes": [WITH_A_MASK]}),
    ],
)
def test_broken_configs_are_refused_with_a_sentence(config: Any) -> None:
    text = refusal(config)
    assert text.endswith(".") and len(text) < 600


def test_models_inside_models_without_end_are_refused() -> None:
    config = functional(layer("d", "Dense", DENSE, ("x",)))
    for _ in range(200):
        inner = {**config, "name": "inner", "inbound_nodes": [{"args": [tensor("x")], "kwargs": {}}]}
        config = functional(inner, end=["inner", 1, 0])
    assert "too deep" in refusal(config)


def test_a_document_without_outputs_has_no_config() -> None:
    from graph.document.document import new_document

    document: Document = new_document()
    with pytest.raises(KerasConfigError, match="no output"):
        to_keras(document)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"l10": {"kind": "Output", "later": 1}}, "Output can't be read: Output has no parameter later"),
        ({"l8": {"kind": "Later"}}, "The layer Output has no shape"),
    ],
)
def test_outputs_that_are_no_ends_are_refused_by_name(change: dict[str, Any], sentence: str) -> None:
    content = to_json(templates.load("fully_connected"))
    model = content["models"]["m1"]
    for layer, spec in change.items():
        model["layers"][layer]["spec"] = spec
    if "l8" in change:
        model["calls"] |= {"c20": {"layer": "l10", "inputs": ["c9"]}, "c9": {"layer": "l8", "inputs": ["c11"]}}
        model["calls"]["c11"]["inputs"] = ["c7"]
        model["outputs"] = ["c11", "c20"]
    with pytest.raises(KerasConfigError, match=sentence):
        to_keras(from_json(content))
