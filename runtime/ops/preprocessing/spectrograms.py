"""Spectrograms: signals cut into pieces, and each piece held against waves."""

from __future__ import annotations

from math import log10

import numpy as np

from graph.layers.preprocessing.random_geometry import FIRST
from graph.layers.preprocessing.spectrograms import MelSpectrogram, STFTSpectrogram
from runtime.kernels.matmul.gemm import Product
from runtime.kinds.computes import computes
from runtime.ops.op import Array, Op, StepArrays
from runtime.ops.spectral_windows import spectral_window

SMALLEST = 1e-7
"""What weaker powers are brought to before their root, as in Keras."""


@computes(STFTSpectrogram)
class STFTSpectrogramOp(Op):
    """Products of all pieces with the cosines and the sines; arrays are (batch, channel, piece, frequency) inside."""

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        spec, self._first = io.spec, io.spec.data_format == FIRST
        self._x = self._signal(io.inputs[0])
        batch, channels, steps = self._x.shape
        axis = spec.frames
        self._before, after = axis.zeros(steps)
        self._steps, self._stride, pieces = steps, axis.stride, axis.positions(steps)
        self._padded = io.scratch((batch, channels, self._before + steps + after))
        self._padded.fill(0)
        windows = np.lib.stride_tricks.sliding_window_view(self._padded, axis.window, axis=2)
        self._windows = windows[:, :, :: axis.stride]
        self._shape = (batch, channels, pieces, spec.frequencies)
        rows = batch * channels * pieces
        self._frames = io.scratch((rows, axis.window))
        self._kernels = {
            s: w.reshape(axis.window, -1) for s in ("real", "imag") if (w := io.weights.get(f"{s}_kernel")) is not None
        }
        self._sides = {side: io.scratch((rows, spec.frequencies)) for side in self._kernels}
        self._products = [Product(self._frames, self._kernels[s], self._sides[s]) for s in self._kernels]
        self._y = self._spectrum(io.outputs[0])
        if io.backward:
            self._bind_gradients()

    def _bind_gradients(self) -> None:
        io = self.io
        self._d_sides = {side: io.scratch(a.shape) for side, a in self._sides.items()}
        self._back: list[tuple[Product, bool]] = []
        for side, d_side in self._d_sides.items():
            owed = io.d_weights.get(f"{side}_kernel")
            if owed is not None:
                target = owed.reshape(self._kernels[side].shape)
                self._back.append((Product(self._frames.T, d_side, target), io.add_weights))
        if io.d_inputs[0] is not None:
            self._d_frames = io.scratch(self._frames.shape)
            self._d_padded = io.scratch(self._padded.shape)
            for number, (side, d_side) in enumerate(self._d_sides.items()):
                product = Product(d_side, self._kernels[side].T, self._d_frames, io.scratch)
                self._back.append((product, number > 0))

    def _signal(self, array: Array) -> Array:
        return array if self._first else array.transpose(0, 2, 1)

    def _spectrum(self, array: Array) -> Array:
        """A view of what is given, frequencies last."""
        if self.io.spec.expand_dims:
            return array if self._first else array.transpose(0, 3, 1, 2)
        batch, channels, pieces, _ = self._shape
        if self._first:
            return array.reshape(batch, channels, -1, pieces).transpose(0, 1, 3, 2)
        return array.reshape(batch, pieces, channels, -1).transpose(0, 2, 1, 3)

    def forward(self, training: bool) -> None:
        np.copyto(self._padded[:, :, self._before : self._before + self._steps], self._x)
        np.copyto(self._frames.reshape(self._windows.shape), self._windows)
        for product in self._products:
            product()
        mode, y = self.io.spec.mode, self._y
        found = {side: a.reshape(self._shape) for side, a in self._sides.items()}
        if mode in ("real", "imag"):
            y[...] = found[mode]
        elif mode == "stft":
            y[..., : self._shape[3]], y[..., self._shape[3] :] = found["real"], found["imag"]
        elif mode == "angle":
            np.arctan2(found["imag"], found["real"], out=y)
        else:
            y[...] = np.square(found["real"]) + np.square(found["imag"])
            self._scale()

    def _scale(self) -> None:
        """From the power to what is given."""
        mode, y = self.io.spec.mode, self._y
        if mode == "psd":
            y[..., 1:-1] *= 2
            return
        np.sqrt(np.maximum(y, SMALLEST, out=y), out=y)
        if mode == "log":
            np.log(y, out=y)

    def backward(self) -> None:
        self._slopes(self._spectrum(self.io.d_outputs[0]))
        for product, adds in self._back:
            product(adds)
        target = self.io.d_inputs[0]
        if target is None:
            return
        self._d_padded.fill(0)
        pieces: Array = self._d_frames.reshape(self._windows.shape)
        reach = (self._shape[2] - 1) * self._stride + 1
        for at in range(self.io.spec.frame_length):
            self._d_padded[:, :, at : at + reach : self._stride] += pieces[..., at]
        given = self._d_padded[:, :, self._before : self._before + self._steps]
        dx = self._signal(target)
        if self.io.add_inputs[0]:
            np.add(dx, given, out=dx)
        else:
            np.copyto(dx, given)

    def _slopes(self, dy: Array) -> None:
        """Fill the gradients of both sides."""
        mode, high = self.io.spec.mode, self._shape[3]
        d = {side: a.reshape(self._shape) for side, a in self._d_sides.items()}
        if mode in ("real", "imag"):
            d[mode][...] = dy
            return
        if mode == "stft":
            d["real"][...], d["imag"][...] = dy[..., :high], dy[..., high:]
            return
        real, imag = (self._sides[side].reshape(self._shape) for side in ("real", "imag"))
        power = np.square(real) + np.square(imag)
        if mode == "angle":
            share = np.divide(dy, power, out=np.zeros_like(power), where=power > 0)
            np.multiply(share, real, out=d["imag"])
            np.multiply(share, -imag, out=d["real"])
            return
        if mode == "psd":
            share = 2 * dy
            share[..., 1:-1] *= 2
        else:
            share = dy / (np.sqrt(np.maximum(power, SMALLEST)) if mode == "magnitude" else np.maximum(power, SMALLEST))
            share *= power > SMALLEST
        for side, values in (("real", real), ("imag", imag)):
            np.multiply(share, values, out=d[side])


