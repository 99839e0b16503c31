"""What attention layers with heads share: inputs by name, and dense layers of their own before and behind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar, NamedTuple

from graph.layers.attention.call import Attending
from graph.layers.core.einsum_dense import with_axes
from graph.specs.message import say
from graph.specs.owned_weights import own_weight
from graph.specs.params import SpecError
from graph.specs.spec import (
    ArgumentOrder,
    Ports,
    ShapeError,
    TensorArgument,
    TensorType,
    Weight,
    count,
    need_known,
)


class HeadSizes(NamedTuple):
    """Heads of queries, heads of keys and values, and the numbers in a key and in a value."""

    queries: int
    keys: int
    depth: int
    width: int


@dataclass(frozen=True)
class Projected(Attending, ABC):
    """Base of both. Weights have the names of Keras' paths, `query/kernel`; `groups` says where its files have them."""

    call_order: ClassVar[ArgumentOrder] = (
        "query",
        "value",
        "key",
        "query_mask",
        "value_mask",
        "key_mask",
        "attention_mask",
        "return_attention_scores",
        "training",
        "use_causal_mask",
    )
    masks: ClassVar[tuple[str, ...]] = ("value_mask", "key_mask", "attention_mask")
    groups: ClassVar[dict[str, str]] = {}

    def check(self) -> None:
        if getattr(self, "activity_regularizer", None) is not None:
            raise SpecError(
                say("{kind}: activity_regularizer is not supported for the layers inside it.", kind=self.kind)
            )

    @abstractmethod
    def heads(self) -> HeadSizes:
        """How many heads there are, and their sizes."""

    def result_shape(self, query: TensorType) -> tuple[int | None, ...]:
        """The axes of a step's result."""
        return (query.shape[-1],)

    def attention_axes_of(self, rank: int) -> tuple[int, ...]:
        """The axes of the inputs along which the steps lie."""
        return tuple(range(1, rank - 1))

    def ports(self) -> Ports:
        return Ports(("query", "value", "key", *self.masks), self.result_names(), required=2)

    def tensor_arguments(self) -> tuple[TensorArgument, ...]:
        return tuple(TensorArgument(name) for name in self.ports().inputs)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        ports = self.by_port(inputs)
        query, value = ports["query"], ports["value"]
        key = ports.get("key", value)
        rank = len(query.shape)
        if rank < 3 or len(value.shape) != rank or not _agree(key.shape[:-1], value.shape[:-1]):
            raise ShapeError(
                say(
                    "{kind} expects a query and values of as many axes, three or more: (batch, steps, features), and a "
                    "key for each value. Received: query {query}, value {value}, key {key}.",
                    kind=self.kind,
                    query=str(query),
                    value=str(value),
                    key=str(key),
                )
            )
        for x in (query, value, key):
            need_known(self.kind, x, -1, "number of features")
        axes = self.attention_axes_of(rank)
        others = [axis for axis in range(1, rank - 1) if axis not in axes]
        if not _agree(tuple(query.shape[i] for i in others), tuple(value.shape[i] for i in others)):
            raise ShapeError(
                say(
                    "{kind}: query and value differ along an axis that attention does not run over. "
                    "Received: {query} and {value}.",
                    kind=self.kind,
                    query=str(query),
                    value=str(value),
                )
            )
        steps = tuple(query.shape[i] for i in axes), tuple(value.shape[i] for i in axes)
        scores = (query.shape[0], *(query.shape[i] for i in others), self.heads().queries, *steps[0], *steps[1])
        self._check_masks(ports, rank, scores)
        output = TensorType((*query.shape[:-1], *self.result_shape(query)), masked=query.masked)
        return self.results(output, scores)

    def _check_masks(self, ports: dict[str, TensorType], rank: int, scores: tuple[int | None, ...]) -> None:
        sequences = [name for name in ("query_mask", "value_mask", "key_mask") if name in ports]
        flowing = any(t.masked for name, t in ports.items() if name in ("query", "value", "key"))
        banded = self.given.use_causal_mask or getattr(self, "sliding_window", None) is not None
        if rank > 3 and (sequences or flowing or banded):
            raise ShapeError(
                say(
                    "{kind} takes masks of steps, a causal mask and a window for inputs of three axes only. "
                    "Received: {query}.",
                    kind=self.kind,
                    query=str(ports["query"]),
                )
            )
        for name in sequences:
            of = ports["query"] if name == "query_mask" else ports["value"]
            if not TensorType(of.shape[:2]).accepts(ports[name].shape):
                raise ShapeError(
                    say(
                        "{kind}: the {name} has a value for each step of {of}. Received: {shape}.",
                        kind=self.kind,
                        name=name,
                        of=str(of),
                        shape=str(ports[name]),
                    )
                )
        given = ports.get("attention_mask")
        if given is not None and not stretches(spread(given.shape, scores, self.steps_axes(rank)), scores):
            raise ShapeError(
                say(
                    "{kind}: attention_mask must fit the scores, {want}; heads and axes of 1 may be left out. "
                    "Received: {shape}.",
                    kind=self.kind,
                    want=str(TensorType(scores)),
                    shape=str(given),
                )
            )

    def steps_axes(self, rank: int) -> int:
        """How many axes of the scores are steps of the query, and as many of the key."""
        return len(self.attention_axes_of(rank))

    def projections(self, inputs: tuple[TensorType, ...]) -> dict[str, tuple[tuple[int, ...], int, tuple[int, ...]]]:
        """Of each dense layer inside, in Keras' order: the kernel's shape, how many of its axes are inputs, and the
        bias' shape."""
        ports, sizes = self.by_port(inputs), self.heads()
        query, value = ports["query"], ports["value"]
        of_query, of_value, of_key = (
            need_known(self.kind, x, -1, "number of features") for x in (query, value, ports.get("key", value))
        )
        end = tuple(n or 1 for n in self.result_shape(query))
        queries, keys = (sizes.queries, sizes.depth), (sizes.keys, sizes.depth)
        gated, values = (sizes.queries, sizes.width), (sizes.keys, sizes.width)
        found = {"query": ((of_query, *queries), 1, queries), "key": ((of_key, *keys), 1, keys)}
        if getattr(self, "use_gate", False):
            found["gate"] = ((of_query, *gated), 1, gated)
        found["value"] = ((of_value, *values), 1, values)
        return found | {"attention_output": ((*gated, *end), 2, end)}

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        spec: Any = self
        found: list[Weight] = []
        for name, (shape, given, units) in self.projections(inputs).items():
            axes = tuple(range(len(shape)))
            drawn, group = with_axes(spec.kernel_initializer, axes[:given], axes[given:]), self.groups[name]
            found.append(own_weight(self, f"{name}/kernel", shape, "kernel", drawn, group))
            if spec.use_bias:
                found.append(own_weight(self, f"{name}/bias", units, "bias", group=group))
        return tuple(found)

    def parts(self) -> tuple[tuple[str, str], ...]:
        gated = getattr(self, "use_gate", False)
        dense = ((group, name) for name, group in self.groups.items() if gated or name != "gate")
        return *dense, ("_softmax", "softmax"), ("_dropout_layer", "dropout")

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        ports, sizes = self.by_port(inputs), self.heads()
        query, value = ports["query"], ports["value"]
        axes = self.attention_axes_of(len(query.shape))
        steps = count(query.shape[1:-1])
        pairs = steps * count(tuple(value.shape[i] for i in axes))
        of = {"key": value, "value": value}
        dense = sum(
            2 * count(of.get(name, query).shape[1:-1]) * prod(shape)
            for name, (shape, _, _) in self.projections(inputs).items()
        )
        return dense + 2 * pairs * sizes.queries * (sizes.depth + sizes.width)


def spread(mask: tuple[int | None, ...], scores: tuple[int | None, ...], steps: int) -> tuple[int | None, ...]:
    """The shape of a mask with axes of 1 before its steps, up to the rank of the scores, as Keras spreads it."""
    at = max(0, len(mask) - 2 * steps)
    return (*mask[:at], *(1,) * (len(scores) - len(mask)), *mask[at:])


def stretches(mask: tuple[int | None, ...], scores: tuple[int | None, ...]) -> bool:
    """Whether a mask of this shape stretches over the scores."""
    pairs = zip(mask[1:], scores[1:])
    return len(mask) == len(scores) and all(m == 1 or m is None or n is None or m == n for m, n in pairs)


def _agree(a: tuple[int | None, ...], b: tuple[int | None, ...]) -> bool:
    return len(a) == len(b) and all(m is None or n is None or m == n for m, n in zip(a, b))
