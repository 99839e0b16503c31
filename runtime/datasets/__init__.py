"""Keras' `datasets`: files of arrays, taken from Keras' folder. Nothing is downloaded."""

from __future__ import annotations

from typing import Any

from graph.keras.public_names import missing
from runtime.datasets import boston_housing, california_housing, cifar10, cifar100, fashion_mnist, mnist

__all__ = ["boston_housing", "california_housing", "cifar10", "cifar100", "fashion_mnist", "mnist"]


def __getattr__(name: str) -> Any:
    raise missing("datasets", name, __all__)


def __dir__() -> list[str]:
    return list(__all__)
