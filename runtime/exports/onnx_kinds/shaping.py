"""Layers that move numbers and change none, or enlarge pictures."""

from __future__ import annotations

import numpy as np

from graph.layers.convolution.windows import space_axes
from graph.layers.preprocessing.image_sizes import CenterCrop
from graph.layers.reshaping.borders import Bordered
from graph.layers.reshaping.repeating import RepeatVector, UpSampling
from graph.layers.reshaping.reshape import Flatten, Permute, Reshape
from graph.specs.message import say
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import END, Graph, Said, Unsayable, free_size, known_shape, says


@says(Reshape, Flatten)
def reshape(g: Graph, s: Said) -> str:
    x, shape = g.last(s.tensors[0]), s.results[0].shape[1:]
    if isinstance(s.spec, Flatten) and s.spec.data_format == "channels_first":
        x = g.last(Tensor(s.tensors[0].rank, first=x))
    if sum(size is None for size in shape) and None not in s.types[0].shape[1:]:
        return g.node("Reshape", x, g.ints(0, *(-1 if size is None else size for size in shape)))
    if None in shape:
        if isinstance(s.spec, Flatten):
            return g.node("Flatten", x, axis=1)
        raise free_size(s.types[0])
    return g.node("Reshape", x, g.ints(-1, *known_shape(s.results[0])))


@says(Permute)
def permute(g: Graph, s: Said) -> str:
    return g.transposed(g.last(s.tensors[0]), (0, *s.spec.dims))


@says(RepeatVector)
def repeat_vector(g: Graph, s: Said) -> str:
    x = g.node("Unsqueeze", g.last(s.tensors[0]), g.ints(1))
    return g.node("Tile", x, g.ints(1, s.spec.n, 1))


@says(Bordered)
def borders(g: Graph, s: Said) -> str:
    """Croppings and paddings."""
    x, rank = g.last(s.tensors[0]), s.tensors[0].rank
    given = dict(zip(s.spec.axes(), s.spec.borders(), strict=True))
    if all(before <= 0 and after <= 0 for before, after in given.values()):
        starts, ends = [-b for b, _ in given.values()], [a if a else END for _, a in given.values()]
        return g.node("Slice", x, g.ints(*starts), g.ints(*ends), g.ints(*given))
    pairs = [given.get(axis, (0, 0)) for axis in range(rank)]
    none = [] if s.types[0].is_float else [g.constant(np.zeros((), s.types[0].dtype))]
    return g.node("Pad", x, g.ints(*(b for b, _ in pairs), *(a for _, a in pairs)), *none)


@says(UpSampling)
def up_sampling(g: Graph, s: Said) -> Tensor | str:
    """Repeated cells by Resize; what lies between by a matrix for each axis, made of what one picture of unit cells
    becomes."""
    spec, rank = s.spec, s.tensors[0].rank
    form = getattr(spec, "data_format", "channels_last")
    x = g.last(s.tensors[0])
    if not spec.repeats:
        if spec.interpolation != "bilinear":
            raise Unsayable(say("the interpolation {name} has no counterpart there", name=spec.interpolation))
        for axis, factor in zip(space_axes(len(spec.factors()), form), spec.factors()):
            size = s.types[0].shape[axis]
            if size is None:
                raise free_size(s.types[0])
            x = by_matrix(g, x, axis, rank, linear(size, size * factor))
        return x
    scales = np.ones(rank, np.float32)
    for axis, factor in zip(space_axes(len(spec.factors()), form), spec.factors()):
        scales[axis] = factor
    y = g.node(
        "Resize",
        g.floats(x, s.types[0]),
        "",
        g.constant(scales, "scales"),
        mode="nearest",
        nearest_mode="floor",
        coordinate_transformation_mode="asymmetric",
    )
    return g.as_said(y, s.results[0])


def linear(size: int, wanted: int) -> np.ndarray:
    """What each wanted place takes of each present one, half-pixel centres, the border repeated."""
    matrix = np.zeros((size, wanted), np.float32)
    for place in range(wanted):
        at = (place + 0.5) * size / wanted - 0.5
        low = int(np.floor(at))
        share = at - low
        for cell, part in ((low, 1 - share), (low + 1, share)):
            matrix[min(max(cell, 0), size - 1), place] += part
    return matrix


def by_matrix(g: Graph, x: str, axis: int, rank: int, matrix: np.ndarray) -> str:
    """An axis multiplied by a matrix (from, to)."""
    letters = "abcdefg"[:rank]
    to = letters.replace(letters[axis], "z")
    return g.node("Einsum", x, g.constant(matrix, "matrix"), equation=f"{letters},{letters[axis]}z->{to}")


@says(CenterCrop)
def center_crop(g: Graph, s: Said) -> str:
    spec, x = s.spec, g.last(s.tensors[0])
    shape, axes = known_shape(s.types[0]), space_axes(2, getattr(spec, "data_format", "channels_last"))
    if len(shape) != 3:
        raise Unsayable(say("pictures without a batch can't be told there"))
    sizes, wanted = [shape[axis - 1] for axis in axes], (spec.height, spec.width)
    if any(w > n for w, n in zip(wanted, sizes)):
        raise Unsayable(say("pictures smaller than the crop are resized, which has no counterpart there"))
    starts = [(n - w) // 2 for n, w in zip(sizes, wanted)]
    return g.node("Slice", x, g.ints(*starts), g.ints(*(a + w for a, w in zip(starts, wanted))), g.ints(*axes))
