"""Losses of sequences."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.specs.losses.sequence import CTC
from graph.specs.message import say
from runtime.jit import threads
from runtime.kernels.losses import sequence_losses as kernels
from runtime.kinds.computes import computes
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.losses.batch_loss import BatchLoss


@computes(CTC)
class CTCRule(BatchLoss):
    """A sample is a chunk of its own; a label is what is no 0, and all steps of a sample count."""

    def __init__(self, spec: Any) -> None:
        super().__init__(spec)
        self._sizes: tuple[int, ...] = ()

    def values(self, target: Array, prediction: Array) -> Array:
        self._make_room(target.shape[1], prediction)
        bad = kernels.label_faults(target, self._lengths, prediction.shape[2])
        if bad >= 0:
            raise RunError(
                say(
                    "The labels of sample {row} of the batch must be class numbers from 1 to {last}, filled up with 0. "
                    "Received: {labels}.",
                    row=bad,
                    last=prediction.shape[2] - 1,
                    labels=str(target[bad].tolist()),
                )
            )
        masses, phi, emit = self._forward
        values = np.empty(len(target))
        threads.run(kernels.ctc_forward, len(target), 1, target, self._lengths, prediction, masses, phi, emit, values)
        return values

    def slopes(self, target: Array, prediction: Array, factors: Array) -> Array:
        gradient = np.empty_like(prediction)
        threads.run(
            kernels.ctc_backward,
            len(target),
            1,
            target,
            self._lengths,
            prediction,
            *self._forward,
            *self._backward,
            factors,
            gradient,
        )
        return gradient

    def _make_room(self, length: int, prediction: Array) -> None:
        batch, steps, classes = prediction.shape
        if self._sizes != (batch, steps, classes, length):
            self._sizes = batch, steps, classes, length
            self._lengths = np.zeros(batch, np.int64)
            ends = np.zeros((batch, steps + 1, length + 1)), np.zeros((batch, steps + 1, length))
            self._forward = np.zeros((batch, steps)), *ends
            owed = np.zeros((batch, 2, length + 1)), np.zeros((batch, 2, length))
            self._backward = *owed, np.zeros((batch, classes))
