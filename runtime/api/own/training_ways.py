"""Whether a `call` that asks if it is being trained computes what one graph can say for both."""

from __future__ import annotations

from typing import Any

from runtime.api.inputs import InputLayer
from runtime.api.own.trace import Graph, nodes_of
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
