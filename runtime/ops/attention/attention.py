"""Attention and AdditiveAttention."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from graph.layers.attention.attention import OneHead
from runtime.jit import threads
from runtime.kernels.attention.heads import SHIFT
from runtime.kernels.elementwise.random import drop
from runtime.kinds.computes import computes
from runtime.ops.activation import CHUNK
from runtime.ops.attention.mask import JoinedMask
from runtime.ops.attention.scores import Dropping, HeadArrays, HeadAttention, HeadGradients
from runtime.ops.op import Array, Op, StepArrays


@computes(OneHead)
class AttentionOp(Op):
    """One head on the inputs as they are. The scores that are given out are those after dropout."""

    makes_mask = True

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        spec, ports = io.spec, io.spec.by_port(range(len(io.inputs)))
        self._at = ports["query"], ports.get("key", ports["value"]), ports["value"]
        q, k, v = (one_head(io.inputs[i]) for i in self._at)
        concat = getattr(spec, "score_mode", "dot") == "concat"
        self._additive = concat or type(spec).kind == "AdditiveAttention"
        self._concat, self._depth = concat, q.shape[3]
        self._query_mask, mask = self._masks(ports, len(q), q.shape[1], k.shape[1])
        self._counts = io.scratch(q.shape[:2], np.bool_)
        self._dropping = Dropping(spec.dropout, io.random, io.batch)
        shape = (len(q), 1, q.shape[1], k.shape[1])
        self._scores = io.outputs[1] if spec.given.return_attention_scores else None
        take = io.workspace()
        keeps = self._scores is None or spec.dropout > 0
        self._p = (io.scratch if io.backward else take)(shape) if keeps else self._scores
        assert self._p is not None
        arrays = HeadArrays(q, k, v, one_head(io.outputs[0]))
        self._outer = self._outer_weights()
        self._attention = HeadAttention(arrays, self._p, mask, self._dropping, 1.0, take, self._outer)
        self._q, self._o = q, arrays.results
        if io.backward:
            self._bind_back(arrays)

    def _masks(self, ports: dict[str, int], samples: int, queries: int, keys: int) -> tuple[Array | None, JoinedMask]:
        """The queries' mask, and what is joined of the others: a mask that is given stands for all that flow."""
        io = self.io
        named = [None if (i := ports.get(name)) is None else io.inputs[i] for name in ("query mask", "value mask")]
        if all(mask is None for mask in named):
            named = [io.input_masks[ports[name]] if io.input_masks else None for name in ("query", "value")]
        causal = io.spec.given.use_causal_mask
        return named[0], JoinedMask(samples, queries, keys, SHIFT, io.scratch, of_keys=(named[1],), causal=causal)

    def _outer_weights(self) -> Array | None:
        """The number that each number of a key has in additive attention."""
        io = self.io
        if not self._additive:
            return None
        if not self._concat and io.spec.use_scale:
            return io.weights["scale"]
        return np.ones(self._depth, io.dtype) if not self._concat else io.scratch((self._depth,))

    def _bind_back(self, arrays: HeadArrays) -> None:
        io = self.io
        take = io.workspace()
        self._scaled = not self._additive and io.spec.use_scale
        self._owed = [io.d_inputs[i] for i in self._at]
        adds = [io.add_inputs[i] for i in self._at]
        if self._at[1] == self._at[2]:
            adds[1] = True  # keys come after values
        if self._scaled:
            # Gradients of scores without their scale: they tell the scale's own.
            self._apart = [take(a.shape) for a in arrays[:3]]
            owed = HeadGradients(self._apart[0], self._apart[1], self._apart[2])
        else:
            parts = [None if a is None else one_head(a) for a in self._owed]
            owed = HeadGradients(parts[0], parts[1], parts[2], (adds[0], adds[1], adds[2]))
        self._adds = adds
        self._d_outer = take((len(arrays.queries), self._depth + 1)) if self._additive else None
        d_scores = io.d_outputs[1] if self._scores is not None else None
        self._d_scores = d_scores
        d_results = one_head(io.d_outputs[0])
        self._attention.bind_back(d_results, owed, d_scores, take, self._d_outer, 1.0 if self._scaled else None)

    def forward(self, training: bool) -> None:
        io, weights = self.io, self.io.weights
        if self._concat and self._outer is not None:
            self._outer.fill(weights["concat_score_weight"])
        if (self._concat or not self._additive) and io.spec.use_scale:
            self._attention.form = self._attention.form._replace(scale=float(weights["scale"]))
        self._attention.forward(training)
        if self._query_mask is not None:
            counts = np.not_equal(self._query_mask, 0, out=self._counts)
            np.multiply(self._o, counts[:, :, None, None], out=self._o)
            if io.output_mask is not None:
                np.copyto(io.output_mask, counts)
        if self._scores is not None and self._scores is not self._p:
            self._drop(self._p, self._scores)

    def _drop(self, source: Array | None, target: Array) -> None:
        """target = source after dropout, if it was in the last pass."""
        assert source is not None
        if not self._dropping.active:
            np.copyto(target.reshape(-1), source.reshape(-1))
            return
        threads.run(drop, target.size, CHUNK, source.reshape(-1), target.reshape(-1), *self._dropping.drop, False)

    def backward(self) -> None:
        io = self.io
        if self._query_mask is not None:
            dy = one_head(io.d_outputs[0])
            np.multiply(dy, self._counts[:, :, None, None], out=dy)
        if self._d_scores is not None and self._dropping.active:
            self._drop(self._d_scores, self._d_scores)
        if self._d_outer is not None:
            self._d_outer.fill(0)
        self._attention.backward()
        if self._scaled:
            self._give_scaled(float(io.weights["scale"]))
        if self._d_outer is not None:
            self._give_outer(self._d_outer.sum(axis=0))

    def _give_scaled(self, scale: float) -> None:
        """The gradients of scores without scale, brought to where they are wanted."""
        query, key, value = self._apart
        gradient = self.io.d_weights.get("scale")
        if gradient is not None:
            own = np.vdot(query, self._q)
            gradient[...] = gradient + own if self.io.add_weights else own
        np.multiply(query, scale, out=query)
        np.multiply(key, scale, out=key)
        given = [(0, query), (2, value), (1, key)]
        for i, array in given:
            target = self._owed[i]
            if target is not None:
                flat = one_head(target)
                np.copyto(flat, np.add(flat, array, out=array) if self._adds[i] else array)

    def _give_outer(self, totals: Array) -> None:
        """Gradients of the numbers in additive attention: the scale's in concat mode is the last."""
        found: dict[str, Any] = {"concat_score_weight": totals[:-1].sum(), "scale": totals[-1]}
        if not self._concat:
            found = {"scale": totals[:-1]}
        for name, own in found.items():
            gradient = self.io.d_weights.get(name)
            if gradient is not None:
                gradient[...] = gradient + own if self.io.add_weights else own


def one_head(array: Array) -> Array:
    """An array of (batch …, steps, numbers) as (samples, steps, 1, numbers)."""
    return array.reshape(prod(array.shape[:-2]), array.shape[-2], 1, array.shape[-1])
