"""An array's numbers in a row, for kernels: without copying, and without the checks of `reshape`."""

from __future__ import annotations

from typing import Any

from runtime.jit.declare import INTERPRETED, Intrinsic
from runtime.jit.lazy_imports import array_objects, types


@Intrinsic
def _row(typing, array):
    kind = types.Array(array.dtype, 1, "C")

    def generate(context, builder, signature, values):
        source = context.make_array(array)(context, builder, values[0])
        row = context.make_array(kind)(context, builder)
        array_objects.populate_array(row, source.data, [source.nitems], [source.itemsize], source.itemsize, None)
        return row._getvalue()

    return kind(array), generate


def _plain(array):
    return array.reshape(-1)


in_a_row: Any = _plain if INTERPRETED else _row
"""in_a_row(array): all numbers of a contiguous array."""
