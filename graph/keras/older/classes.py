"""Classes of layers that Keras 1 and 2 called otherwise."""

from __future__ import annotations

import re

CLASSES = {
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "Deconvolution2D": "Conv2DTranspose",
    "Deconvolution3D": "Conv3DTranspose",
    "Convolution2DTranspose": "Conv2DTranspose",
    "Convolution3DTranspose": "Conv3DTranspose",
    "SeparableConvolution1D": "SeparableConv1D",
    "SeparableConvolution2D": "SeparableConv2D",
    "MaxPool1D": "MaxPooling1D",
    "MaxPool2D": "MaxPooling2D",
    "MaxPool3D": "MaxPooling3D",
    "AvgPool1D": "AveragePooling1D",
    "AvgPool2D": "AveragePooling2D",
    "AvgPool3D": "AveragePooling3D",
    "GlobalMaxPool1D": "GlobalMaxPooling1D",
    "GlobalMaxPool2D": "GlobalMaxPooling2D",
    "GlobalMaxPool3D": "GlobalMaxPooling3D",
    "GlobalAvgPool1D": "GlobalAveragePooling1D",
    "GlobalAvgPool2D": "GlobalAveragePooling2D",
    "GlobalAvgPool3D": "GlobalAveragePooling3D",
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "SyncBatchNormalization": "BatchNormalization",
    "CuDNNLSTM": "LSTM",
    "CuDNNGRU": "GRU",
    "LSTMV1": "LSTM",
    "LSTMV2": "LSTM",
    "GRUV1": "GRU",
    "GRUV2": "GRU",
    "DenseFeaturesV2": "DenseFeatures",
}
"""What a layer's class was called, and what it is called in Keras 3."""

FUNCTIONAL = ("Functional", "Model", "Container")
"""What a functional model's class was called over the years."""
MODELS = (*FUNCTIONAL, "Sequential")

MERGES = {
    "sum": "Add",
    "mul": "Multiply",
    "ave": "Average",
    "max": "Maximum",
    "concat": "Concatenate",
    "dot": "Dot",
    "cos": "Dot",
}
"""The layers that became of Keras 1's `Merge`, by its `mode`."""

PLACES = re.compile(
    r"(tensorflow(_core)?\.(python\.)?)?(tf_)?keras(\.api(\._v\d)?\.keras)?(\.src)?(\.(layers|engine|models)(\..*)?)?"
)
"""Where Keras' own layers and models lay over the years."""
VALUE_PLACES = re.compile(
    r"(tensorflow(_core)?\.(python\.)?)?(tf_)?keras(\.api(\._v\d)?\.keras)?(\.src)?"
    r"\.(initializers|regularizers|constraints|losses|metrics|optimizers|activations)(\..*)?"
)
"""The same of initializers, losses and the like."""
