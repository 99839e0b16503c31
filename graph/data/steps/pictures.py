"""Pictures of another size, or of another number of colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.data.transforms import DataPlanError, SampleShape, Transform
from graph.specs.message import say, shape_text
from graph.specs.params import param
from graph.specs.registry import register

RESIZED = '''\
def resized(array, height, width, mode, aspect):
    """Pictures of bytes in another size, by Pillow."""
    filters = Image.Resampling
    found = np.zeros((len(array), height, width, array.shape[-1]), "uint8")
    for place, pixels in enumerate(array):
        picture = Image.fromarray(pixels[..., 0] if pixels.shape[-1] == 1 else pixels)
        method = filters[mode.upper()]
        if aspect == "crop":
            picture = ImageOps.fit(picture, (width, height), method)
        elif aspect == "pad":
            picture = ImageOps.pad(picture, (width, height), method)
        else:
            picture = picture.resize((width, height), method)
        found[place] = np.asarray(picture).reshape(height, width, -1)
    return found'''
GREY = '''\
def grey(array):
    """The brightness of red, green and blue, as television weighs them."""
    shades = (array[..., :3] * [0.299, 0.587, 0.114]).sum(axis=-1, keepdims=True)
    return np.floor(shades + 0.5).astype("uint8") if array.dtype == "uint8" else shades.astype("float32")'''


@register
@dataclass(frozen=True)
class Resize(Transform):
    """Pictures of bytes in another size."""

    caption: ClassVar[str] = "Pictures in another size"
    function: ClassVar[str] = RESIZED
    examples: ClassVar[tuple[Any, ...]] = ({"height": 8, "width": 6, "mode": "nearest", "aspect": "crop"},)
    imports: ClassVar[tuple[str, ...]] = ("from PIL import Image, ImageOps",)
    height: int = param("int", 64, "Rows of pixels.", low=1, high=10_000)
    width: int = param("int", 64, "Pixels in a row.", low=1, high=10_000)
    mode: str = param(
        "choice", "bilinear", "How pixels in between are found.", choices=("nearest", "bilinear", "bicubic", "lanczos")
    )
    aspect: str = param(
        "choice",
        "stretch",
        "What becomes of another aspect: stretched, the middle cut out, or filled up with black.",
        choices=("stretch", "crop", "pad"),
    )

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        if len(shape) != 3 or shape[-1] not in (1, 3, 4) or dtype != "uint8":
            raise DataPlanError(
                say(
                    "Resize is for pictures of bytes: (height, width, 1, 3 or 4 colours) of uint8. Received: {shape} "
                    "of {dtype}. Put it before steps that scale.",
                    shape=shape_text(shape),
                    dtype=dtype,
                )
            )
        return (self.height, self.width, shape[-1]), dtype

    def code(self, array: str, fitted: str) -> str:
        return f'resized({array}, {self.height}, {self.width}, "{self.mode}", "{self.aspect}")'


@register
@dataclass(frozen=True)
class Colours(Transform):
    """Pictures in grey, or grey ones as if they had colours."""

    caption: ClassVar[str] = "Pictures in grey or in colour"
    function: ClassVar[str] = GREY
    examples: ClassVar[tuple[Any, ...]] = ({}, {"to": "rgb"})
    to: str = param("choice", "grey", "One number for each pixel, or red, green and blue.", choices=("grey", "rgb"))

    def result(self, shape: SampleShape, dtype: str) -> tuple[SampleShape, str]:
        if len(shape) != 3 or shape[-1] not in (1, 3, 4):
            raise DataPlanError(
                say(
                    "Colours is for pictures: (height, width, 1, 3 or 4 colours). Received: {shape}.",
                    shape=shape_text(shape),
                )
            )
        kept = dtype if dtype == "uint8" else "float32"
        return (*shape[:2], 1 if self.to == "grey" else 3), kept

    def code(self, array: str, fitted: str) -> str:
        if self.to == "grey":
            return f"(grey({array}) if {array}.shape[-1] > 1 else {array})"
        return f"(np.repeat({array}, 3, axis=-1) if {array}.shape[-1] == 1 else {array}[..., :3])"
