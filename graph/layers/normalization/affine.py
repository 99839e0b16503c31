"""What the normalizations share: which axes they go along, and the weights gamma and beta."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.specs.message import say
from graph.specs.owned_weights import own_weight
from graph.specs.spec import ShapeError, TensorType, Weight, need_known


def known_axes(kind: str, x: TensorType, axes: Sequence[int]) -> tuple[int, ...]:
    """The axes of x that are meant, counted from 0 and sorted; raises ShapeError for the batch and for what is no
    axis."""
    rank = len(x.shape)
    found = {axis % rank for axis in axes if -rank <= axis < rank}
    if len(found) != len(axes) or 0 in found:
        raise ShapeError(
            say(
                "{kind}: axis {axis} must name axes of {shape} after the batch, each once: 1 to {last}, "
                "or -1 for the last.",
                kind=kind,
                axis=", ".join(map(str, axes)),
                shape=str(x),
                last=rank - 1,
            )
        )
    return tuple(sorted(found))


def known_sizes(kind: str, x: TensorType, axes: Sequence[int]) -> tuple[int, ...]:
    """The sizes of these axes; raises ShapeError where one is free."""
    return tuple(need_known(kind, x, axis, "size of the axis that is scaled") for axis in axes)


def gamma_and_beta(spec: Any, shape: tuple[int, ...]) -> tuple[Weight, ...]:
    """The factor and the term of each channel, as far as `scale` and `center` ask for them."""
    wanted = {"gamma": spec.scale, "beta": spec.center}
    return tuple(own_weight(spec, name, shape) for name, there in wanted.items() if there)
