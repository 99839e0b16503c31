"""From a document to Keras' JSON config, as `keras.saving.deserialize_keras_object` loads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.document.document import Call, Document, LayerId, Model, ModelId, Source
from graph.document.nesting import at_rest, is_output, spec_of_call
from graph.document.own_class import note_of
from graph.document.sharing import shared_layers
from graph.inference.following import infer
from graph.inference.program import feeding, layer_order
from graph.inference.shapes import ModelShapes
from graph.keras.calls import AT_REST, argument_names, tensors_by_argument
from graph.keras.config import (
    SEQUENTIAL,
    KerasConfigError,
    added_identities,
    input_keys,
    is_sequential,
    keras_names,
    output_keys,
)
from graph.keras.metrics import keras_metric, own_label
from graph.keras.operations import operation_config, operation_node
from graph.keras.origin import MODULES, NOT_OF_KERAS, PACKAGE, is_keras, module_of
from graph.keras.own_class import own_config, own_node
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.operations.operation import Operation
from graph.layers.unknown import OF_KERAS, UnknownSpec
from graph.specs.constants import Constant
from graph.specs.message import say
from graph.specs.params import params_of
from graph.specs.registry import find, snake
from graph.specs.spec import Spec, TensorType, Value
from graph.specs.working_type import SINGLE, computed_in


def to_keras(document: Document, model: ModelId | None = None) -> dict[str, Any]:
    """The config of a model (the root where none is named); the root's holds its `compile_config` too.

    Only what feeds an output is written. Raises KerasConfigError where the document has errors.
    """
    target = document.models[model or document.root]
    config = _model(document, target, infer(document, target.id), target.name, True, _Sharing(document))
    config["compile_config"] = compile_config(document) if target.id == document.root else {}
    return config


class _Sharing:
    """Numbers for layers that stand in several models: Keras gives one to a layer that it meets for the second time."""

    def __init__(self, document: Document) -> None:
        self.shared, self.met = shared_layers(document), dict[LayerId, int]()

    def number(self, layer: LayerId) -> dict[str, int]:
        """What an object says of having been met before."""
        again = layer in self.met
        if layer in self.shared:
            self.met.setdefault(layer, 1 + len(self.met))
        return {"shared_object_id": self.met[layer]} if again else {}


def _model(
    document: Document, model: Model, shapes: ModelShapes, name: str, trainable: bool, sharing: _Sharing
) -> dict[str, Any]:
    config = {"name": name.replace("/", "_") or "model", "trainable": trainable}
    if is_sequential(model):
        layers = [_layer(document, model, i, shapes, sharing) for i in layer_order(model) if _is_written(model, i)]
        settings = {**config, "layers": layers}
        return {"module": "keras", "class_name": SEQUENTIAL, "config": settings, "registered_name": None}
    writer = _Functional(document, model, shapes, sharing)
    written = {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "config": {**config, **writer.config()},
        "registered_name": "Functional",
    }
    note = note_of(document, model)
    return written if note is None else own_config(note, written)


def _is_written(model: Model, layer: LayerId) -> bool:
    return not is_output(model.layers[layer])


class _Functional:
    """The layers, calls and ends of one functional model."""

    def __init__(self, document: Document, model: Model, shapes: ModelShapes, sharing: _Sharing) -> None:
        self.document, self.model, self.shapes = document, model, shapes
        self.names = keras_names(model)
        self.sharing = sharing
        self.has_unknown = any(isinstance(layer.spec, UnknownSpec) for layer in model.layers.values())
        self.renamed = added_identities(model)
        needed = feeding(model) | set(model.inputs)
        self.numbers: dict[str, int] = {}
        for layer in (i for i in model.layers if _is_written(model, i)):
            for number, call in enumerate(c for c in model.calls_of(layer) if c.id in needed):
                self.numbers[call.id] = number

    def config(self) -> dict[str, Any]:
        model = self.model
        if not model.outputs:
            raise KerasConfigError(
                say("The model {name} has no output: connect a layer to an Output.", name=model.name)
            )
        layers = []
        for layer in layer_order(model):
            if _is_written(model, layer):
                written = _layer(self.document, model, layer, self.shapes, self.sharing)
                calls = [c for c in model.calls_of(layer) if c.id in self.numbers]
                written["name"] = self.names[layer]
                written["inbound_nodes"] = (
                    [] if model.layers[layer].spec.family == "input" else [self.node(c) for c in calls]
                )
                layers.append(written)
        layers += [self.identity(call, name) for call, name in self.renamed.items()]
        inputs = [[self.names[model.calls[c].layer], 0, 0] for c in model.inputs]
        outputs = [self.end(c) for c in model.outputs]
        return {
            "layers": layers,
            "input_layers": _ends(inputs, input_keys(model)),
            "output_layers": _ends(outputs, output_keys(model)),
        }

    def source(self, call: Call) -> Source:
        source = next(iter(call.inputs), None)
        if source is None or source.call not in self.numbers:
            raise KerasConfigError(
                say("{name}: an input is not connected.", name=self.model.layer_of(call.id).name or "An Output")
            )
        return source

    def end(self, call: str) -> list[Any]:
        if call in self.renamed:
            return [self.renamed[call], 0, 0]
        source = self.source(self.model.calls[call])
        holder = self.model.layer_of(source.call)
        # Keras counts a nested functional model's calls from 1 here, though from 0 among inbound_nodes.
        first = 1 if self.is_functional(holder.spec) else 0
        return [self.names[holder.id], self.numbers[source.call] + first, source.output]

    def is_functional(self, spec: Spec) -> bool:
        if not isinstance(spec, NestedModel) or spec.each_step:
            return False
        inner = self.document.models[spec.model]
        return not is_sequential(inner) and note_of(self.document, inner) is None

    def tensor(self, source: Source) -> dict[str, Any]:
        type = self.shapes.types.get(source)
        holder = self.model.layer_of(source.call)
        # Behind a layer that can't be read no shapes are known; Keras needs the history alone.
        if source.call not in self.numbers or (type is None and not self.has_unknown):
            name = holder.name or holder.spec.kind
            raise KerasConfigError(say("The layer {name} has no shape: see the problems.", name=name))
        known = {} if type is None else {"shape": list(type.shape), "dtype": type.dtype}
        history = [self.names[holder.id], self.numbers[source.call], source.output]
        return {"class_name": "__keras_tensor__", "config": {**known, "keras_history": history}}

    def node(self, call: Call) -> dict[str, Any]:
        """A call as Keras describes it. Keras has no word for one at rest: what is called in a class of one's own
        stands beside its config, where Keras doesn't look."""
        found = self._node(call)
        return {**found, "kwargs": {**found["kwargs"], AT_REST: True}} if at_rest(call) else found

    def _node(self, call: Call) -> dict[str, Any]:
        spec = spec_of_call(self.model, call)
        tensors = [None if s is None else self.tensor(s) for s in call.inputs]
        if not any(tensors):
            self.source(call)
        if isinstance(spec, UnknownSpec):
            return {"args": tensors if len(tensors) == 1 else [tensors], "kwargs": {}}
        if isinstance(spec, Operation):
            return operation_node(spec, tensors)
        note = note_of(self.document, self.document.models[spec.model]) if isinstance(spec, NestedModel) else None
        if note is not None:
            return own_node(note, tensors)
        args: list[Any] = []
        kwargs: dict[str, Any] = {}
        names = argument_names(spec)
        for argument, given in tensors_by_argument(spec, tensors):
            if (
                not (kwargs or argument.keyword)
                and argument.name == names[len(args)]
                and (not args or not argument.listed)
            ):
                args.append(given)
            else:
                kwargs[argument.name] = given
        return {"args": args, "kwargs": {**kwargs, **settings(spec.call, changed=True)}}

    def identity(self, call: str, name: str) -> dict[str, Any]:
        """The layer that gives an output its name in Keras' history."""
        node = {"args": [self.tensor(self.source(self.model.calls[call]))], "kwargs": {}}
        config = {"name": name, "trainable": True, "dtype": _policy()}
        return {**_object("keras.layers", "Identity", config), "name": name, "inbound_nodes": [node]}


