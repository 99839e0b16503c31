"""Keras' `models`."""

from __future__ import annotations

from runtime.api.model import Model

__all__ = ["Model"]
