"""What makes one of several."""

from __future__ import annotations

from functools import reduce
from typing import Any

from graph.layers.merging.addition import Add
from graph.layers.merging.concatenate import Concatenate
from graph.layers.merging.dot import Dot
from graph.layers.merging.elementwise import Average, Maximum, Minimum, Multiply, Subtract
from graph.specs.message import say
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import MASKED, Graph, Said, Unsayable, says
from runtime.exports.onnx_kinds.normalization import unit

OPS = {Add: "Sum", Average: "Mean", Maximum: "Max", Minimum: "Min"}


def one_order(g: Graph, s: Said) -> tuple[list[str], bool]:
    """All inputs with their channels first where none is known otherwise, else last."""
    first = all(t.last is None for t in s.tensors)
    return [g.first(t) if first else g.last(t) for t in s.tensors], first


def same_rank(s: Said) -> None:
    """Keras lets axes be missing behind the batch, ONNX before it."""
    if len({len(t.shape) for t in s.types}) > 1:
        raise Unsayable(say("inputs with different numbers of axes can't be told there"))


def no_masks(s: Said) -> None:
    """Where one input is masked, these take the other alone."""
    if any(t.masked for t in s.types):
        raise Unsayable(MASKED)


@says(Add, Average, Maximum, Minimum)
def together(g: Graph, s: Said) -> Tensor:
    same_rank(s)
    if isinstance(s.spec, (Maximum, Minimum)):
        no_masks(s)
    names, first = one_order(g, s)
    if isinstance(s.spec, Add) and not s.types[0].is_float:
        y = reduce(lambda a, b: g.node("Add", a, b), names)  # Sum is of floats alone
    else:
        y = g.node(OPS[type(s.spec)], *names)
    return Tensor(s.tensors[0].rank, first=y) if first else Tensor(s.tensors[0].rank, y)


@says(Subtract, Multiply)
def in_turn(g: Graph, s: Said) -> Tensor:
    same_rank(s)
    if isinstance(s.spec, Multiply):
        no_masks(s)
    names, first = one_order(g, s)
    y = names[0]
    for name in names[1:]:
        y = g.node("Sub" if isinstance(s.spec, Subtract) else "Mul", y, name)
    return Tensor(s.tensors[0].rank, first=y) if first else Tensor(s.tensors[0].rank, y)


@says(Concatenate)
def concatenate(g: Graph, s: Said) -> Tensor:
    names, first = one_order(g, s)
    rank = s.tensors[0].rank
    axis = s.spec.axis % rank
    if not first:
        return Tensor(rank, g.node("Concat", *names, axis=axis))
    return Tensor(rank, first=g.node("Concat", *names, axis=1 if axis == rank - 1 else axis + 1))


@says(Dot)
def dot(g: Graph, s: Said) -> Any:
    a, b = s.spec.summed(s.types)
    names = [g.last(t) for t in s.tensors]
    if s.spec.normalize:
        names = [unit(g, name, axis) for name, axis in zip(names, (a, b))]
    letters = iter("cdefghijklm")
    first = ["b", *("a" if i == a else next(letters) for i in range(1, s.tensors[0].rank))]
    second = ["b", *("a" if i == b else next(letters) for i in range(1, s.tensors[1].rank))]
    kept = [x for x in (*first[1:], *second[1:]) if x != "a"]
    y = g.node("Einsum", *names, equation=f"{''.join(first)},{''.join(second)}->b{''.join(kept)}")
    return y if kept else g.node("Unsqueeze", y, g.ints(1))
