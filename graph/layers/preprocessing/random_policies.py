"""Random changes of images drawn from a list of them; while training only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from graph.layers.convolution.windows import data_format
from graph.layers.preprocessing.histograms import Equalization
from graph.layers.preprocessing.random_colours import (
    ONE,
    RandomBrightness,
    RandomColorDegeneration,
    RandomContrast,
    value_range,
)
from graph.layers.preprocessing.random_details import AutoContrast, RandomPosterization, RandomSharpness, Solarization
from graph.layers.preprocessing.random_geometry import (
    FIRST,
    RandomImages,
    RandomRotation,
    RandomShear,
    RandomTranslation,
    Range,
    bounds,
    interpolation,
    seed,
)
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import Example, TensorType, example


@dataclass(frozen=True)
class Policy(RandomImages):
    """What layers share that choose among changes, all of one strength."""

    if TYPE_CHECKING:  # declared by each, in Keras' order
        factor: Range
        value_range: tuple[float, float]
        interpolation: str
        data_format: str

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        found = super().outputs(inputs)
        for step in self.steps():
            step.outputs(inputs)
        return found

    def steps(self) -> tuple[RandomImages, ...]:
        """The changes that it chooses from, in Keras' order."""
        return tuple(self._step(kind) for kind in (*PLACES, *COLOURS, *SHADES))

    def _step(self, kind: type[RandomImages]) -> RandomImages:
        factor = bounds(self.factor, 0)
        form: dict[str, Any] = {"data_format": self.data_format}
        colours: dict[str, Any] = {**form, "value_range": self.value_range}
        places: dict[str, Any] = {**form, "interpolation": self.interpolation}
        settings: dict[type[RandomImages], Callable[[], RandomImages]] = {
            RandomShear: lambda: RandomShear(x_factor=factor, y_factor=factor, **places),
            RandomTranslation: lambda: RandomTranslation(height_factor=factor, width_factor=factor, **places),
            RandomRotation: lambda: RandomRotation(factor=factor, **places),
            RandomPosterization: lambda: RandomPosterization(factor=max(1, int(8 * factor[1])), **colours),
            Solarization: lambda: Solarization(addition_factor=factor, threshold_factor=factor, **colours),
        }
        if kind in settings:
            return settings[kind]()
        if kind in COLOURS:
            colours["factor"] = factor
        return kind(**colours)


PLACES = (RandomShear, RandomTranslation, RandomRotation)
COLOURS = (RandomBrightness, RandomColorDegeneration, RandomContrast, RandomSharpness)
SHADES = (RandomPosterization, Solarization, AutoContrast, Equalization)


@register
@dataclass(frozen=True)
class RandAugment(Policy):
    caption: ClassVar[str] = "While training, changes images by some of eleven ways, drawn for each batch."
    formula: ClassVar[str] = (
        "num_ops times: one of shear, translation, rotation, brightness, colour degeneration, contrast, sharpness, "
        "posterization, solarization, auto contrast and equalization, all alike probable and of strength factor"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3, 3), num_ops=3, **ONE),
        example((3, 4, 3), factor=(0.1, 0.3), interpolation="nearest", data_format=FIRST, **ONE),
    )

    value_range: tuple[float, float] = value_range()
    num_ops: int = param("int", 2, "how many changes one after another", low=0)
    factor: Range = param("range", 0.5, "the strength of the changes", low=0, high=1)
    interpolation: str = interpolation()
    seed: int | None = seed()
    data_format: str = data_format()


@register
@dataclass(frozen=True)
class AugMix(Policy):
    caption: ClassVar[str] = "While training, mixes images with several changed ones, each by a chain of changes."
    formula: ClassVar[str] = (
        "y = w · x + (1 − w) · Σ cᵢ · chainᵢ(x), cut to value_range; w from Beta(alpha, alpha), c from "
        "Dirichlet(alpha); each link of a chain one of the changes of RandAugment, or none, all alike probable"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((4, 3, 3), num_chains=2, chain_depth=2, **ONE),
        example((3, 4, 3), factor=(0.1, 0.3), all_ops=False, alpha=0.5, data_format=FIRST, **ONE),
    )

    value_range: tuple[float, float] = value_range()
    num_chains: int = param("int", 3, "how many changed images are mixed", low=1)
    chain_depth: int = param("int", 3, "how many changes one after another in each", low=0)
    factor: Range = param("range", 0.3, "the strength of the changes", low=0, high=1)
    alpha: float = param("float", 1.0, "how evenly is mixed: below 1 mostly one of them is seen", above=0)
    all_ops: bool = param("bool", True, "brightness, colour degeneration, contrast and sharpness, too")
    interpolation: str = interpolation()
    seed: int | None = seed()
    data_format: str = data_format()

    def steps(self) -> tuple[RandomImages, ...]:
        kinds = (*PLACES, *(COLOURS if self.all_ops else ()), *SHADES)
        return tuple(self._step(kind) for kind in kinds)
