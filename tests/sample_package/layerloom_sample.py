"""What a package of somebody else's looks like that adds a layer, a loss, a metric and a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from graph.data.data_sets.data_set import DatasetSpec
from graph.specs.losses.loss import Loss
from graph.specs.metrics.metric import Metric
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Spec
from runtime.data.column import ArrayColumn
from runtime.data.dataset import Dataset
from runtime.data.readers.reader import Reader
from runtime.kinds.computes import computes
from runtime.ops.op import Op
from runtime.training.losses.loss import ArrayLoss
from runtime.training.metrics.metric import MetricState


@register
@dataclass(frozen=True)
class Mirrored(Spec):
    family: ClassVar[str] = "activation"
    caption: ClassVar[str] = "Changes the sign of every number."

    def outputs(self, inputs):
        return inputs[:1]


@computes(Mirrored)
class MirroredOp(Op):
    def forward(self, training):
        np.negative(self.io.inputs[0], out=self.io.outputs[0])

    def backward(self):
        if self.io.d_inputs[0] is not None:
            before = self.io.d_inputs[0] if self.io.add_inputs[0] else 0
            np.subtract(before, self.io.d_outputs[0], out=self.io.d_inputs[0])


@register
@dataclass(frozen=True)
class FourthPower(Loss):
    names: ClassVar[tuple[str, ...]] = ("fourth_power",)


@computes(FourthPower)
class FourthPowerRule(ArrayLoss):
    def values(self, target, prediction):
        return ((prediction - target) ** 4).mean(axis=1)

    def slopes(self, target, prediction):
        return 4 * (prediction - target) ** 3 / prediction.shape[1]


@register
@dataclass(frozen=True)
class LargestError(Metric):
    names: ClassVar[tuple[str, ...]] = ("largest_error",)


@computes(LargestError)
class LargestErrorState(MetricState):
    def update(self, target, prediction, weights):
        self.largest = max(self.largest, float(abs(prediction - target).max()))

    def result(self):
        return self.largest

    def reset(self):
        self.largest = 0.0


@register
@dataclass(frozen=True)
class Slope(DatasetSpec):
    caption: ClassVar[str] = "Numbers and twice these numbers"
    samples: int = param("int", 64, "How many numbers.", low=1)


@computes(Slope)
class SlopeReader(Reader):
    def open(self):
        x = np.linspace(-1, 1, self.spec.samples, dtype=np.float32)[:, None]
        return Dataset("slope", [ArrayColumn("x", x), ArrayColumn("y", -2 * x)])
