"""Normalization by what is given, attention and differences: operations some of whose inputs may be left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from graph.layers.operations.composed.recipe import Composed, Piece, call
from graph.layers.operations.operation import axes_of, operation
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.spec import Shape, ShapeError, example

EPSILON = 1e-7


def along(weights: Piece, axes: tuple[int, ...], rank: int) -> Piece:
    """Weights with an axis for each of a tensor's, 1 but for `axes`."""
    if weights.rank in (0, rank):
        return weights
    if weights.rank != len(axes):
        raise ShapeError(
            say("Weights must have the shape of the axes they lie along. Received: {shape}.", shape=str(weights.type))
        )
    sizes: Shape = weights.shape
    shape = [1] * rank
    for axis, size in zip(axes, sizes):
        shape[axis] = -1 if size is None else size
    return call("reshape", weights, newshape=tuple(shape))


def floats(x: Piece) -> Piece:
    return x if x.type.is_float else call("cast", x, dtype="float32")


@dataclass(frozen=True)
class ByMoments(Composed):
    module: ClassVar[str] = "nn"
    operands: ClassVar[tuple[str, ...]] = ("x", "mean", "variance", "offset", "scale")
    optional: ClassVar[tuple[str, ...]] = ("offset", "scale")
    taken: ClassVar[tuple[str, ...]] = ("x", "mean", "variance", "axis", "offset", "scale", "epsilon")

    mean: Any = param("constant", None, "the mean, in place of the second input")
    variance: Any = param("constant", None, "the variance, in place of the third input")
    offset: Any = param("constant", None, "what is added, in place of the fourth input")
    scale: Any = param("constant", None, "what is multiplied by, in place of the fifth input")
    axis: int = param("int", -1, "the axis along which they lie, batch counted as 0", always=True)
    epsilon: float = param("float", 1e-3, "what is added to the variance")

    def compose(self, *terms: Any) -> Piece:
        x = floats(terms[0])
        axes = axes_of(self.keras_class, self.axis, x.shape)
        mean, variance, offset, scale = (None if t is None else along(t, axes, x.rank) for t in terms[1:])
        assert mean is not None and variance is not None
        found = (x - mean) * call("rsqrt", variance + self.epsilon)
        found = found if scale is None else found * scale
        return found if offset is None else found + offset


BatchNorm = operation(
    ByMoments, "BatchNorm", "batch_normalization", "Numbers less a mean, by a deviation that is given.",
    "y = (x − mean) / √(variance + ε) · scale + offset",
    example((2,), mean=[0.5, 1.0], variance=[1.0, 2.0], scale=[2.0, 0.5], axis=-1),
    example((2, 2), mean=[0.5, 1.0], variance=[1.0, 2.0], offset=[2.0, 0.5], axis=1, epsilon=0.1),
)  # fmt: skip


@dataclass(frozen=True)
class ByRow(Composed):
    module: ClassVar[str] = "nn"
    operands: ClassVar[tuple[str, ...]] = ("x", "gamma", "beta")
    optional: ClassVar[tuple[str, ...]] = ("gamma", "beta")

    gamma: Any = param("constant", None, "what is multiplied by, in place of the second input")
    beta: Any = param("constant", None, "what is added, in place of the third input")
    axis: Any = param("ints", -1, "the axes whose moments are taken, batch counted as 0")
    epsilon: Any = param("float", None, "what is added to the variance; 1e-7 without it")
    rms_scaling: bool = param("bool", False, "kept for Keras; there is another operation for it")

    taken: ClassVar[tuple[str, ...]] = ("x", "gamma", "beta", "axis", "epsilon", "rms_scaling")

    def check(self) -> None:
        if self.rms_scaling:
            raise SpecError(say("layer_normalization: rms_normalization scales by the root of the mean of squares."))

    def compose(self, *terms: Any) -> Piece:
        x, gamma, beta = terms
        x, axes = floats(x), tuple(sorted(axes_of(self.keras_class, self.axis, x.shape)))
        apart = x - call("mean", x, axis=axes, keepdims=True)
        variance = call("mean", call("square", apart), axis=axes, keepdims=True)
        found = apart * call("rsqrt", variance + (EPSILON if self.epsilon is None else self.epsilon))
        found = found if gamma is None else found * along(gamma, axes, x.rank)
        return found if beta is None else found + along(beta, axes, x.rank)


LayerNorm = operation(
    ByRow, "LayerNorm", "layer_normalization", "Rows less their mean, by their deviation.",
    "y = (x − mean) / √(variance + ε) · gamma + beta", example((3,), gamma=[0.5, 1.0, 2.0], epsilon=0.1),
    example((3, 2), axis=(1, 2), epsilon=0.1), example((3,), beta=[0.5, 1.0, 2.0], epsilon=0.1),
)  # fmt: skip


@dataclass(frozen=True)
class BySquares(Composed):
    module: ClassVar[str] = "nn"
    operands: ClassVar[tuple[str, ...]] = ("x", "scale")
    optional: ClassVar[tuple[str, ...]] = ("scale",)

    scale: Any = param("constant", None, "what is multiplied by, in place of the second input")
    axis: Any = param("ints", -1, "the axes whose squares are taken, batch counted as 0")
    epsilon: Any = param("float", None, "what is added to the mean; 1e-7 without it")

    def compose(self, *terms: Any) -> Piece:
        x, scale = terms
        x, axes = floats(x), tuple(sorted(axes_of(self.keras_class, self.axis, x.shape)))
        mean = call("mean", call("square", x), axis=axes, keepdims=True)
        found = x * call("rsqrt", mean + (EPSILON if self.epsilon is None else self.epsilon))
        return found if scale is None else found * along(scale, axes, x.rank)