def _layer(
    document: Document, model: Model, layer_id: LayerId, shapes: ModelShapes, sharing: _Sharing
) -> dict[str, Any]:
    layer, number = model.layers[layer_id], sharing.number(layer_id)
    name = keras_names(model)[layer_id]
    if isinstance(layer.spec, NestedModel):
        inner = document.models.get(layer.spec.model)
        nested = next((shapes.nested[c.id] for c in model.calls_of(layer_id) if c.id in shapes.nested), None)
        if inner is None or nested is None:
            raise KerasConfigError(say("The model {name} has a problem inside.", name=layer.name))
        if layer.spec.each_step:
            model_config = _model(document, inner, nested, inner.name, True, sharing)
            config = {"name": name, "trainable": layer.trainable, "dtype": _policy(), "layer": model_config}
            return _object("keras.layers", "TimeDistributed", config) | number
        return _model(document, inner, nested, name, layer.trainable, sharing) | number
    if isinstance(layer.spec, UnknownSpec) and isinstance(layer.spec.config.get(OF_KERAS), Mapping):
        kept = layer.spec.config[OF_KERAS]
        own = kept.get("config")
        return {**kept, "config": {**own, "name": name}} if isinstance(own, Mapping) and "name" in own else dict(kept)
    if isinstance(layer.spec, Operation):
        return operation_config(layer.spec, name) | number
    kind = "InputLayer" if isinstance(layer.spec, Input) else layer.spec.kind
    written = _object(module_of(type(layer.spec)), kind, layer_config(layer.spec, name, layer.trainable))
    if kind in NOT_OF_KERAS:
        written.update(module=None, registered_name=f"{PACKAGE}>{kind}")
    weights = shapes.weights.get(layer_id)
    if weights:
        first = next(c for c in model.calls_of(layer_id) if Source(c.id) in shapes.types)
        types = [None if s is None else shapes.types[s] for s in first.inputs]
        written["build_config"] = _built_for(spec_of_call(model, first), types)
    return written | number


