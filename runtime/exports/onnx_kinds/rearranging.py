"""Operations between layers that move numbers, take some of them, or join them."""

from __future__ import annotations

import numpy as np

from graph.specs.constants import Constant
from graph.specs.message import say
from runtime.exports.onnx_graph import BEGIN, END, Graph, Said, Unsayable, known_shape, says
from runtime.exports.onnx_kinds.operations import of


@says(*of("Transpose", "Swapaxes", "Moveaxis"))
def transpose(g: Graph, s: Said) -> str:
    """Which axis goes where is read off an array of as many axes."""
    rank, spec = s.tensors[0].rank, s.spec
    sample = np.empty(tuple(range(2, rank + 2)))
    if spec.keras_class == "Transpose":
        moved = np.transpose(sample, spec.axes)
    elif spec.keras_class == "Swapaxes":
        moved = np.swapaxes(sample, spec.axis1, spec.axis2)
    else:
        moved = np.moveaxis(sample, spec.source, spec.destination)
    return g.transposed(g.last(s.tensors[0]), [size - 2 for size in moved.shape])


@says(*of("ExpandDims"))
def expand_dims(g: Graph, s: Said) -> str:
    axes = s.spec.axis if isinstance(s.spec.axis, tuple) else (s.spec.axis,)
    return g.node("Unsqueeze", g.last(s.tensors[0]), g.ints(*axes))


@says(*of("Squeeze"))
def squeeze(g: Graph, s: Said) -> str:
    shape = s.types[0].shape
    axes = s.spec.axis if s.spec.axis is not None else tuple(i for i, n in enumerate(shape) if n == 1)
    return g.node("Squeeze", g.last(s.tensors[0]), g.ints(*(axes if isinstance(axes, tuple) else (axes,))))


@says(*of("Reshape", "Ravel"))
def reshape(g: Graph, s: Said) -> str:
    if s.results[0].shape[:1] != (None,):
        raise Unsayable(say("it mixes the samples of a batch"))
    return g.node("Reshape", g.last(s.tensors[0]), g.ints(-1, *known_shape(s.results[0])))


@says(*of("Concatenate", "Stack"))
def joined(g: Graph, s: Said) -> str:
    dtype = s.results[0].dtype
    names = [g.last(t) if type.dtype == dtype else g.cast(g.last(t), dtype) for t, type in zip(s.tensors, s.types)]
    axis = s.spec.axis
    if s.spec.keras_class == "Stack":
        names = [g.node("Unsqueeze", name, g.ints(axis)) for name in names]
    return g.node("Concat", *names, axis=axis)


@says(*of("GetItem"))
def get_item(g: Graph, s: Said) -> str:
    """A slice for the axes that are cut, then those gone that were taken at one place, then the new ones."""
    rank = s.tensors[0].rank
    parts = list(s.spec.index)
    used = sum(part is not None and part is not ... for part in parts)
    if ... in parts:
        at = parts.index(...)
        parts[at : at + 1] = [slice(None)] * (rank - used)
    starts, ends, axes, steps = list[int](), list[int](), list[int](), list[int]()
    gone, new = list[int](), list[int]()
    axis = place = 0
    for part in parts:
        if part is None:
            new.append(place)
            place += 1
            continue
        if isinstance(part, int):
            starts, ends = [*starts, part], [*ends, part + 1 if part != -1 else END]
            axes, steps = [*axes, axis], [*steps, 1]
            gone.append(axis)
        else:
            if part != slice(None):
                step = part.step or 1
                start = part.start if part.start is not None else (0 if step > 0 else END)
                end = part.stop if part.stop is not None else (END if step > 0 else BEGIN)
                starts, ends, axes, steps = [*starts, start], [*ends, end], [*axes, axis], [*steps, step]
            place += 1
        axis += 1
    x = g.last(s.tensors[0])
    if axes:
        x = g.node("Slice", x, g.ints(*starts), g.ints(*ends), g.ints(*axes), g.ints(*steps))
    if gone:
        x = g.node("Squeeze", x, g.ints(*gone))
    return g.node("Unsqueeze", x, g.ints(*new)) if new else x


@says(*of("Take"))
def take(g: Graph, s: Said) -> str:
    constant = s.spec.constant_at("indices")
    if constant is None or s.spec.axis is None:
        raise Unsayable(say("this form of it has no counterpart there"))
    indices = np.asarray(constant.array() if isinstance(constant, Constant) else constant, np.int64)
    return g.node("Gather", g.last(s.tensors[0]), g.constant(indices), axis=s.spec.axis)


@says(*of("Flip"))
def flip(g: Graph, s: Said) -> str:
    axes = range(s.tensors[0].rank) if s.spec.axis is None else s.spec.axis
    ends, back = [BEGIN] * len(axes), [-1] * len(axes)
    return g.node("Slice", g.last(s.tensors[0]), g.ints(*back), g.ints(*ends), g.ints(*axes), g.ints(*back))


@says(*of("ZerosLike", "OnesLike", "FullLike", "EmptyLike"))
def like(g: Graph, s: Said) -> str:
    value = {"OnesLike": 1}.get(s.spec.keras_class, 0)
    if s.spec.keras_class == "FullLike":
        value = s.spec.fill_value
        if isinstance(value, Constant):
            raise Unsayable(say("this form of it has no counterpart there"))
    if s.spec.keras_class == "EmptyLike":
        raise Unsayable(say("this form of it has no counterpart there"))
    return g.node("Expand", g.constant(np.array(value, s.results[0].dtype)), g.node("Shape", g.last(s.tensors[0])))
