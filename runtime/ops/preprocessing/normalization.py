"""Normalization."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from graph.layers.preprocessing.normalization import Normalization
from graph.specs.spec import TensorType
from runtime.kinds.computes import computes
from runtime.ops.op import Array, StepArrays
from runtime.ops.preprocessing.learning import Learns, Learnt
from runtime.ops.preprocessing.straight_lines import StraightLineOp

LEAST = 1e-7
"""What a standard deviation is at least."""


@computes(Normalization)
class NormalizationOp(StraightLineOp, Learns):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        spec, sizes = io.spec, io.inputs[0].shape
        x = TensorType(sizes)
        kept = spec.kept(x)
        self._variance: Array | None = None
        if spec.mean is None:
            shape = tuple(n if a in kept else 1 for a, n in enumerate(sizes))
            mean = io.weights["mean"].reshape(shape)
            self._variance = io.weights["variance"].reshape(shape)
            self._deviation = io.scratch(self._variance.shape)
        else:
            shape = spec.stretched(x)
            mean = self.constant(spec.mean, shape)
            self._deviation = np.maximum(np.sqrt(self.constant(spec.variance, shape)), LEAST)
        if spec.invert:
            self.stages = [(np.multiply, self._deviation), (np.add, mean)]
        else:
            self.stages = [(np.subtract, mean), (np.divide, self._deviation)]

    def forward(self, training: bool) -> None:
        if self._variance is not None:
            np.sqrt(self._variance, out=self._deviation)
            np.maximum(self._deviation, LEAST, out=self._deviation)
        super().forward(training)

    @classmethod
    def learn(cls, spec: Any, batches: Iterable[Array]) -> Learnt:
        """Mean and variance of all data, joined batch by batch (Chan et al., 1983)."""
        count, mean, spread = 0, np.zeros(()), np.zeros(())
        for batch in batches:
            kept = spec.kept(TensorType(batch.shape))
            others = tuple(a for a in range(batch.ndim) if a not in kept)
            n = int(np.prod([batch.shape[a] for a in others]))
            here = batch.mean(axis=others, dtype=np.float64)
            apart = here - mean
            spread = spread + n * batch.var(axis=others, dtype=np.float64) + apart**2 * (count * n / (count + n))
            mean = mean + apart * (n / (count + n))
            count += n
        return Learnt({"mean": np.asarray(mean), "variance": np.asarray(spread / count)})
