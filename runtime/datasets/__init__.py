"""Keras' `datasets`: those that lie on this machine already; nothing is downloaded."""

from __future__ import annotations

from runtime.datasets import cifar10

__all__ = ["cifar10"]
