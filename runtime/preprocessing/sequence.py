"""Keras' `preprocessing.sequence`: the older name of `utils.pad_sequences`."""

from __future__ import annotations

from runtime.arrays.sequences import pad_sequences

__all__ = ["pad_sequences"]
