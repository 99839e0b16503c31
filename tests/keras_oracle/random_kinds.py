"""The kinds that random models are made of: for each rank a layer by its name, given what is drawn and the shape.

Read by `random_models.py`, which Keras' interpreter runs.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import layers, ops

Maker = Callable[[random.Random, tuple[int, ...]], Any]
ACTIVATIONS = (
    *("linear", "relu", "tanh", "sigmoid", "elu", "selu", "gelu", "softplus", "softsign", "silu", "mish", "celu"),
    *("hard_sigmoid", "hard_tanh", "hard_silu", "leaky_relu", "log_sigmoid", "softmax", "squareplus", "tanh_shrink"),
)


def some(r: random.Random, *choices: Any) -> Any:
    return r.choice(choices)


def act(r: random.Random) -> str:
    return r.choice(ACTIVATIONS)


def window(r: random.Random, n: int, sizes: tuple[int, ...]) -> dict[str, Any]:
    """Strides or dilation, padding."""
    return {"strides": some(r, 1, 1, 2), "padding": "same" if min(sizes) < 5 else some(r, "same", "valid")}


def conv(r: random.Random, n: int, sizes: tuple[int, ...]) -> dict[str, Any]:
    found = window(r, n, sizes)
    if found["strides"] == 1 and r.random() < 0.3 and min(sizes) >= 5:
        found["dilation_rate"] = 2
    return {**found, "activation": act(r), "use_bias": r.random() < 0.8}


ANY: dict[str, Maker] = {
    "Dense": lambda r, s: layers.Dense(r.randint(1, 5), activation=act(r), use_bias=r.random() < 0.8),
    "EinsumDense": lambda r, s: (
        layers.EinsumDense("...x,xy->...y", output_shape=(None,) * (len(s) - 1) + (3,))
        if len(s) > 1
        else layers.EinsumDense("ab,bc->ac", output_shape=4, bias_axes="c")
    ),
    "Activation": lambda r, s: layers.Activation(act(r)),
    "ReLU": lambda r, s: layers.ReLU(
        max_value=some(r, None, 1.5), negative_slope=some(r, 0.0, 0.2), threshold=some(r, 0.0, 0.1)
    ),
    "LeakyReLU": lambda r, s: layers.LeakyReLU(some(r, 0.3, 0.1)),
    "ELU": lambda r, s: layers.ELU(some(r, 1.0, 0.7)),
    "PReLU": lambda r, s: layers.PReLU(
        alpha_initializer="normal", shared_axes=some(r, None, [1]) if len(s) > 1 else None
    ),
    "Softmax": lambda r, s: layers.Softmax(axis=some(r, -1, len(s))),
    "BatchNormalization": lambda r, s: layers.BatchNormalization(
        momentum=0.7, center=r.random() < 0.8, scale=r.random() < 0.8
    ),
    "LayerNormalization": lambda r, s: layers.LayerNormalization(
        axis=some(r, -1, list(range(1, len(s) + 1))), epsilon=0.1
    ),
    "RMSNormalization": lambda r, s: layers.RMSNormalization(epsilon=0.1),
    "UnitNormalization": lambda r, s: layers.UnitNormalization(),
    "GroupNormalization": lambda r, s: layers.GroupNormalization(groups=some(r, 1, s[-1]), epsilon=0.1),
    "Rescaling": lambda r, s: layers.Rescaling(some(r, 0.5, 2.0), some(r, 0.0, -1.0)),
    "Flatten": lambda r, s: layers.Flatten(),
    "Identity": lambda r, s: layers.Identity(),
    "Dropout": lambda r, s: layers.Dropout(0.0),
    "ActivityRegularization": lambda r, s: layers.ActivityRegularization(l2=0.01),
    "Reshape": lambda r, s: layers.Reshape((*s[:-1], s[-1], 1) if len(s) < 3 else (-1,)),
}
SEQUENCE: dict[str, Maker] = {
    "LSTM": lambda r, s: layers.LSTM(r.randint(1, 4), return_sequences=r.random() < 0.6, go_backwards=r.random() < 0.3),
    "GRU": lambda r, s: layers.GRU(r.randint(1, 4), return_sequences=r.random() < 0.6, reset_after=r.random() < 0.5),
    "SimpleRNN": lambda r, s: layers.SimpleRNN(r.randint(1, 4), return_sequences=r.random() < 0.6),
    "Bidirectional": lambda r, s: layers.Bidirectional(
        some(r, layers.LSTM, layers.GRU, layers.SimpleRNN)(2, return_sequences=r.random() < 0.6),
        merge_mode=some(r, "concat", "sum", "mul", "ave"),
    ),
    "TimeDistributed": lambda r, s: layers.TimeDistributed(layers.Dense(3, activation=act(r))),
    "RNN": lambda r, s: layers.RNN([layers.GRUCell(2), layers.SimpleRNNCell(3)], return_sequences=r.random() < 0.6),
    "Conv1D": lambda r, s: layers.Conv1D(r.randint(1, 4), some(r, 1, 3), **conv(r, 1, s[:1])),
    "Conv1DTranspose": lambda r, s: layers.Conv1DTranspose(2, 3, **window(r, 1, s[:1])),
    "SeparableConv1D": lambda r, s: layers.SeparableConv1D(3, 2, depth_multiplier=some(r, 1, 2), padding="same"),
    "DepthwiseConv1D": lambda r, s: layers.DepthwiseConv1D(2, depth_multiplier=some(r, 1, 2), padding="same"),
    "MaxPooling1D": lambda r, s: layers.MaxPooling1D(2, padding="same"),
    "AveragePooling1D": lambda r, s: layers.AveragePooling1D(2, some(r, 1, 2), padding="same"),
    "GlobalMaxPooling1D": lambda r, s: layers.GlobalMaxPooling1D(keepdims=r.random() < 0.3),
    "GlobalAveragePooling1D": lambda r, s: layers.GlobalAveragePooling1D(keepdims=r.random() < 0.3),
    "ZeroPadding1D": lambda r, s: layers.ZeroPadding1D((1, 2)),
    "Cropping1D": lambda r, s: layers.Cropping1D((1, 0)) if s[0] > 2 else layers.Identity(),
    "UpSampling1D": lambda r, s: layers.UpSampling1D(2) if s[0] < 9 else layers.Identity(),
    "Permute": lambda r, s: layers.Permute((2, 1)),
}
IMAGE: dict[str, Maker] = {
    "Conv2D": lambda r, s: layers.Conv2D(r.randint(1, 4), some(r, 1, 3, (3, 2)), **conv(r, 2, s[:2])),
    "Conv2DTranspose": lambda r, s: layers.Conv2DTranspose(2, 3, **window(r, 2, s[:2])),
    "DepthwiseConv2D": lambda r, s: layers.DepthwiseConv2D(
        3, depth_multiplier=some(r, 1, 2), padding="same", activation=act(r)
    ),
    "SeparableConv2D": lambda r, s: layers.SeparableConv2D(3, 3, padding="same", strides=some(r, 1, 2)),
    "MaxPooling2D": lambda r, s: layers.MaxPooling2D(some(r, 2, 3), some(r, None, 1), padding="same"),
    "AveragePooling2D": lambda r, s: layers.AveragePooling2D(2, some(r, None, 1), padding="same"),
    "GlobalMaxPooling2D": lambda r, s: layers.GlobalMaxPooling2D(),
    "GlobalAveragePooling2D": lambda r, s: layers.GlobalAveragePooling2D(keepdims=r.random() < 0.3),
    "AdaptiveAveragePooling2D": lambda r, s: layers.AdaptiveAveragePooling2D(2),
    "AdaptiveMaxPooling2D": lambda r, s: layers.AdaptiveMaxPooling2D((2, 3)) if s[1] > 2 else layers.Identity(),
    "ZeroPadding2D": lambda r, s: layers.ZeroPadding2D(((1, 0), (0, 2))),
    "Cropping2D": lambda r, s: layers.Cropping2D(((0, 1), (1, 0))) if min(s[:2]) > 2 else layers.Identity(),
    "UpSampling2D": lambda r, s: (
        layers.UpSampling2D(2, interpolation=some(r, "nearest", "bilinear")) if s[0] < 7 else layers.Identity()
    ),
    "ConvLSTM1D": lambda r, s: layers.ConvLSTM1D(2, 2, padding="same", return_sequences=r.random() < 0.5),
    "Permute": lambda r, s: layers.Permute(some(r, (2, 1, 3), (3, 1, 2))),
}
VOLUME: dict[str, Maker] = {
    "Conv3D": lambda r, s: layers.Conv3D(r.randint(1, 3), some(r, 1, 2, 3), padding="same", strides=some(r, 1, 2)),
    "Conv3DTranspose": lambda r, s: layers.Conv3DTranspose(2, 2, padding=some(r, "same", "valid")),
    "MaxPooling3D": lambda r, s: layers.MaxPooling3D(2, padding="same"),
    "AveragePooling3D": lambda r, s: layers.AveragePooling3D(2, padding="same"),
    "GlobalAveragePooling3D": lambda r, s: layers.GlobalAveragePooling3D(),
    "GlobalMaxPooling3D": lambda r, s: layers.GlobalMaxPooling3D(),
    "ConvLSTM2D": lambda r, s: layers.ConvLSTM2D(2, 2, padding="same", return_sequences=r.random() < 0.5),
    "ZeroPadding3D": lambda r, s: layers.ZeroPadding3D(1) if s[0] < 5 else layers.Identity(),
    "UpSampling3D": lambda r, s: layers.UpSampling3D((1, 2, 1)) if s[1] < 5 else layers.Identity(),
}
BY_RANK = {1: {}, 2: SEQUENCE, 3: IMAGE, 4: VOLUME}
MERGES: dict[str, Callable[[random.Random], Any]] = {
    "Add": lambda r: layers.Add(),
    "Subtract": lambda r: layers.Subtract(),
    "Multiply": lambda r: layers.Multiply(),
    "Average": lambda r: layers.Average(),
    "Maximum": lambda r: layers.Maximum(),
    "Minimum": lambda r: layers.Minimum(),
    "Concatenate": lambda r: layers.Concatenate(),
}

MERGES["Dot"] = lambda r: layers.Dot(axes=-1)


def adapted(r: random.Random, s: tuple[int, ...]) -> Any:
    """Normalization with what it would have learnt."""
    return layers.Normalization(mean=np.linspace(-0.5, 0.5, s[-1]), variance=np.linspace(0.5, 2.0, s[-1]))


def careful(r: random.Random, s: tuple[int, ...]) -> Any:
    """A Dense with all that its weights may be given."""
    return layers.Dense(
        r.randint(1, 4),
        activation=some(r, None, *ACTIVATIONS),
        kernel_regularizer=some(r, None, "l1", "l2", keras.regularizers.L1L2(0.01, 0.02)),
        bias_regularizer=some(r, None, "l2"),
        activity_regularizer=some(r, None, "l1", keras.regularizers.L2(0.01)),
        kernel_constraint=some(r, None, "max_norm", "unit_norm", "non_neg"),
        bias_constraint=some(r, None, "non_neg"),
    )


ANY |= {
    "Regularized": careful,
    "Normalization": adapted,
    "SpectralNormalization": lambda r, s: layers.SpectralNormalization(layers.Dense(3), power_iterations=some(r, 1, 2)),
    "Frozen": lambda r, s: layers.Dense(3, trainable=False),
    "FrozenBatchNormalization": lambda r, s: layers.BatchNormalization(trainable=False),
    "GaussianNoise": lambda r, s: layers.GaussianNoise(0.0),
    "AlphaDropout": lambda r, s: layers.AlphaDropout(0.0),
    "GELU": lambda r, s: layers.Activation(some(r, "gelu", "exponential", "relu6", "sparse_plus", "sparse_sigmoid")),
}
SEQUENCE |= {
    "Masking": lambda r, s: layers.Masking(0.0),
    "StackedRNN": lambda r, s: layers.RNN(
        layers.StackedRNNCells([layers.LSTMCell(2), layers.GRUCell(3)]), go_backwards=r.random() < 0.3
    ),
    "Unrolled": lambda r, s: layers.LSTM(2, unroll=True, return_sequences=True, unit_forget_bias=r.random() < 0.5),
    "Regularized LSTM": lambda r, s: layers.LSTM(
        2, recurrent_regularizer="l2", kernel_constraint="max_norm", activity_regularizer="l2", use_bias=False
    ),
    "TimeDistributedRegularized": lambda r, s: layers.TimeDistributed(layers.Dense(2, activity_regularizer="l2")),
    "AdaptiveMaxPooling1D": lambda r, s: layers.AdaptiveMaxPooling1D(2),
    "AdaptiveAveragePooling1D": lambda r, s: layers.AdaptiveAveragePooling1D(3),
    "SpatialDropout1D": lambda r, s: layers.SpatialDropout1D(0.0),
    "RepeatAfter": lambda r, s: layers.UpSampling1D(some(r, 1, 3)) if s[0] < 5 else layers.Identity(),
    "SelfAttention": lambda r, s: layers.TimeDistributed(layers.LayerNormalization()),
}
IMAGE |= {
    "Resizing": lambda r, s: layers.Resizing(5, 4, interpolation=some(r, "bilinear", "nearest", "bicubic")),
    "CenterCrop": lambda r, s: layers.CenterCrop(2, 2) if min(s[:2]) >= 2 else layers.Identity(),
    "Groups": lambda r, s: layers.Conv2D(4, 3, groups=2, padding="same") if s[-1] % 2 == 0 else layers.Identity(),
    "TimeDistributedImage": lambda r, s: layers.TimeDistributed(layers.Conv1D(2, 2, padding="same")),
    "BatchNormalizationRows": lambda r, s: layers.BatchNormalization(axis=1),
}
NUMBERS: dict[str, Callable[[Any], Any]] = {
    "exp": lambda x: ops.exp(x * 0.1),
    "log1p": lambda x: ops.log1p(ops.abs(x)),
    "sin": ops.sin,
    "square": lambda x: ops.square(x) * 0.1,
    "sqrt": lambda x: ops.sqrt(ops.abs(x) + 0.1),
    "clip": lambda x: ops.clip(x, -1.0, 0.7),
    "sigmoid": ops.sigmoid,
    "softmax": ops.softmax,
    "where": lambda x: ops.where(x > 0.1, x, x * 0.5),
    "mean": lambda x: x - ops.mean(x, axis=-1, keepdims=True),
    "std": lambda x: x / (ops.std(x, axis=-1, keepdims=True) + 0.5),
    "max": lambda x: x - ops.max(x, axis=-1, keepdims=True),
    "flip": lambda x: ops.flip(x, axis=-1),
    "roll": lambda x: ops.roll(x, 1, axis=1),
    "cumsum": lambda x: ops.cumsum(x, axis=1) * 0.3,
    "slice": lambda x: x[:, ::-1],
    "sort": lambda x: ops.sort(x, axis=-1),
    "concatenate": lambda x: ops.concatenate([x, x * 0.5], axis=-1),
    "pad": lambda x: ops.pad(x, [[0, 0], [1, 0], *[[0, 0]] * (len(x.shape) - 2)]),
    "norm": lambda x: x / (1.0 + ops.norm(x, axis=-1, keepdims=True)),
    "logsumexp": lambda x: x - ops.logsumexp(x, axis=-1, keepdims=True),
    "divide": lambda x: x / (1.0 + ops.abs(x)),
    "power": lambda x: ops.abs(x) ** 1.5,
    "median": lambda x: x - ops.median(x, axis=-1, keepdims=True),
    "quantile": lambda x: x - ops.quantile(x, 0.3, axis=-1, keepdims=True),
    "normalize": ops.normalize,
    "ptp": lambda x: x / (1.0 + ops.ptp(x, axis=-1, keepdims=True)),
    "nan_to_num": lambda x: ops.nan_to_num(ops.log(x), nan=0.5) * 0.1,
    "logaddexp2": lambda x: ops.logaddexp2(x, 0.5 * x),
    "trapezoid": lambda x: ops.expand_dims(ops.trapezoid(x, axis=-1), -1) * 0.2 + x,
    "take": lambda x: ops.take(x, [0, -1], axis=-1),
    "sinc": ops.sinc,
    "erf": ops.erf,
}
"""Functions of `keras.ops`, and arithmetic."""
CATEGORIES: dict[str, Callable[[random.Random], Any]] = {
    "Embedding": lambda r: layers.Embedding(7, 3, mask_zero=r.random() < 0.5),
    "CategoryEncoding": lambda r: layers.CategoryEncoding(7, output_mode=some(r, "multi_hot", "count")),
    "Discretization": lambda r: layers.Discretization([1.0, 3.0, 4.5], output_mode="one_hot"),
}
"""What reads whole numbers."""
