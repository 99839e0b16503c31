"""Every kind of layer as a class of Keras' interface, made from the specs of `graph.layers`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from graph.keras.objects import class_of, layer_spec
from graph.keras.origin import NOT_OF_KERAS
from graph.keras.public_names import missing
from graph.layers.operations.operation import Operation
from graph.layers.preprocessing.adapted import Adapted
from graph.layers.preprocessing.lookup import Lookup
from graph.specs.arguments import OF_EVERY_LAYER
from graph.specs.closest import closest
from graph.specs.message import say
from graph.specs.params import SpecError
from graph.specs.registry import find, names_of
from graph.specs.spec import Spec
from runtime.api.adapting import AdaptedLayer, LookupLayer
from runtime.api.custom_objects import CustomObjectScope, get_registered_name, own_object
from runtime.api.free_layers import FREE_LAYERS
from runtime.api.inputs import InputLayer
from runtime.api.layer import Layer
from runtime.api.operations import operation_class
from runtime.api.rnn import RNN, is_own_layer
from runtime.api.stateful import StatefulLayer, keeps_states
from runtime.api.time_distributed import TimeDistributed
from runtime.api.value_objects import signature

_classes: dict[str, type[Layer]] = {
    "InputLayer": InputLayer,
    "Layer": Layer,
    "RNN": RNN,
    "TimeDistributed": TimeDistributed,
}
NOT_KERAS = ("Input", "Output", "Model", "Unknown", *NOT_OF_KERAS)


def layer_class(name: str) -> Any:
    """The class of that name; raises AttributeError where there is none."""
    if name in _classes:
        return _classes[name]
    spec = find("layer", name) if name[:1].isupper() else None
    if spec is None or spec.kind in NOT_KERAS or not issubclass(spec, Spec) or issubclass(spec, Operation):
        better = closest(name, known())
        closest_one = f" The closest is {better}." if better else " dir(keras.layers) lists all."
        raise missing("layers", name, otherwise=f"There is no layer {name}.{closest_one}")
    facts = {"spec_class": spec, "__doc__": spec.caption, "__signature__": signature(spec, OF_EVERY_LAYER)}
    bases = ((Lookup, LookupLayer), (Adapted, AdaptedLayer))
    base: type[Layer] = next((base for kind, base in bases if issubclass(spec, kind)), Layer)
    base = StatefulLayer if keeps_states(spec) else base
    own = _classes.get(spec.kind) or type(spec.kind, (base,), facts)
    return _classes.setdefault(name, _classes.setdefault(spec.kind, own))


def known() -> list[str]:
    """The names of all layers."""
    taken = (name for name in names_of("layer") if name[:1].isupper())
    kinds = {name: find("layer", name) for name in taken}
    return sorted(n for n, k in kinds.items() if k and k.kind not in NOT_KERAS and not issubclass(k, Operation))


def serialize(layer: Layer) -> dict[str, Any]:
    """A layer as Keras writes it into files, without its weights; raises SpecError for a model."""
    if is_own_layer(layer) and not hasattr(layer, "keras_module"):
        kind = type(layer)
        names = {"class_name": kind.__name__, "registered_name": get_registered_name(kind)}
        return {"module": kind.__module__, **names, "config": layer.get_config()}
    if layer.spec.kind in NOT_KERAS and not isinstance(layer, InputLayer) and not is_own_layer(layer):
        raise SpecError(say("{name} is a model: save it, or take its layers.", name=layer.name))
    return {
        "module": "keras.layers",
        "class_name": type(layer).__name__,
        "config": layer.get_config(),
        "registered_name": None,
    }


def deserialize(config: Any, custom_objects: Any = None) -> Layer:
    """The layer that `serialize` wrote, with new weights, also one of one's own that is registered or in
    `custom_objects`; raises KerasConfigError. Nothing in it is ever imported."""
    own = own_object(config, custom_objects)
    if own is not None:
        return cast(Layer, own)
    name, settings = class_of(config, "The layer")
    if name == "InputLayer":
        return InputLayer.from_config(settings)
    if name == "RNN" and own_object(settings.get("cell"), custom_objects) is not None:
        with CustomObjectScope(custom_objects):
            return cast(Layer, RNN.from_config(settings))
    spec = layer_spec(config, "The layer")
    made: Layer = layer_class(spec.kind).of_spec(spec, settings.get("name"), settings.get("trainable", True))
    return made


def concatenate(inputs: Sequence[Any], axis: int = -1, **options: Any) -> Any:
    return layer_class("Concatenate")(axis=axis, **options)(inputs)


def dot(inputs: Sequence[Any], axes: int | Sequence[int] = -1, **options: Any) -> Any:
    return layer_class("Dot")(axes=axes, **options)(inputs)


def _short(kind: str) -> Callable[..., Any]:
    """The function that makes a merging layer without parameters and calls it."""

    def merge(inputs: Sequence[Any], **options: Any) -> Any:
        return layer_class(kind)(**options)(inputs)

    merge.__name__ = merge.__qualname__ = kind.lower()
    merge.__doc__ = f"What a layer {kind} makes of the inputs."
    return merge


add, subtract, multiply = _short("Add"), _short("Subtract"), _short("Multiply")
average, maximum, minimum = _short("Average"), _short("Maximum"), _short("Minimum")


def class_of_spec(spec: type[Spec]) -> Any:
    """The class of a kind of layer, or of operation, or of what a class of one's own is traced into."""
    for free in FREE_LAYERS:
        if free.spec_class is spec:
            return free
    return operation_class(spec) if issubclass(spec, Operation) else layer_class(spec.kind)