def _built_for(spec: Spec, types: Sequence[TensorType | None]) -> dict[str, Any]:
    """The shapes that Keras builds the layer for: of its input, of a list of inputs, or by the arguments' names."""
    shapes = [None if type is None else list(type.shape) for type in types]
    given = [(a, of) for a, of in tensors_by_argument(spec, shapes) if not a.name.endswith(("mask", "states"))]
    first, of_first = given[0]
    if spec.ports().required > 1 and len(given) > 1 and not first.listed:
        return {"shapes_dict": {f"{argument.name}_shape": of for argument, of in given}}
    return {"input_shape": of_first if first.listed else shapes[0]}


def _ends(ends: list[Any], keys: tuple[str, ...]) -> Any:
    """The only one, a list of them, or a dict."""
    return dict(zip(keys, ends, strict=True)) if keys else ends[0] if len(ends) == 1 else ends


def layer_config(spec: Spec, name: str, trainable: bool) -> dict[str, Any]:
    """The config of one layer, as Keras' `layer.get_config()` gives it."""
    if isinstance(spec, Input):
        return _input(spec, name)
    if isinstance(spec, Operation):
        found: dict[str, Any] = operation_config(spec, name)["config"]
        return found
    dtype = getattr(spec, "policy", computed_in())
    config = {"name": name, "trainable": trainable, "dtype": _policy(dtype), **settings(spec)}
    return {key: value for key, value in config.items() if key not in getattr(spec, "refused", ())}


def _input(spec: Input, name: str) -> dict[str, Any]:
    return {
        "batch_shape": [spec.batch_size, *spec.shape],
        "dtype": computed_in() if spec.dtype == SINGLE else spec.dtype,
        "sparse": spec.sparse,
        "ragged": spec.ragged,
        "name": name,
        "optional": spec.optional,
    }


