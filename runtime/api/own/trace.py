"""One run of a `call` of one's own on symbolic tensors, and the graph that it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from graph.specs.message import say
from graph.specs.spec import TensorType
from runtime.api.errors import ApiError
from runtime.api.free_layers import FreeWeightLayer, fixed, mask_of, random_numbers, with_loss
from runtime.api.inputs import InputLayer
from runtime.api.layer import Layer
from runtime.api.naming import scope
from runtime.api.own.arguments import GivenToCall, mapped
from runtime.api.structures import with_paths
from runtime.api.symbolic_random import symbolic_random
from runtime.api.tensors import Node, Tensor
from runtime.api.tracing import Training, running
from runtime.weights.variable import Variable


@dataclass
class Graph:
    """What a trace found: tensors between its own inputs and its results, both nested as they were."""

    inputs: list[Tensor]
    outputs: Any
    asked: bool
    """Whether `call` asked if it is being trained."""


class RunningTrace:
    """Collects what a `call` reads and adds while it runs."""

    def __init__(self, owner: str, anchor: Tensor, flag: Training) -> None:
        self._owner, self._anchor, self._flag = owner, anchor, flag
        self._weights: dict[int, Tensor] = {}
        self.losses: list[Tensor] = []

    @property
    def training(self) -> bool:
        return self._flag.asked and self._flag.value

    def of_variable(self, variable: Variable) -> Tensor:
        layer = variable.source
        if not isinstance(layer, FreeWeightLayer):
            raise ApiError(
                say(
                    "{name}: {path} can't be computed with by itself, it is a weight of a layer of Keras' own. Call "
                    "that layer, or make the weight by add_weight.",
                    name=self._owner,
                    path=variable.path,
                )
            )
        if id(layer) not in self._weights:
            self._weights[id(layer)] = layer.connect((self._anchor,)).outputs[0]
        return self._weights[id(layer)]

    def of_array(self, array: Any) -> Tensor:
        return fixed(np.asarray(array), self._anchor)

    def random(self, **settings: Any) -> Tensor:
        return random_numbers(self._anchor, **settings)

    def drawn(self, owner: str, given: dict[str, Any]) -> Any:
        return symbolic_random(self, owner, given)

    def add_loss(self, given: Any) -> None:
        """Keep a term of the loss."""
        self.losses.append(self.result(given))

    def result(self, given: Any) -> Tensor:
        """What `call` gives as a tensor."""
        if isinstance(given, Tensor):
            return given
        if isinstance(given, Variable):
            return self.of_variable(given)
        if isinstance(given, (np.ndarray, np.generic, int, float)):
            return self.of_array(given)
        raise ApiError(
            say(
                "{name}: call must give tensors, also in lists or dicts. It gave {given!r:.80}.",
                name=self._owner,
                given=given,
            )
        )


def traced(
    name: str, call: Callable[..., Any], given: GivenToCall, training: bool, masked: Callable[[Any, Any], Any]
) -> Graph:
    """The graph of one run of `call`; raises ApiError where it does what no graph can say."""
    starts = given.tensors()
    labels = list(_labels(given))
    inputs = [_entrance(label, tensor.type) for label, tensor in zip(labels, starts, strict=True)]
    flag, rest = Training(training), iter(inputs)
    trace = RunningTrace(name, inputs[0], flag)
    data = {
        key: mapped(value, lambda leaf: next(rest) if isinstance(leaf, Tensor) else leaf)
        for key, value in given.data.items()
    }
    with running(trace), scope(name):
        try:
            args, keywords = given.filled(data, training=flag, **masks_of(given, data))
            found = masked(call(*args, **keywords), next(iter(data.values()), None))
        except TypeError as error:
            if "__array_ufunc__" not in str(error):
                raise
            raise ApiError(
                say("{name}: NumPy can't compute with symbolic tensors. Use keras.ops in its place.", name=name)
            ) from error
        results = mapped(found, trace.result)
    flat = [leaf for _, leaf in with_paths(results)]
    if not flat:
        raise ApiError(say("{name}: call gives nothing. Let it return its result.", name=name))
    for term in trace.losses:
        flat[0] = with_loss(flat[0], term)
    if trace.losses:
        again = iter(flat)
        results = mapped(results, lambda _leaf: next(again))
    graph = Graph(inputs, results, flag.asked)
    rename_clashes(graph)
    return graph


def masks_of(given: GivenToCall, data: Mapping[str, Any]) -> dict[str, Any]:
    """What `call` is given by the names that Keras has for masks, in the nesting of the tensors that they are for."""
    asked = {"mask": next(iter(data.values()), None)} if len(data) == 1 else {f"{k}_mask": v for k, v in data.items()}
    return {name: mapped(value, _mask_or_none) for name, value in asked.items() if given.takes(name)}


def _mask_or_none(leaf: Any) -> Tensor | None:
    return mask_of(leaf) if isinstance(leaf, Tensor) and leaf.type.masked else None


def _labels(given: GivenToCall) -> Iterator[str]:
    """A name for each tensor: that of its argument, with the key or number where there are several."""
    for argument, value in given.data.items():
        for path, leaf in with_paths(value):
            if isinstance(leaf, Tensor):
                yield "_".join((argument, *(str(p) for p in path)))


def _entrance(label: str, type: TensorType) -> Tensor:
    layer = InputLayer(batch_shape=type.shape or (None,), dtype=type.dtype, name=label.replace("/", "_"))
    tensor = layer.begin().outputs[0]
    tensor.type = replace(tensor.type, shape=type.shape, masked=type.masked)
    return tensor


def nodes_of(graph: Graph) -> list[Node]:
    """All nodes that the results need, inputs among them."""
    found: dict[int, Node] = {id(t.node): t.node for t in graph.inputs}
    waiting = [leaf.node for _, leaf in with_paths(graph.outputs)]
    while waiting:
        node = waiting.pop()
        if id(node) not in found:
            found[id(node)] = node
            waiting.extend(t.node for t in node.inputs)
    return list(found.values())


def forget(graph: Graph) -> None:
    """Take the nodes of a trace that is not used from their layers."""
    for node in nodes_of(graph):
        node.layer.nodes[:] = [other for other in node.layer.nodes if other is not node]


def rename_clashes(graph: Graph) -> None:
    """Give inputs and free weights other names where layers have theirs."""
    layers = list({id(node.layer): node.layer for node in nodes_of(graph)}.values())
    ours = [layer for layer in layers if isinstance(layer, (InputLayer, FreeWeightLayer))]
    taken = {layer.name for layer in layers if layer not in ours}
    for layer in ours:
        name, number = layer.name, 1
        while name in taken:
            name, number = f"{layer.name}_{number}", number + 1
        layer.name = name
        taken.add(name)


def traced_alone(name: str, anchor: Tensor) -> Any:
    """Within, arrays and random numbers become tensors of the graph that the anchor is of."""
    return running(RunningTrace(name, anchor, Training(False)))


Layer.traced_alone = traced_alone
