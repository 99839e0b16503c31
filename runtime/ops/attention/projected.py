"""MultiHeadAttention and GroupQueryAttention."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

import numpy as np

from graph.layers.attention.projected import Projected, spread
from runtime.kernels.attention.heads import LOWEST, ZERO
from runtime.kinds.computes import computes
from runtime.ops.activation import ActivationFunction
from runtime.ops.attention.mask import JoinedMask
from runtime.ops.attention.projection import Projection
from runtime.ops.attention.scores import Dropping, HeadArrays, HeadAttention, HeadGradients
from runtime.ops.op import Array, Op, Scratch, StepArrays


@computes(Projected)
class ProjectedOp(Op):
    """Queries, keys and values by dense layers, a head's attention each, and a dense layer over all heads."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        spec, sizes = io.spec, io.spec.heads()
        ports = io.spec.by_port(range(len(io.inputs)))
        self._reads = {"query": ports["query"], "gate": ports["query"], "value": ports["value"]}
        self._reads["key"] = ports.get("key", ports["value"])
        self._ports, rank = ports, io.inputs[0].ndim
        axes = spec.attention_axes_of(rank)
        others = tuple(axis for axis in range(1, rank - 1) if axis not in axes)
        self._order = (0, *others, *axes, rank - 1, rank)
        self._others = 1 + len(others)
        take = io.workspace()
        widths = {"query": sizes.depth, "key": sizes.depth, "value": sizes.width, "gate": sizes.width}
        self._dense: dict[str, Projection] = {}
        self._made: dict[str, Array] = {}
        for name in ("query", "key", "value", *(("gate",) if spec.use_gate else ())):
            x = io.inputs[self._reads[name]]
            heads = sizes.keys if name in ("key", "value") else sizes.queries
            self._made[name] = self._keep((*x.shape[:-1], heads, widths[name]), take)
            self._dense[name] = self._projection(name, rows(x), self._made[name], take)
        shape = (*io.inputs[0].shape[:-1], sizes.queries, sizes.width)
        q, k, v = (self._in_order(self._made[name], take) for name in ("query", "key", "value"))
        self._heads = HeadArrays(q, k, v, self._empty_in_order(shape, take))
        self._context = self._heads.results.reshape(shape) if self._natural else self._keep(shape, take)
        self._gated = self._keep(shape, take) if spec.use_gate else self._context
        self._opening = ActivationFunction("sigmoid", self._made["gate"], self._made["gate"]) if spec.use_gate else None
        self._attention = self._bind_attention(take)
        self._end = self._projection("attention_output", rows(self._gated, 2), io.outputs[0], take)
        if io.backward:
            self._bind_back(shape)

    @property
    def _natural(self) -> bool:
        """Whether steps lie behind all other axes already."""
        return self._order == tuple(range(len(self._order)))

    def _keep(self, shape: tuple[int, ...], take: Scratch) -> Array:
        """Memory that lasts until the way back, if there is one."""
        return self.io.scratch(shape) if self.io.backward else take(shape)

    def _projection(self, name: str, x: Array, y: Array, take: Scratch) -> Projection:
        weight, bias = self.io.weights[f"{name}/kernel"], self.io.weights.get(f"{name}/bias")
        columns = weight.size // x.shape[1]
        flat = None if bias is None else bias.reshape(-1)
        return Projection(x, weight.reshape(-1, columns), flat, y.reshape(-1, columns), take)

    def _in_order(self, array: Array, take: Scratch) -> Array:
        """Room for an array with its other axes joined, then its steps: (samples, steps, heads, numbers)."""
        return self._joined(array) if self._natural else self._empty_in_order(array.shape, take)

    def _empty_in_order(self, shape: tuple[int, ...], take: Scratch) -> Array:
        return self._joined(self._keep(tuple(shape[axis] for axis in self._order), take))

    def _joined(self, array: Array) -> Array:
        samples, steps = prod(array.shape[: self._others]), prod(array.shape[self._others : -2])
        return array.reshape(samples, steps, *array.shape[-2:])

    def _bind_attention(self, take: Scratch) -> HeadAttention:
        io, spec = self.io, self.io.spec
        q, k = self._heads.queries, self._heads.keys
        shape = (len(q), q.shape[2], q.shape[1], k.shape[1])
        shows = spec.given.return_attention_scores
        weights = io.outputs[1] if shows else self._keep(shape, take)
        # Keras has two ways to compute it, which differ in rows where nothing counts.
        way = LOWEST if spec.dropout == 0 and not shows and io.inputs[0].ndim == 3 else ZERO
        scale = 1 / float(np.sqrt(spec.heads().depth))
        return HeadAttention(
            self._heads, weights, self._mask(shape, way), Dropping(spec.dropout, io.random, io.batch), scale, take
        )

    def _mask(self, shape: tuple[int, ...], way: int) -> JoinedMask:
        io, spec, ports = self.io, self.io.spec, self._ports
        samples, _, queries, keys = shape

        def flowing(name: str) -> Array | None:
            given = ports.get(f"{name}_mask")
            if given is not None:
                return io.inputs[given]
            return io.input_masks[ports[name]] if name in ports and io.input_masks else None

        both: Array | None = None
        whole: tuple[int, ...] = ()
        if "attention_mask" in ports:
            both, whole = self._spread_mask(io.inputs[ports["attention_mask"]], shape[1])
        return JoinedMask(
            samples, queries, keys, way, io.scratch,
            flowing("query"), (flowing("value"), flowing("key")), both, whole,
            spec.given.use_causal_mask, spec.sliding_window,
        )  # fmt: skip

    def _spread_mask(self, mask: Array, heads: int) -> tuple[Array, tuple[int, ...]]:
        """A given mask with axes of 1 where it has none, and the shape that it stretches to."""
        x, y = self.io.inputs[0], self.io.inputs[self._ports["value"]]
        axes = self.io.spec.attention_axes_of(x.ndim)
        steps = tuple(a.shape[i] for a in (x, y) for i in axes)
        others = tuple(x.shape[i] for i in self._order[: self._others])
        own = spread(mask.shape, (*others, heads, *steps), len(axes))
        found = mask.reshape([1 if n is None else n for n in own])
        return found, (*others, found.shape[self._others], *steps)

    def _bind_back(self, shape: tuple[int, ...]) -> None:
        io = self.io
        take = io.workspace()
        d_gated = take(shape)
        dy = rows(io.d_outputs[0].reshape(prod(shape[:-2]), -1))
        self._bind_dense("attention_output", self._end, dy, rows(d_gated, 2), False, take)
        self._d_context = d_gated
        self._d_gate = take(shape) if self._opening is not None else None
        d_results = self._joined(d_gated) if self._natural else self._turned_room(shape, take)
        d_made = {name: take(self._made[name].shape) for name in ("query", "key", "value")}
        parts = [self._joined(d) if self._natural else self._turned_room(d.shape, take) for d in d_made.values()]
        shows = io.spec.given.return_attention_scores
        d_scores = io.d_outputs[1] if shows else None
        self._attention.bind_back(d_results, HeadGradients(parts[0], parts[1], parts[2]), d_scores, take)
        self._d_results, self._d_parts, self._d_made = d_results, parts, list(d_made.values())
        if self._d_gate is not None:
            d_made["gate"] = self._d_gate
        written: set[int] = set()
        self._behind: list[Callable[[], None]] = []
        for name in sorted(d_made, key=lambda name: self._reads[name]):
            port = self._reads[name]
            dx = io.d_inputs[port]
            add = io.add_inputs[port] or port in written
            written.add(port)
            x = None if dx is None else rows(dx)
            dense = self._dense[name]
            self._bind_dense(name, dense, d_made[name].reshape(prod(d_made[name].shape[:-2]), -1), x, add, take)
            self._behind.append(dense.backward)

    def _turned_room(self, shape: tuple[int, ...], take: Scratch) -> Array:
        return self._joined(take(tuple(shape[axis] for axis in self._order)))

    def _bind_dense(self, name: str, dense: Projection, dy: Array, dx: Array | None, add: bool, take: Scratch) -> None:
        d_weight, d_bias = self.io.d_weights[f"{name}/kernel"], self.io.d_weights.get(f"{name}/bias")
        flat = None if d_weight is None else d_weight.reshape(-1, dy.shape[1])
        dense.bind_back(dy, dx, flat, None if d_bias is None else d_bias.reshape(-1), take, self.io.add_weights, add)

    def _turn(self, natural: Array, ordered: Array, there: bool) -> None:
        """Copy between an array of the inputs' order and one with the steps behind; `there` is into the latter."""
        if self._natural:
            return
        turned = natural.transpose(self._order)
        if there:
            np.copyto(ordered.reshape(turned.shape), turned)
        else:
            np.copyto(turned, ordered.reshape(turned.shape))

    def forward(self, training: bool) -> None:
        for dense in self._dense.values():
            dense.forward()
        for name, ordered in zip(("query", "key", "value"), self._heads):
            self._turn(self._made[name], ordered, True)
        self._attention.forward(training)
        self._turn(self._context, self._heads.results, False)
        if self._opening is not None:
            self._opening.forward()
            np.multiply(self._context, self._made["gate"], out=self._gated)
        self._end.forward()

    def backward(self) -> None:
        self._end.backward()
        if self._d_gate is not None and self._opening is not None:
            np.multiply(self._d_context, self._context, out=self._d_gate)
            np.multiply(self._d_context, self._made["gate"], out=self._d_context)
            self._opening.backward(self._d_gate, self._d_gate)
        self._turn(self._d_context, self._d_results, True)
        self._attention.backward()
        for natural, ordered in zip(self._d_made, self._d_parts):
            self._turn(natural, ordered, False)
        for run in self._behind:
            run()
        for name in self._ports:
            if name.endswith("mask"):
                self._owe_nothing(self._ports[name])

    def _owe_nothing(self, port: int) -> None:
        """A mask has no gradient."""
        gradient = self.io.d_inputs[port]
        if gradient is not None and not self.io.add_inputs[port]:
            gradient.fill(0)


def rows(array: Array, joined: int = 1) -> Array:
    """All but the last axes as one, the last `joined` of them as the other."""
    return array.reshape(-1, prod(array.shape[-joined:]))
