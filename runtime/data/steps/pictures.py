"""Pictures of another size, or of another number of colours."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.steps.pictures import Colours, Resize
from runtime.data.transforms import TransformRule
from runtime.kinds.computes import computes

Array = NDArray[Any]
WEIGHTS = np.array([0.299, 0.587, 0.114])


@computes(Resize)
class ResizeRule(TransformRule):
    def __call__(self, values: Array, out: Array) -> None:
        from PIL import Image, ImageOps

        spec = self.spec
        size, method = (spec.width, spec.height), Image.Resampling[spec.mode.upper()]
        for place, pixels in enumerate(values):
            picture = Image.fromarray(pixels[..., 0] if pixels.shape[-1] == 1 else pixels)
            if spec.aspect == "crop":
                picture = ImageOps.fit(picture, size, method)
            elif spec.aspect == "pad":
                picture = ImageOps.pad(picture, size, method)
            else:
                picture = picture.resize(size, method)
            out[place] = np.asarray(picture).reshape(out.shape[1:])


@computes(Colours)
class ColoursRule(TransformRule):
    def __call__(self, values: Array, out: Array) -> None:
        if self.spec.to == "rgb" or values.shape[-1] == 1:
            out[...] = values[..., : out.shape[-1]]
            return
        shades = (values[..., :3] * WEIGHTS).sum(axis=-1, keepdims=True)
        np.copyto(out, np.floor(shades + 0.5) if values.dtype == np.uint8 else shades, casting="unsafe")