def _policy(dtype: str | None = None) -> dict[str, Any]:
    return _object("keras", "DTypePolicy", {"name": dtype or computed_in()})


def _object(module: str, class_name: str, config: Mapping[str, Any]) -> dict[str, Any]:
    return {"module": module, "class_name": class_name, "config": dict(config), "registered_name": None}


NOT_IN_KERAS = frozenset({"input_length"})
"""Parameters that older Keras took and that change nothing."""


def settings(value: Value, changed: bool = False) -> dict[str, Any]:
    """The parameters of a spec as Keras' config holds them, or only what is `changed` from the defaults."""
    names = dict(value.non_default()) if changed else params_of(value)
    return {name: serialized(getattr(value, name)) for name in names if name not in NOT_IN_KERAS}


def serialized(setting: Any) -> Any:
    """One parameter as JSON: specs as Keras objects, tuples as lists."""
    if isinstance(setting, Spec):
        config = layer_config(setting, snake(setting.kind), True)
        return _object(module_of(type(setting)), setting.kind, config)
    if isinstance(setting, Value) and find(setting.category, setting.kind) is not type(setting):
        return getattr(setting, "function", setting)  # one's own: no file holds it, it stands for itself
    if isinstance(setting, Value):
        return _object(module_of(type(setting)), setting.kind, settings(setting))
    if isinstance(setting, Constant):
        return {"class_name": "__numpy__", "config": {"value": setting.nested(), "dtype": setting.dtype}}
    if isinstance(setting, tuple):
        return [serialized(item) for item in setting]
    return setting


def compile_config(document: Document) -> dict[str, Any]:
    """Optimizer, losses, loss weights and metrics as Keras' compile takes them; empty where no Output has a loss.
    Raises KerasConfigError for an Output whose loss can't be told, since it can't be read."""
    root = document.main
    for layer in map(root.layer_of, root.outputs):
        if isinstance(layer.spec, UnknownSpec):
            name = layer.name or layer.spec.kind
            raise KerasConfigError(say("{name} can't be read: {reason}", name=name, reason=layer.spec.reason))
    specs = [spec for call in root.outputs if isinstance(spec := root.layer_of(call).spec, Output)]
    losses = [spec.loss for spec in specs]
    if all(loss is None for loss in losses):
        return {}
    one = len(specs) == 1
    written = [None if loss is None else _loss(loss) for loss in losses]
    weights = [spec.loss_weight for spec in specs]
    types = infer(document, root.id).outputs(root)
    keys = output_keys(root)

    def by_output(items: list[Any]) -> Any:
        return dict(zip(keys, items, strict=True)) if keys else items[0] if one else items

    config = {
        "optimizer": serialized(document.training.optimizer),
        "loss": by_output(written),
        "loss_weights": None if all(w == 1.0 for w in weights) else by_output(weights) if keys else weights,
    }
    for key in ("metrics", "weighted_metrics"):
        metrics = [[_metric(m, spec, t) for m in getattr(spec, key)] for spec, t in zip(specs, types, strict=True)]
        config[key] = by_output(metrics) if any(metrics) else None
    return config


def _loss(loss: Value) -> Any:
    """A loss with default parameters by its name, as people write it."""
    changed = dict(loss.non_default()) or not is_keras(type(loss)) or not getattr(loss, "found_by_name", True)
    return serialized(loss) | {"config": {**settings(loss), "name": own_label(loss)}} if changed else own_label(loss)


def _metric(metric: Value, output: Output, arriving: TensorType | None) -> Any:
    kind, shown, changed = keras_metric(metric, output, arriving)
    if not is_keras(type(metric)):
        return _object(module_of(type(metric)), metric.kind, {**settings(metric), "name": shown})
    if not kind:
        return shown
    return _object(MODULES["metric"], kind, {**{k: serialized(v) for k, v in changed.items()}, "name": shown})
