"""Determinants, inverses and systems of equations, by NumPy; singular matrices give NaN or infinite numbers."""

from __future__ import annotations

import numpy as np

from graph.layers.operations.linear_algebra import Equations, Inverse, Number, SignAndNumber, Triangular
from runtime.kinds.computes import computes
from runtime.ops.op import Array, StepArrays
from runtime.ops.operations.terms import OperationOp, give


def inverse(a: Array) -> Array:
    """a⁻¹, NaN for a singular one."""
    try:
        found: Array = np.linalg.inv(a)
    except np.linalg.LinAlgError:
        found = np.full_like(a, np.nan)
        for at in np.ndindex(a.shape[:-2]):
            try:
                found[at] = np.linalg.inv(a[at])
            except np.linalg.LinAlgError:
                continue
    return found


def turned(a: Array) -> Array:
    """The transposed matrices."""
    return np.swapaxes(a, -1, -2)


class MatrixOp(OperationOp):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self.x = self.terms[0]

    def floats(self, term: int = 0) -> Array:
        """A term as floats of the type that is computed in."""
        return self.terms[term].astype(self.io.dtype, copy=False)

    def owe(self, term: int, share: Array) -> None:
        """Give a term its gradient, summed up where it stretched."""
        d = self.owed(term)
        if d is not None:
            lead = tuple(range(share.ndim - d.ndim))
            give(d, share.sum(axis=lead) if lead else share, self.adds(term))


@computes(Number)
class DeterminantOp(MatrixOp):
    def forward(self, training: bool) -> None:
        y = self.io.outputs[0]
        np.copyto(y, np.linalg.det(self.floats()) if self._plain else np.linalg.slogdet(self.floats())[1])

    @property
    def _plain(self) -> bool:
        return self.io.spec.keras_class == "Det"

    def backward(self) -> None:
        """det x · x⁻ᵀ, x⁻ᵀ for the logarithm."""
        dy = self.io.d_outputs[0] * self.io.outputs[0] if self._plain else self.io.d_outputs[0]
        self.owe(0, dy[..., None, None] * turned(inverse(self.floats())))


@computes(SignAndNumber)
class SignAndNumberOp(MatrixOp):
    def forward(self, training: bool) -> None:
        for y, found in zip(self.io.outputs, np.linalg.slogdet(self.floats())):
            np.copyto(y, found)

    def backward(self) -> None:
        self.owe(0, self.io.d_outputs[1][..., None, None] * turned(inverse(self.floats())))


@computes(Inverse)
class InverseOp(MatrixOp):
    def forward(self, training: bool) -> None:
        np.copyto(self.io.outputs[0], inverse(self.floats()))

    def backward(self) -> None:
        """−y ᵀ dy yᵀ."""
        y = turned(self.io.outputs[0])
        self.owe(0, -(y @ self.io.d_outputs[0] @ y))


@computes(Equations)
class EquationsOp(MatrixOp):
    def __init__(self, io: StepArrays) -> None:
        super().__init__(io)
        self._vectors = self.terms[1].ndim == self.terms[0].ndim - 1
        self._inverse = io.scratch(self.terms[0].shape)

    def _matrix(self) -> Array:
        a = self.floats()
        if not isinstance(self.io.spec, Triangular):
            return a
        return np.tril(a) if self.io.spec.lower else np.triu(a)

    def _columns(self, array: Array) -> Array:
        return array[..., None] if self._vectors else array

    def forward(self, training: bool) -> None:
        np.copyto(self._inverse, inverse(self._matrix()))
        np.copyto(self._columns(self.io.outputs[0]), self._inverse @ self._columns(self.floats(1)))

    def backward(self) -> None:
        """For b a⁻ᵀ dy, for a that times −yᵀ."""
        share = turned(self._inverse) @ self._columns(self.io.d_outputs[0])
        self.owe(1, share[..., 0] if self._vectors else share)
        of_a = -(share @ turned(self._columns(self.io.outputs[0])))
        if isinstance(self.io.spec, Triangular):
            of_a = np.tril(of_a) if self.io.spec.lower else np.triu(of_a)
        self.owe(0, of_a)
