"""The weights of a layer as files of Keras 1 and 2 hold them: other shapes, and gates apart, for the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.specs.spec import Spec

Array = np.ndarray[Any, Any]
Shape = tuple[int, ...]
GATES = {"LSTM": (0, 2, 1, 3), "GRU": (0, 1, 2)}
"""Where Keras 1 kept the gates of today's order: its LSTM had i, c, f, o."""
THEANO = "theano"
FLIPPED = ("Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose", "ConvLSTM2D")
"""Layers whose kernels Theano turned around, as a convolution does and a correlation doesn't."""


@dataclass(frozen=True)
class Form:
    """One way in which a file may hold a layer's weights: their shapes there, and how they become ours."""

    shapes: tuple[Shape, ...]
    made: Callable[[list[Array]], list[Array]]


def forms(spec: Spec, shapes: Sequence[Shape], order: Sequence[int]) -> list[Form]:
    """The ways in which a file may hold weights of these shapes, today's first; `order` says which of ours a file's
    weights are, by number."""
    own = [tuple(shapes[n] for n in order)]
    found = [Form(own[0], lambda arrays: _in_order(arrays, order))]
    kind = spec.kind
    if kind == "Bidirectional" and len(shapes) % 2 == 0:
        inner, half = getattr(spec, "layer", None), len(shapes) // 2
        if isinstance(inner, Spec):
            for form in forms(inner, shapes[:half], range(half))[1:]:
                found.append(_twice(form))
    if kind == "TimeDistributed" and isinstance(inner := getattr(spec, "layer", None), Spec):
        found += forms(inner, shapes, range(len(shapes)))[1:]
    if kind in GATES and len(shapes) == 3:
        found += [*_gates(kind, shapes), *_cudnn(kind, shapes)]
    if kind.startswith("Conv") and shapes and len(shapes) <= 2:
        found += _kernels(kind, shapes)
    return found


def flipped(spec: Spec, arrays: list[Array], backend: str) -> list[Array]:
    """The weights with the kernel turned around where Theano wrote them."""
    if backend != THEANO or spec.kind not in FLIPPED or not arrays:
        return arrays
    kernel = arrays[0]
    around = tuple(slice(None, None, -1) for _ in kernel.shape[:-2])
    return [kernel[around], *arrays[1:]]


def _in_order(arrays: list[Array], order: Sequence[int]) -> list[Array]:
    found: list[Array] = [arrays[0]] * len(arrays) if arrays else []
    for number, array in zip(order, arrays, strict=True):
        found[number] = array
    return found


def _twice(form: Form) -> Form:
    n = len(form.shapes)
    return Form(form.shapes * 2, lambda arrays: [*form.made(arrays[:n]), *form.made(arrays[n:])])


def _gates(kind: str, shapes: Sequence[Shape]) -> list[Form]:
    """A matrix, a recurrent one and a bias for each gate, as Keras 1 had them."""
    order = GATES[kind]
    gates = len(order)
    (rows, columns), (units, _), bias = shapes
    if len(bias) != 1 or columns != gates * units:
        return []
    each: tuple[Shape, ...] = ((rows, units), (units, units), (units,))

    def made(arrays: list[Array]) -> list[Array]:
        return [np.concatenate([arrays[3 * gate + part] for gate in order], axis=-1) for part in range(3)]

    return [Form(each * gates, made)]


def _cudnn(kind: str, shapes: Sequence[Shape]) -> list[Form]:
    """What the layers CuDNNLSTM and CuDNNGRU held: matrices the other way round, and two biases in a row.

    An LSTM adds the two; a GRU that has one alone computes otherwise than CuDNN's, so that its weights don't fit.
    """
    gates = len(GATES[kind])
    kernel, recurrent, bias = shapes
    size = gates * recurrent[0]
    if bias != ((size,) if kind == "LSTM" else (2, size)):
        return []

    def made(arrays: list[Array]) -> list[Array]:
        first = [part.T.reshape(part.shape, order="F") for part in np.hsplit(arrays[0], gates)]
        second = [part.T for part in np.hsplit(arrays[1], gates)]
        halves = arrays[2].reshape(2, -1)
        return [np.hstack(first), np.hstack(second), halves if len(bias) == 2 else halves.sum(0)]

    return [Form((kernel, recurrent, (2 * size,)), made)]


def _kernels(kind: str, shapes: Sequence[Shape]) -> list[Form]:
    """Kernels as Theano's order of axes had them, filters first, and one-dimensional ones with an axis to spare."""
    kernel, rest = shapes[0], tuple(shapes[1:])
    rank = len(kernel) - 2
    around = (rank + 1, rank, *range(rank))  # filters, channels, then the window
    found = [_kernel_form(tuple(kernel[n] for n in around), rest, lambda k: k.transpose(*range(2, rank + 2), 1, 0))]
    if kind == "Conv1D":
        found.append(_kernel_form((kernel[0], 1, *kernel[1:]), rest, lambda k: k[:, 0]))
        found.append(_kernel_form((kernel[2], kernel[1], kernel[0], 1), rest, lambda k: k[..., 0].transpose(2, 1, 0)))
    return found


def _kernel_form(shape: Shape, rest: tuple[Shape, ...], turned: Callable[[Array], Array]) -> Form:
    return Form((shape, *rest), lambda arrays: [turned(arrays[0]), *arrays[1:]])
