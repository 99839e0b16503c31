"""Generated points of the plane, in patterns that show what a network of a given size can separate."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.generated_points import GeneratedPoints
from graph.specs.message import Message, say
from runtime.data.column import ArrayColumn, Column
from runtime.data.memory import need_memory
from runtime.data.readers.reader import GeneratedReader
from runtime.kinds.computes import computes

Pattern = Callable[[np.random.Generator, NDArray[np.intp], int], NDArray[np.float64]]


@computes(GeneratedPoints)
class GeneratedPointsReader(GeneratedReader):
    def columns(self) -> tuple[list[Column], Message]:
        return points(self.spec), say("Generated points of the plane: {pattern}", pattern=self.spec.pattern)


def points(spec: GeneratedPoints) -> list[Column]:
    """Columns `point` (n, 2) float32, about -1 to 1, and `label` (n,); the classes are equally frequent and mixed."""
    need_memory("The generated points", spec.samples * 64)
    classes = 2 if spec.pattern == "moons" else spec.classes
    random = np.random.default_rng(spec.seed)
    labels = random.permutation(np.arange(spec.samples) % classes)
    place = PATTERNS[spec.pattern](random, labels, classes) + random.normal(0, spec.noise, (spec.samples, 2))
    names = tuple(f"class {n}" for n in range(classes))
    return [ArrayColumn("point", place.astype(np.float32)), ArrayColumn("label", labels.astype(np.int32), names)]


def _polar(radius: NDArray[np.float64], angle: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _spiral(random: np.random.Generator, labels: NDArray[np.intp], classes: int) -> NDArray[np.float64]:
    radius = random.uniform(0.05, 1, len(labels))
    return _polar(radius, 2 * np.pi * (1.25 * radius + labels / classes))


def _circles(random: np.random.Generator, labels: NDArray[np.intp], classes: int) -> NDArray[np.float64]:
    radius = (labels + random.uniform(0.3, 0.8, len(labels))) / classes
    return _polar(radius, random.uniform(0, 2 * np.pi, len(labels)))


def _blobs(random: np.random.Generator, labels: NDArray[np.intp], classes: int) -> NDArray[np.float64]:
    centres = _polar(np.full(classes, 0.7), 2 * np.pi * np.arange(classes) / classes)
    return centres[labels] + random.normal(0, 0.5 / classes, (len(labels), 2))


def _moons(random: np.random.Generator, labels: NDArray[np.intp], _classes: int) -> NDArray[np.float64]:
    arc = _polar(np.full(len(labels), 0.6), random.uniform(0, np.pi, len(labels)))
    lower = labels == 1
    arc[lower] = np.array([0.6, 0.3]) - arc[lower]
    return arc - np.array([0.3, 0.15])


def _checkerboard(random: np.random.Generator, labels: NDArray[np.intp], classes: int) -> NDArray[np.float64]:
    side = classes * -(-4 // classes)
    row = random.integers(side, size=len(labels))
    # Cells of a diagonal belong to one class; each row has every class.
    column = (labels - row) % classes + classes * random.integers(side // classes, size=len(labels))
    cells = np.stack([column, row], axis=1) + random.uniform(0.05, 0.95, (len(labels), 2))
    return cells * (2 / side) - 1


PATTERNS: dict[str, Pattern] = {
    "spiral": _spiral,
    "circles": _circles,
    "blobs": _blobs,
    "moons": _moons,
    "checkerboard": _checkerboard,
}
