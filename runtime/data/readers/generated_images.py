"""Generated pictures for image-to-image models: the target is the picture plus one linear filter of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.data_sets.generated_images import GeneratedImages
from graph.specs.message import Message, say
from runtime.data.column import ArrayColumn, Column
from runtime.data.memory import need_memory
from runtime.data.readers.reader import GeneratedReader
from runtime.kinds.computes import computes

SHARPEN = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]], np.float32) / 2
WAVES = 4


@computes(GeneratedImages)
class GeneratedImagesReader(GeneratedReader):
    def columns(self) -> tuple[list[Column], Message]:
        return images(self.spec), say("Generated pictures and the same sharpened by a 3×3 filter")


def images(spec: GeneratedImages) -> list[Column]:
    """Columns `image` and `sharpened`, both (n, height, width, 3) float32, about 0 to 1.

    sharpened = image + filter(image), each colour by itself and zeros beyond the border: what a residual block of one
    3×3 convolution with padding "same" can learn exactly.
    """
    shape = (spec.samples, spec.height, spec.width, 3)
    need_memory("The generated pictures", int(np.prod(shape, dtype=np.int64)) * 8)
    random = np.random.default_rng(spec.seed)
    pictures, sharpened = np.empty(shape, np.float32), np.empty(shape, np.float32)
    for sample in range(spec.samples):
        pictures[sample] = _picture(random, spec)
        sharpened[sample] = pictures[sample] + filtered(pictures[sample], SHARPEN)
    return [ArrayColumn("image", pictures), ArrayColumn("sharpened", sharpened)]


def filtered(image: NDArray[Any], kernel: NDArray[Any]) -> NDArray[Any]:
    """Cross-correlation of each channel with a 3×3 kernel, zeros beyond the border."""
    height, width, _ = image.shape
    padded = np.pad(image, ((1, 1), (1, 1), (0, 0)))
    out = np.zeros_like(image)
    for row in range(3):
        for column in range(3):
            if kernel[row, column]:
                out += kernel[row, column] * padded[row : row + height, column : column + width]
    return out


def _picture(random: np.random.Generator, spec: GeneratedImages) -> NDArray[np.float64]:
    """Soft coloured waves with a few discs and some noise."""
    y, x = np.mgrid[: spec.height, : spec.width] / max(spec.height, spec.width)
    picture = np.full((spec.height, spec.width, 3), 0.5)
    for _ in range(WAVES):
        turns = random.uniform(-4, 4, 2)
        wave = np.sin(2 * np.pi * (turns[0] * x + turns[1] * y + random.random()))
        picture += wave[..., None] * random.uniform(-0.12, 0.12, 3)
    for _ in range(WAVES):
        disc = np.hypot(x - random.random(), y - random.random()) < random.uniform(0.05, 0.25)
        picture[disc] = 0.5 * picture[disc] + 0.5 * random.random(3)
    return picture + random.normal(0, spec.noise, picture.shape)
