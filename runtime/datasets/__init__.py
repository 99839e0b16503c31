"""Keras' `datasets`: those that lie on this machine already; nothing is downloaded."""

from __future__ import annotations

from typing import Any

from graph.keras.public_names import missing
from runtime.datasets import cifar10

__all__ = ["cifar10"]


def __getattr__(name: str) -> Any:
    raise missing("datasets", name, __all__)
