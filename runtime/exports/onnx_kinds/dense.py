"""Dense layers, tables, and what passes everything on."""

from __future__ import annotations

from graph.layers.casting import Cast
from graph.layers.core.dense import Dense
from graph.layers.core.einsum_dense import EinsumDense
from graph.layers.core.embedding import Embedding
from graph.layers.core.identity import Identity
from graph.layers.core.masking import Masking
from graph.layers.each_step import SamplesAsSteps, StepsAsSamples
from graph.layers.regularization.activity_regularization import ActivityRegularization
from graph.layers.regularization.dropout import Dropout
from graph.layers.regularization.noise import AlphaDropout, GaussianDropout, GaussianNoise
from graph.layers.regularization.spatial_dropout import SpatialDropout1D, SpatialDropout2D, SpatialDropout3D
from graph.specs.message import say
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import Graph, Said, Unsayable, known_shape, says
from runtime.exports.onnx_kinds.activations import mapped


@says(Dense)
def dense(g: Graph, s: Said) -> Tensor:
    y = g.node("MatMul", g.last(s.tensors[0]), g.constant(s.weights["kernel"], "kernel"))
    if s.spec.use_bias:
        y = g.node("Add", y, g.constant(s.weights["bias"], "bias"))
    return mapped(g, Tensor(len(s.results[0].shape), y), s.spec.activation)


@says(EinsumDense)
def einsum_dense(g: Graph, s: Said) -> Tensor:
    kernel = g.constant(s.weights["kernel"], "kernel")
    y = g.node("Einsum", g.last(s.tensors[0]), kernel, equation=s.spec.equation)
    if "bias" in s.weights:
        y = g.node("Add", y, g.constant(s.weights["bias"], "bias"))
    return mapped(g, Tensor(len(s.results[0].shape), y), s.spec.activation)


@says(Embedding)
def embedding(g: Graph, s: Said) -> str:
    indices = g.cast(g.last(s.tensors[0]), "int64")
    return g.node("Gather", g.constant(s.weights["embeddings"], "embeddings"), indices, axis=0)


@says(
    Identity,
    Dropout,
    GaussianNoise,
    GaussianDropout,
    AlphaDropout,
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
    ActivityRegularization,
)
def nothing(_g: Graph, s: Said) -> Tensor:
    """What acts in training alone."""
    return s.tensors[0]


@says(Cast)
def cast(g: Graph, s: Said) -> str:
    return g.cast(g.last(s.tensors[0]), "float32")


@says(Masking)
def masking(g: Graph, s: Said) -> str:
    """Masked steps are zeros; a layer behind that must know which are masked is not said."""
    x = g.last(s.tensors[0])
    if not s.types[0].is_float:
        raise Unsayable(say("of whole numbers it has no counterpart there"))
    other = g.node("Not", g.node("Equal", x, g.number(s.spec.mask_value)))
    counts = g.node("ReduceMax", g.cast(other, "float32"), g.ints(-1))
    return g.node("Mul", x, counts)


@says(StepsAsSamples, masked=False)
def steps_as_samples(g: Graph, s: Said) -> str:
    return g.node("Reshape", g.last(s.tensors[0]), g.ints(-1, *known_shape(s.types[0])[1:]))


@says(SamplesAsSteps, masked=False)
def samples_as_steps(g: Graph, s: Said) -> str:
    return g.node("Reshape", g.last(s.tensors[0]), g.ints(-1, *known_shape(s.results[0])))
