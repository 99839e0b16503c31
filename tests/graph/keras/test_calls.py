"""What a call is given besides its inputs, and which argument of Keras each input stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from graph.document.document import Call, Document, Layer, Model, Source
from graph.document.nesting import RESTING, ports_of_call, spec_of_call
from graph.editing.edits import set_arguments
from graph.keras.calls import argument_names, arguments_of, ports_filled, tensors_by_argument
from graph.keras.config import KerasConfigError
from graph.specs.params import SpecError, param
from graph.specs.spec import ArgumentOrder, CallArguments, Ports, Spec, TensorArgument, TensorType
from graph.storage.model_json import model_json, read_model


@dataclass(frozen=True)
class LookingCall(CallArguments):
    backwards: bool = param("bool", False)


@dataclass(frozen=True)
class Looking(Spec):
    takes: ClassVar[type[CallArguments]] = LookingCall
    call_order: ClassVar[ArgumentOrder] = (..., "training", "backwards")

    def ports(self) -> Ports:
        outputs = ("output", "scores") if self.call.backwards else ("output",)  # type: ignore[attr-defined]
        return Ports(("query", "value", "key", "first", "second"), outputs, required=2)

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        return *(TensorArgument(name) for name in ("query", "value", "key")), TensorArgument("states", 2, True)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return inputs[:1] * len(self.ports().outputs)


def tensor(name: str) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"keras_history": [name, 0, 0]}}


def a_model(call: Call) -> Model:
    layers = {"l1": Layer("l1", "looking", Looking()), "l2": Layer("l2", "other", Looking())}
    return Model("m1", "model", layers, {"c1": Call("c1", "l2"), call.id: call})


def test_a_call_uses_its_layers_spec() -> None:
    call = Call("c2", "l1", (Source("c1"), Source("c1"), None, Source("c1")), {"backwards": True})
    model = a_model(call)
    spec = spec_of_call(model, call)
    assert spec.by_port(("a", "b", "c")) == {"query": "a", "value": "b", "first": "c"}
    assert ports_of_call(Document({"m1": model}, "m1"), model, call).outputs == ("output", "scores")
    assert spec.replace() == Looking() != spec
    assert Looking().by_port((1, 2)) == {"query": 1, "value": 2}


def test_an_argument_that_is_none_is_refused() -> None:
    with pytest.raises(SpecError, match="Looking takes no argument upwards"):
        Looking().called({"upwards": 1})
    with pytest.raises(SpecError, match="true or false"):
        Looking().called({"backwards": "x"})
    call = Call("c2", "l1", (), {"upwards": 1})
    model = a_model(call)
    document = Document({"m1": model}, "m1")
    assert ports_of_call(document, model, call).outputs == ("output",)
    given = set_arguments(document, "m1", "c2", {"backwards": True})
    assert given.main.calls["c2"].arguments == {"backwards": True}
    assert set_arguments(given, "m1", "c2", {"backwards": False}).main.calls["c2"].arguments == {}
    resting = given.with_model(a_model(Call("c2", "l1", (), RESTING)))
    changed = set_arguments(resting, "m1", "c2", {"backwards": True})
    assert changed.main.calls["c2"].arguments == {"backwards": True, **RESTING}


def test_a_file_keeps_them() -> None:
    model = a_model(Call("c2", "l1", (Source("c1"), None), {"backwards": True}))
    written = model_json(model)
    assert written["calls"]["c2"]["arguments"] == {"backwards": True}
    assert read_model("m1", written).calls == model.calls


def test_ports_and_arguments_lead_to_each_other() -> None:
    inputs = ("q", "v", None, None, "s")
    given = {argument.name: found for argument, found in tensors_by_argument(Looking(), inputs)}
    assert given == {"query": "q", "value": "v", "states": [None, "s"]}
    assert ports_filled(Looking(), {k: v if isinstance(v, list) else [v] for k, v in given.items()}) == inputs
    assert argument_names(Looking()) == ("query", "value", "key", "states", "training", "backwards")


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        (["q", "v", "k"], {"backwards": True}),
        (["q"], {"key": "k", "value": "v", "backwards": True, "training": None}),
        (["q", "v", "k", None, False, True], {}),
    ],
)
def test_keras_calls_are_read(args: list[Any], kwargs: dict[str, Any]) -> None:
    def symbol(item: Any) -> Any:
        return tensor(item) if isinstance(item, str) else item

    node = {"args": [symbol(a) for a in args], "kwargs": {k: symbol(v) for k, v in kwargs.items()}}
    given = arguments_of(node, Looking(), "It", {})
    assert [None if t is None else t.layer for t in given.tensors] == ["q", "v", "k"]
    assert given.arguments == {"backwards": True}


def test_calls_of_keras_2_are_read() -> None:
    node = [["q", 0, 0, {"value": ["v", 0, 0], "states": [["a", 0, 0], ["b", 1, 0]], "backwards": True}]]
    given = arguments_of(node, Looking(), "It", {})
    assert [None if t is None else t.layer for t in given.tensors] == ["q", "v", None, "a", "b"]
    assert given.arguments == {"backwards": True}


def test_what_a_call_cannot_be_given_is_named() -> None:
    with pytest.raises(KerasConfigError, match="the argument upwards"):
        arguments_of({"args": [tensor("q")], "kwargs": {"upwards": 3}}, Looking(), "It", {})
    with pytest.raises(KerasConfigError, match="too many"):
        arguments_of({"args": [tensor("q")] * 7, "kwargs": {}}, Looking(), "It", {})


def test_an_argument_given_twice_is_refused() -> None:
    tensor = {"class_name": "__keras_tensor__", "config": {"keras_history": ["x", 0, 0]}}
    node = {"args": [tensor, tensor], "kwargs": {"value": tensor}}
    with pytest.raises(KerasConfigError, match="the argument value twice"):
        arguments_of(node, Looking(), "The layer l", {})
