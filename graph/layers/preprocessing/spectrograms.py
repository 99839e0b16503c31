"""Sounds as pictures: how strong each frequency is in each moment."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log2
from typing import Any, ClassVar

from graph.layers.convolution.windows import WindowAxis, data_format
from graph.layers.preprocessing.random_geometry import FIRST
from graph.specs.initializers import STFT, WINDOWS
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register
from graph.specs.spec import Example, Shape, ShapeError, Spec, TensorType, Weight, count, example, need_known, need_rank

MEL_WINDOWS = ("hann", "hamming")
Window = str | tuple[float, ...] | None


def plain_window(given: Any) -> Window:
    """A window as specs keep it: its numbers as a tuple."""
    return tuple(map(float, given)) if isinstance(given, list) else given


def need_window(kind: str, window: Any, length: int, names: tuple[str, ...]) -> None:
    """Raise SpecError for a window of another length, or whose name is none of these."""
    if isinstance(window, str):
        if window not in names:
            raise SpecError(
                say("{kind}: window must be one of {names}. Received: {window}.", kind=kind, names=names, window=window)
            )
    elif window is not None and len(window) != length:
        raise SpecError(
            say(
                "{kind}: a window of {expected} numbers is needed. Received: {received}.",
                kind=kind,
                expected=length,
                received=len(window),
            )
        )


@register
@dataclass(frozen=True)
class STFTSpectrogram(Spec):
    family: ClassVar[str] = "preprocessing"
    caption: ClassVar[str] = "How strong each frequency is in each piece of a signal, by waves that can be trained."
    formula: ClassVar[str] = (
        "r = conv(x, real_kernel), i = conv(x, imag_kernel), in steps of frame_step, each channel alone\n"
        "magnitude: m = √(r² + i²); log: ln m; psd: r² + i², twice that between the lowest and the highest frequency; "
        "angle: arctan(i / r); stft: r beside i"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((12, 1), frame_length=4, fft_length=8),
        example((9, 2), mode="psd", frame_length=4, frame_step=3, padding="same", window="hamming"),
        example((10, 2), mode="stft", frame_length=4, scaling="spectrum", periodic=True, expand_dims=True),
        example((2, 9), mode="angle", frame_length=3, fft_length=4, window=(0.5, 1.0, 0.5), data_format=FIRST),
        example((1, 9), mode="magnitude", frame_length=4, scaling=None, expand_dims=True, data_format=FIRST),
        example((8, 1), mode="real", frame_length=4, window=None),
        example((8, 1), mode="imag", frame_length=4),
    )

    mode: str = param(
        "choice",
        "log",
        "what is given for each frequency",
        choices=("log", "magnitude", "psd", "real", "imag", "angle", "stft"),
    )
    frame_length: int = param("int", 256, "numbers in a piece", low=2)
    frame_step: int | None = param("int", None, "from one piece to the next; none: half a piece", low=1)
    fft_length: int | None = param(
        "int", None, "sets how many frequencies there are: half as many and one; none: the next power of two", low=2
    )
    window: Window = param("any", "hann", "a window's name, its numbers, or none")
    periodic: bool = param("bool", False, "the window goes on behind its end, not back to its beginning")
    scaling: str | None = param(
        "choice", "density", "what the window is divided by", nullable=True, choices=("density", "spectrum")
    )
    padding: str = param("choice", "valid", "same: pieces over the ends, with zeros", choices=("valid", "same"))
    expand_dims: bool = param("bool", False, "frequencies get an axis of their own, as a picture")
    data_format: str = data_format()

    def check(self) -> None:
        object.__setattr__(self, "window", plain_window(self.window))
        need_window(self.kind, self.window, self.frame_length, WINDOWS)
        if self.frame_step is not None and self.frame_step > self.frame_length:
            raise SpecError(
                say(
                    "{kind}: frame_step must not be larger than frame_length, {length}. Received: {step}.",
                    kind=self.kind,
                    length=self.frame_length,
                    step=self.frame_step,
                )
            )
        if self.fft_length is not None and self.fft_length < self.frame_length:
            raise SpecError(
                say(
                    "{kind}: fft_length must be at least frame_length, {length}. Received: {received}.",
                    kind=self.kind,
                    length=self.frame_length,
                    received=self.fft_length,
                )
            )

    @property
    def frames(self) -> WindowAxis:
        """The pieces along the signal."""
        return WindowAxis(self.frame_length, self.frame_step or self.frame_length // 2, 1, self.padding)

    @property
    def frequencies(self) -> int:
        return (self.fft_length or 2 ** ceil(log2(self.frame_length))) // 2 + 1

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        need_rank(self.kind, x, 3, "signals (batch, steps, channels)")
        first = self.data_format == FIRST
        channels = need_known(self.kind, x, 1 if first else 2, "number of channels")
        steps = self.frames.positions(x.shape[2 if first else 1])
        if steps is not None and steps < 1:
            raise ShapeError(
                say(
                    "{kind}: the signal is shorter than a piece, {length}. Received: {shape}.",
                    kind=self.kind,
                    length=self.frame_length,
                    shape=str(x),
                )
            )
        high = self.frequencies * (2 if self.mode == "stft" else 1)
        shape: Shape
        if self.expand_dims:
            shape = (x.shape[0], channels, steps, high) if first else (x.shape[0], steps, high, channels)
        else:
            shape = (x.shape[0], channels * high, steps) if first else (x.shape[0], steps, channels * high)
        return (TensorType(shape),)

    def weights(self, inputs: tuple[TensorType, ...]) -> tuple[Weight, ...]:
        shape = (self.frame_length, 1, self.frequencies)
        sides = [side for side, other in (("real", "imag"), ("imag", "real")) if self.mode != other]
        return tuple(
            Weight(f"{side}_kernel", shape, STFT(side, self.window, self.scaling, self.periodic)) for side in sides
        )

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        return 4 * self.frame_length * count(outputs[0].shape[1:])


@register
@dataclass(frozen=True)
class MelSpectrogram(Spec):
    family: ClassVar[str] = "preprocessing"
    caption: ClassVar[str] = "How loud a sound is in each moment, in bands of frequencies as wide as ears hear them."
    formula: ClassVar[str] = (
        "y[mel, t] = 10 · log₁₀ Σₖ w[k, mel] · |FFT of piece t|[k]^mag_exp − 10 · log₁₀ ref_power, top_db below the "
        "loudest of the batch at least; w[k, mel] triangles on the scale 1127 · ln(1 + hertz / 700)"
    )
    examples: ClassVar[tuple[Example, ...]] = (
        example((20,), fft_length=8, sequence_stride=4, num_mel_bins=3),
        example((11,), fft_length=8, sequence_stride=3, sequence_length=6, num_mel_bins=2, power_to_db=False),
        example((13,), fft_length=6, sequence_stride=5, num_mel_bins=4, window="hamming", top_db=3.0, ref_power=2.0),
        example((9,), fft_length=4, sequence_stride=2, num_mel_bins=2, max_freq=5000.0, window=None, mag_exp=1.0),
    )

    fft_length: int = param("int", 2048, "numbers in a piece", low=2)
    sequence_stride: int = param("int", 512, "from one piece to the next", low=1)
    sequence_length: int | None = param("int", None, "numbers under the window; none: the whole piece", low=1)
    window: Window = param("any", "hann", "hann, hamming, a window's numbers, or none")
    sampling_rate: int = param("int", 16000, "numbers a second", low=1)
    num_mel_bins: int = param("int", 128, "bands", low=1)
    min_freq: float = param("float", 20.0, "the lowest frequency, in hertz", low=0)
    max_freq: float | None = param("float", None, "the highest frequency; none: half the sampling rate", low=0)
    power_to_db: bool = param("bool", True, "whether loudness is given in decibels")
    top_db: float = param("float", 80.0, "how far below the loudest others may be")
    mag_exp: float = param("float", 2.0, "1 for magnitude, 2 for power", above=0)
    min_power: float = param("float", 1e-10, "powers below count as this", above=0, advanced=True)
    ref_power: float = param("float", 1.0, "the power of 0 decibels", advanced=True)

    def check(self) -> None:
        object.__setattr__(self, "window", plain_window(self.window))
        if self.length > self.fft_length:
            raise SpecError(
                say(
                    "{kind}: fft_length must be at least sequence_length, {length}. Received: {received}.",
                    kind=self.kind,
                    length=self.length,
                    received=self.fft_length,
                )
            )
        need_window(self.kind, self.window, self.length, MEL_WINDOWS)

    @property
    def length(self) -> int:
        """How many numbers lie under the window."""
        return self.sequence_length or self.fft_length

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        (x,) = inputs
        need_rank(self.kind, x, 2, "signals (batch, steps)")
        steps = x.shape[1]
        if steps is None:
            return (TensorType((x.shape[0], self.num_mel_bins, None)),)
        around = steps + 2 * (self.fft_length // 2)
        if steps <= self.fft_length // 2 or around < self.fft_length:
            raise ShapeError(
                say(
                    "{kind} mirrors {size} numbers at both ends, and the signal must be longer. Received: {shape}.",
                    kind=self.kind,
                    size=self.fft_length // 2,
                    shape=str(x),
                )
            )
        return (TensorType((x.shape[0], self.num_mel_bins, (around - self.fft_length) // self.sequence_stride + 1)),)

    def mixes_samples(self, inputs: tuple[TensorType, ...]) -> bool:
        return self.power_to_db

    def flops(self, inputs: tuple[TensorType, ...], outputs: tuple[TensorType, ...]) -> int:
        steps = count(outputs[0].shape[2:])
        frequencies = self.fft_length // 2 + 1
        return steps * (ceil(5 * self.fft_length * log2(self.fft_length)) + 2 * frequencies * self.num_mel_bins)
