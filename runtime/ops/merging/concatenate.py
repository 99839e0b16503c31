"""Concatenate."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from graph.layers.merging.concatenate import Concatenate
from runtime.jit import threads
from runtime.kernels.elementwise.strips import copy_strip
from runtime.kinds.computes import computes
from runtime.ops.merging.arrays import CHUNK, either
from runtime.ops.op import Array, Op, StepArrays


@computes(Concatenate)
class ConcatenateOp(Op):
    makes_mask = True

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._axis = axis = io.spec.axis % io.outputs[0].ndim
        self._forward: list[Callable[[], None]] = []
        self._backward: list[Callable[[], None]] = []
        # What lies before the axis are rows of a matrix, each input a strip of its columns.
        rows, at = math.prod(io.outputs[0].shape[:axis]), 0
        whole = io.outputs[0].size // rows
        for i, x in enumerate(io.inputs):
            strip = x.size // rows
            chunk = max(1, CHUNK // strip)
            there = x.reshape(-1), strip, 0, io.outputs[0].reshape(-1), whole, at, strip, False
            self._forward.append(threads.bind(copy_strip, rows, chunk, *there))
            dx = io.d_inputs[i] if io.d_inputs else None
            if dx is not None:
                back = io.d_outputs[0].reshape(-1), whole, at, dx.reshape(-1), strip, 0, strip, io.add_inputs[i]
                self._backward.append(threads.bind(copy_strip, rows, chunk, *back))
            at += strip

    def forward(self, training: bool) -> None:
        for copy in self._forward:
            copy()
        if self.io.output_mask is not None:
            self._join_masks(self.io.output_mask)

    def _join_masks(self, joined: Array) -> None:
        """Along an axis that masks have they are joined like the numbers; along the last a step counts if it does in
        any input. All steps of an input without a mask count."""
        masks = [True if mask is None else mask for mask in self.io.input_masks]
        if self._axis == joined.ndim:
            either(masks, joined)
            return
        ends = np.cumsum([x.shape[self._axis] for x in self.io.inputs])
        for part, mask in zip(np.split(joined, ends[:-1], axis=self._axis), masks):
            part[...] = mask

    def backward(self) -> None:
        for copy in self._backward:
            copy()
