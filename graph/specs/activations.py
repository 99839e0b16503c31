"""The names of Keras' activation functions, as `activation=` takes them; the runtime computes them."""

from __future__ import annotations

ACTIVATIONS: tuple[str, ...] = (
    "linear",
    "relu",
    "sigmoid",
    "tanh",
    "softmax",
    "elu",
    "selu",
    "gelu",
    "silu",
    "leaky_relu",
    "relu6",
    "softplus",
    "softsign",
    "exponential",
    "hard_sigmoid",
    "hard_silu",
    "mish",
    "log_softmax",
    "log_sigmoid",
    "celu",
    "hard_tanh",
    "hard_shrink",
    "soft_shrink",
    "tanh_shrink",
    "threshold",
    "squareplus",
    "sparse_plus",
    "sparse_sigmoid",
    "sparsemax",
)

GATED = "glu"
"""Halves the last axis, so only what has nothing behind it can take it: the layer Activation."""

SYNONYMS = {"swish": "silu", "hard_swish": "hard_silu"}
