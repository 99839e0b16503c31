"""Layers that join several inputs into one."""

from runtime.ops.merging.arrays import give

__all__ = ["give"]
