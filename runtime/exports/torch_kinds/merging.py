"""What makes one of several."""

from __future__ import annotations

from functools import reduce

from graph.layers.merging.addition import Add
from graph.layers.merging.concatenate import Concatenate
from graph.layers.merging.dot import Dot
from graph.layers.merging.elementwise import Average, Maximum, Minimum, Multiply, Subtract
from graph.specs.message import say
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import MASKED
from runtime.exports.torch_module import Module, Said, Unsayable, call, says

SIGNS = {Add: " + ", Average: " + ", Subtract: " - ", Multiply: " * "}


def one_order(m: Module, s: Said) -> tuple[list[str], bool]:
    """All inputs with their channels first where none is known otherwise, else last."""
    if len({len(t.shape) for t in s.types}) > 1:
        raise Unsayable(say("inputs with different numbers of axes can't be told there"))
    first = all(value.last is None for value in s.values)
    return [m.first(value) if first else m.last(value) for value in s.values], first


@says(Add, Average, Subtract)
def summed(m: Module, s: Said) -> Tensor:
    names, first = one_order(m, s)
    y = SIGNS[type(s.spec)].join(names)
    if isinstance(s.spec, Average):
        y = f"({y}) / {len(names)}"
    return Tensor(s.values[0].rank, first=y) if first else Tensor(s.values[0].rank, y)


@says(Multiply, Maximum, Minimum, masked=False)
def together(m: Module, s: Said) -> Tensor:
    names, first = one_order(m, s)
    if isinstance(s.spec, Multiply):
        y = SIGNS[Multiply].join(names)
    else:
        function = "torch.maximum" if isinstance(s.spec, Maximum) else "torch.minimum"
        y = reduce(lambda a, b: f"{function}({a}, {b})", names)
    return Tensor(s.values[0].rank, first=y) if first else Tensor(s.values[0].rank, y)


@says(Concatenate)
def concatenate(m: Module, s: Said) -> Tensor:
    names, first = one_order(m, s)
    rank = s.values[0].rank
    axis = s.spec.axis % rank
    if first:
        dim = 1 if axis == rank - 1 else axis + 1
        return Tensor(rank, first=f"torch.cat([{', '.join(names)}], dim={dim})")
    return Tensor(rank, f"torch.cat([{', '.join(names)}], dim={-1 if axis == rank - 1 else axis})")


@says(Dot)
def dot(m: Module, s: Said) -> str:
    if any(type.masked for type in s.types):
        raise Unsayable(MASKED)
    a, b = s.spec.summed(s.types)
    names = [m.last(value) for value in s.values]
    if s.spec.normalize:
        names = [call("F.normalize", name, dim=axis, eps=1e-6) for name, axis in zip(names, (a, b))]
    letters = iter("cdefghijklm")
    first = ["b", *("a" if i == a else next(letters) for i in range(1, s.values[0].rank))]
    second = ["b", *("a" if i == b else next(letters) for i in range(1, s.values[1].rank))]
    kept = "".join(x for x in (*first[1:], *second[1:]) if x != "a")
    y = f'torch.einsum("{"".join(first)},{"".join(second)}->b{kept}", {", ".join(names)})'
    return y if kept else f"{y}.unsqueeze(1)"
