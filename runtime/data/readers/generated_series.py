"""Generated vectors for a layer that is called in series: y = A(B(A(x)))."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.generated_series import GeneratedSeries
from graph.specs.message import Message, say
from runtime.data.column import ArrayColumn, Column
from runtime.data.memory import need_memory
from runtime.data.readers.reader import GeneratedReader
from runtime.kinds.computes import computes


@computes(GeneratedSeries)
class GeneratedSeriesReader(GeneratedReader):
    def columns(self) -> tuple[list[Column], Message]:
        return series(self.spec), say("Generated vectors x and y = A(B(A(x))) by a hidden rule")


def series(spec: GeneratedSeries) -> list[Column]:
    """Columns `x` and `y`, both (n, features) float32; A and B are hidden tanh layers of that many units."""
    need_memory("The generated vectors", spec.samples * spec.features * 32)
    random = np.random.default_rng(spec.seed)
    a, b = _layer(random, spec.features), _layer(random, spec.features)
    x = random.uniform(-1, 1, (spec.samples, spec.features))
    y = np.tanh(np.tanh(np.tanh(x @ a) @ b) @ a) + random.normal(0, spec.noise, x.shape)
    return [ArrayColumn("x", x.astype(np.float32)), ArrayColumn("y", y.astype(np.float32))]


def _layer(random: np.random.Generator, size: int) -> NDArray[np.float64]:
    """A rotation, a little enlarged so that tanh bends it."""
    rotation, triangle = np.linalg.qr(random.normal(size=(size, size)))
    return 1.5 * rotation * np.where(np.diag(triangle) < 0, -1.0, 1.0)
