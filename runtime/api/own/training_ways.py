"""Whether a `call` that asks if it is being trained computes what one graph can say for both."""

from __future__ import annotations

from typing import Any

from graph.specs.message import say
from runtime.api.errors import ApiError
from runtime.api.free_layers import while_training
from runtime.api.inputs import InputLayer
from runtime.api.own.arguments import mapped
from runtime.api.own.trace import Graph, nodes_of, rename_clashes
from runtime.api.structures import with_paths
from runtime.api.tensors import Node, Tensor

NOTHING_ELSE = frozenset(
    {"Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "AlphaDropout", "GaussianNoise",
     "GaussianDropout", "ActivityRegularization"}
)  # fmt: skip
"""Kinds that let everything pass where they don't act: those that act in training alone, and the penalty."""


def same_when_asked(training: Graph, other: Graph) -> bool:
    """Whether the graph of training, its layers at rest, computes what the other does."""
    mine, theirs = _Keys(training), _Keys(other)
    pairs = zip(with_paths(training.outputs), with_paths(other.outputs), strict=False)
    same_count = len(list(with_paths(training.outputs))) == len(list(with_paths(other.outputs)))
    return same_count and all(a[0] == b[0] and mine.of(a[1]) == theirs.of(b[1]) for a, b in pairs)


def both_ways_of(name: str, training: Graph, other: Graph) -> Graph:
    """A graph that computes what one says while it is trained, and what the other says after; raises ApiError where
    these are results of other nestings or shapes."""
    mine, theirs = list(with_paths(training.outputs)), list(with_paths(other.outputs))
    if [path for path, _ in mine] != [path for path, _ in theirs]:
        raise ApiError(
            say(
                "{name}: call gives other results while it is trained than after. Let it give as many, nested alike, "
                "both ways.",
                name=name,
            )
        )
    if any(node.spec.kind == "AddedLoss" for node in (*nodes_of(training), *nodes_of(other))):
        raise ApiError(
            say(
                "{name}: call adds to the loss, and computes something else while it is trained than after. Let it do "
                "one of the two.",
                name=name,
            )
        )
    twins = {id(b): a for a, b in zip(training.inputs, other.inputs, strict=True)}
    for node in nodes_of(other):
        node.inputs = tuple(twins.get(id(t), t) for t in node.inputs)
        node.at_rest = node.at_rest or node.layer.acts_in_training  # its results are for what is not trained
    keys, others = _Keys(training), _Keys(Graph(training.inputs, other.outputs, True))
    joined = []
    for (_, a), (_, b) in zip(mine, theirs):
        b = twins.get(id(b), b)
        joined.append(a if keys.of(a) == others.of(b) else while_training(a, b))
    rest = iter(joined)
    found = Graph(training.inputs, mapped(training.outputs, lambda _leaf: next(rest)), True)
    rename_clashes(found)
    return found


class _Keys:
    """What each tensor of a graph is computed by, as a value that two graphs can have in common."""

    def __init__(self, graph: Graph) -> None:
        self._found: dict[int, Any] = {id(t): ("input", i) for i, t in enumerate(graph.inputs)}
        self._kept = nodes_of(graph)

    def of(self, tensor: Tensor) -> Any:
        if id(tensor) not in self._found:
            self._found[id(tensor)] = self._key(tensor.node, tensor.index)
        return self._found[id(tensor)]

    def _key(self, node: Node, index: int) -> Any:
        if node.spec.kind in NOTHING_ELSE or isinstance(node.layer, InputLayer):
            return self.of(node.inputs[0]) if node.inputs else ("input", node.layer.name)
        own = bool(node.layer.held) or node.spec.kind == "Model"
        who = id(node.layer) if own else node.spec
        return (who, node.at_rest, index, tuple(map(self.of, node.inputs)))