RMSNorm = operation(
    BySquares, "RMSNorm", "rms_normalization", "Rows by the root of the mean of their squares.",
    "y = x / √(mean x² + ε) · scale", example((3,), scale=[0.5, 1.0, 2.0], epsilon=0.1), example((3, 2), axis=1),
)  # fmt: skip


@dataclass(frozen=True)
class Attending(Composed):
    module: ClassVar[str] = "nn"
    operands: ClassVar[tuple[str, ...]] = ("query", "key", "value", "bias", "mask")
    optional: ClassVar[tuple[str, ...]] = ("bias", "mask")
    called_with: ClassVar[tuple[str, ...]] = ("scale",)
    taken: ClassVar[tuple[str, ...]] = (*operands, "scale", "is_causal", "flash_attention", "attn_logits_soft_cap")

    bias: Any = param("constant", None, "what is added to the scores, in place of the fourth input")
    mask: Any = param("constant", None, "which scores count, in place of the fifth input")
    scale: Any = param("float", None, "what scores are multiplied by; 1 / √d without it")
    is_causal: bool = param("bool", False, "whether each step looks at none behind it")
    flash_attention: Any = param("bool", None, "kept for Keras; it is for graphics cards")
    attn_logits_soft_cap: Any = param("float", None, "what scores are kept below, softly")

    def check(self) -> None:
        if self.flash_attention:
            raise SpecError(say("dot_product_attention: flash_attention is for graphics cards."))

    def compose(self, *terms: Any) -> Piece:
        query, key, value = (floats(t) for t in terms[:3])
        bias, mask = terms[3:]
        if any(t.rank != 4 or t.shape[1:].count(None) for t in (query, key, value)):
            raise ShapeError(
                say("dot_product_attention needs (batch, steps, heads, numbers) for query, key and value.")
            )
        heads, own, width = query.shape[2] or 1, key.shape[2] or 1, query.shape[3] or 1
        if heads != own:
            key, value = (call("repeat", t, repeats=heads // own, axis=2) for t in (key, value))
        scores = call("einsum", query, key, subscripts="btnh,bsnh->bnts") * (self.scale or width**-0.5)
        scores = scores if bias is None else scores + bias
        cap = self.attn_logits_soft_cap
        scores = scores if cap is None else call("tanh", scores / cap) * cap
        least = float(np.finfo(np.float32).min) * 0.7
        scores = scores if mask is None else call("where", mask, scores, least)
        if self.is_causal:
            seen = np.tri(query.shape[1] or 1, key.shape[1] or 1) > 0
            scores = call("where", scores.recipe.fixed(seen), scores, least)
        return call("einsum", call("softmax", scores, axis=-1), value, subscripts="bnts,bsnh->btnh")


STEPS = (3, 2, 2), (3, 2, 2), (3, 2, 2)
DotProductAttention = operation(
    Attending, "DotProductAttention", "dot_product_attention", "Values summed up by how much keys go with queries.",
    "y = softmax (q · k / √d) · v", example(*STEPS), example(*STEPS, is_causal=True, scale=0.5),
    example((2, 2, 2), (3, 1, 2), (3, 1, 2), mask=[[[[True, False, True]]]]),
)  # fmt: skip


@dataclass(frozen=True)
class Differing(Composed):
    operands: ClassVar[tuple[str, ...]] = ("a",)

    n: int = param("int", 1, "how many times over", low=0)
    axis: int = param("int", -1, "the axis along which it goes, batch counted as 0")

    def compose(self, *terms: Any) -> Piece:
        (found,) = terms
        (at,) = axes_of(self.keras_class, self.axis, found.shape)
        before = ", ".join([*[":"] * at, ":-1"])
        behind = ", ".join([*[":"] * at, "1:"])
        for _ in range(self.n):
            found = found[behind] - found[before]
        return call("copy", found) if not self.n else found


Diff = operation(
    Differing, "Diff", "diff", "How much more each number is than the one before it.", "yᵢ = xᵢ₊₁ − xᵢ",
    example((4,)), example((4, 2), n=2, axis=1),
)  # fmt: skip


@dataclass(frozen=True)
class RestOfErf(Composed):
    module: ClassVar[str] = "math"

    def compose(self, *terms: Any) -> Piece:
        return 1.0 - call("erf", floats(terms[0]))


Erfc = operation(
    RestOfErf, "Erfc", "erfc", "1 less the error function of each number.", "y = 1 − erf x", example((2, 3))
)


@dataclass(frozen=True)
class Powers(Composed):
    N: Any = param("int", None, "how many powers; as many as there are numbers without it", low=1)
    increasing: bool = param("bool", False, "whether the smallest power comes first")

    def compose(self, *terms: Any) -> Piece:
        (x,) = terms
        count = self.N or (x.shape[0] if x.shape else None)
        if count is None:
            raise ShapeError(say("vander: N is needed where the size is not known."))
        powers = np.arange(count, dtype=np.float32)
        powers = powers if self.increasing else powers[::-1]
        return call("power", call("expand_dims", floats(x), axis=-1), x.recipe.fixed(powers))


Vander = operation(Powers, "Vander", "vander", "The powers of each number, side by side.", "y[i, j] = xᵢʲ",
                   example((), N=3), domain=(0.5, 2.0))  # fmt: skip