@computes(MelSpectrogram)
class MelSpectrogramOp(Op):
    """Fourier transforms of pieces, their powers added up under triangles.

    The triangles are those of S. Young et al., The HTK book, 2006, chapter 5.4.
    """

    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        spec = io.spec
        batch, steps = io.inputs[0].shape
        self._half, self._steps, size = spec.fft_length // 2, steps, spec.fft_length
        ends = np.pad(np.arange(steps), self._half, mode="reflect")
        self._pieces = io.outputs[0].shape[2]
        self._places = ends[np.arange(self._pieces)[:, None] * spec.sequence_stride + np.arange(size)]
        self._window = np.zeros(size, io.dtype)
        begin = (size - spec.length) // 2
        window = spec.window
        if isinstance(window, str):
            window = spectral_window(window, spec.length, True)
        if window is None:
            self._window.fill(1)
        else:
            self._window[begin : begin + spec.length] = window
        self._bands = mel_bands(spec, size // 2 + 1).astype(io.dtype)
        rows = batch * self._pieces
        self._power, self._mel = io.scratch((rows, size // 2 + 1)), io.scratch((rows, spec.num_mel_bins))
        self._product = Product(self._power, self._bands, self._mel)
        self._waves: Array = np.empty(0)
        self._d_mel = io.scratch(self._mel.shape) if io.backward else self._mel
        self._d_power = io.scratch(self._power.shape) if io.backward else self._power
        self._back = Product(self._d_mel, self._bands.T, self._d_power, io.scratch) if io.backward else None

    @classmethod
    def needs_whole_batch(cls, spec: MelSpectrogram) -> bool:
        return spec.power_to_db

    def _given(self, array: Array) -> Array:
        """Pieces before bands."""
        return array.transpose(0, 2, 1)

    def forward(self, training: bool) -> None:
        spec, y = self.io.spec, self._given(self.io.outputs[0])
        self._waves = np.fft.rfft(self.io.inputs[0][:, self._places] * self._window)
        strength = np.abs(self._waves).reshape(self._power.shape)
        np.power(strength, spec.mag_exp, out=self._power)
        self._product()
        mel = self._mel.reshape(y.shape)
        if not spec.power_to_db:
            y[...] = mel
            return
        y[...] = 10 * np.log10(np.maximum(mel, spec.min_power)) - 10 * log10(max(abs(spec.ref_power), spec.min_power))
        self._loudest = y.max()
        np.maximum(y, self._loudest - spec.top_db, out=y)

    def backward(self) -> None:
        dx, spec = self.io.d_inputs[0], self.io.spec
        if dx is None or self._back is None:
            return
        y, dy = self._given(self.io.outputs[0]), self._given(self.io.d_outputs[0])
        d_mel = self._d_mel.reshape(dy.shape)
        d_mel[...] = dy
        if spec.power_to_db:
            quiet, loud = y <= self._loudest - spec.top_db, y == self._loudest
            lifted = d_mel[quiet].sum()  # what is quiet follows the loudest
            d_mel[quiet] = 0
            d_mel[loud] += lifted / loud.sum()
            mel = self._mel.reshape(y.shape)
            d_mel *= (mel > spec.min_power) * (10 / np.log(10)) / np.maximum(mel, spec.min_power)
        self._back()
        strength = np.abs(self._waves)
        share = np.zeros_like(strength)
        np.power(strength, spec.mag_exp - 2, out=share, where=strength > 0)
        waves = self._waves * (share * self._d_power.reshape(share.shape) * spec.mag_exp)
        pieces = self._back_to_time(waves) * self._window
        if not self.io.add_inputs[0]:
            dx.fill(0)
        for row, given in zip(dx, pieces, strict=True):
            np.add.at(row, self._places, given)

    def _back_to_time(self, waves: Array) -> Array:
        """The transpose of `rfft`."""
        size = self.io.spec.fft_length
        waves[..., 1 : (size + 1) // 2] /= 2
        return np.fft.irfft(waves, size) * size


def mel_bands(spec: MelSpectrogram, frequencies: int) -> Array:
    """(frequency, band): triangles that overlap by half on the mel scale; the lowest frequency is in none."""

    def mel(hertz: Array | float) -> Array:
        return np.asarray(1127.0 * np.log(1 + np.asarray(hertz) / 700.0))

    places = mel(np.linspace(0, spec.sampling_rate / 2, frequencies))[1:, None]
    highest = spec.max_freq or int(spec.sampling_rate / 2)
    edges = np.linspace(mel(spec.min_freq), mel(highest), spec.num_mel_bins + 2)
    low, middle, high = edges[:-2], edges[1:-1], edges[2:]
    rising, falling = (places - low) / (middle - low), (high - places) / (high - middle)
    return np.pad(np.maximum(0, np.minimum(rising, falling)), ((1, 0), (0, 0)))
