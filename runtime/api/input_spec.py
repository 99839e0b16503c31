"""Keras' `InputSpec`: what a layer of one's own expects of an input, checked where it is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from graph.specs.message import say, shape_text
from runtime.api.errors import ApiError


class InputSpec:
    """Type, shape, number of axes (or the least and most of them), and the sizes of single axes; None is open."""

    def __init__(
        self,
        dtype: str | None = None,
        shape: Sequence[int | None] | None = None,
        ndim: int | None = None,
        max_ndim: int | None = None,
        min_ndim: int | None = None,
        axes: Mapping[int, int | None] | None = None,
        allow_last_axis_squeeze: bool = False,
        name: str | None = None,
        optional: bool = False,
    ) -> None:
        self.dtype, self.name, self.optional = dtype, name, optional
        self.shape = None if shape is None else tuple(shape)
        self.ndim = ndim if self.shape is None else len(self.shape)
        self.max_ndim, self.min_ndim = max_ndim, min_ndim
        self.axes = {int(axis): size for axis, size in (axes or {}).items()}
        self.allow_last_axis_squeeze = allow_last_axis_squeeze
        most = self.ndim if self.ndim is not None else max_ndim
        if most is not None and any(not -most <= axis < most for axis in self.axes):
            raise ApiError(
                say("InputSpec: axes names an axis that {n} axes have not. Received: {axes}.", n=most, axes=self.axes)
            )

    def get_config(self) -> dict[str, Any]:
        """The arguments, but for those that Keras leaves out."""
        names = ("dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes", "optional")
        return {name: getattr(self, name) for name in names}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """The one that `get_config` told of."""
        return cls(**config)

    def __repr__(self) -> str:
        parts: dict[str, Any] = {"dtype": self.dtype, "shape": self.shape, "ndim": self.ndim, "max_ndim": self.max_ndim}
        parts |= {"min_ndim": self.min_ndim, "axes": self.axes or None}
        return f"InputSpec({', '.join(f'{k}={v}' for k, v in parts.items() if v)})"

    def check(self, owner: str, number: int, shape: Sequence[int | None], dtype: str) -> None:
        """Raise ApiError where an input is another than expected."""
        if (wrong := self._fault(tuple(shape), dtype)) is not None:
            raise ApiError(
                say(
                    "{owner}: input {number} does not fit its input_spec, which expects {want}. Received: {got}.",
                    owner=owner,
                    number=number,
                    want=wrong,
                    got=f"{shape_text(tuple(shape))} {dtype}",
                )
            )

    def _fault(self, shape: tuple[int | None, ...], dtype: str) -> str | None:
        n = len(shape)
        if self.allow_last_axis_squeeze and self.shape is not None and abs(n - len(self.shape)) == 1:
            if n > len(self.shape) and shape[-1] == 1:
                shape, n = shape[:-1], n - 1
            elif n < len(self.shape) and self.shape[-1] == 1:
                shape, n = (*shape, 1), n + 1
        counts = {"ndim": self.ndim == n, "max_ndim": n <= (self.max_ndim or n), "min_ndim": n >= (self.min_ndim or 0)}
        for name, fits in counts.items():
            if getattr(self, name) is not None and not fits:
                return f"{name}={getattr(self, name)}"
        if self.dtype is not None and self.dtype != dtype:
            return f"dtype={self.dtype}"
        for axis, size in (*self.axes.items(), *enumerate(self.shape or ())):
            if not -n <= axis < n or (None not in (size, shape[axis]) and size != shape[axis]):
                return f"{size} at axis {axis}"
        return None
