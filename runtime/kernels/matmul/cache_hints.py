"""Memory asked for before it is needed: where rows lie far apart, the processor does not guess which comes next."""

from __future__ import annotations

from typing import Any

from runtime.jit.declare import INTERPRETED, Intrinsic
from runtime.jit.lazy_imports import cgutils, ir, types

READING, WRITING = 0, 1
SECOND_CACHE, FIRST_CACHE = 2, 3
_DATA = 1


def emit_prefetch(builder, place, purpose: int, cache: int) -> None:
    """Ask for the cache line at a pointer."""
    number = ir.IntType(32)
    kind = ir.FunctionType(ir.VoidType(), [place.type, number, number, number])
    function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
    builder.call(function, [place, *(ir.Constant(number, n) for n in (purpose, cache, _DATA))])


@Intrinsic
def _ask(typing, array, at):
    def generate(context, builder, signature, values):
        data = context.make_array(signature.args[0])(context, builder, values[0]).data
        emit_prefetch(builder, builder.gep(data, [values[1]]), READING, SECOND_CACHE)
        return context.get_dummy_value()

    return types.void(array, types.intp), generate


def _nothing(array, at) -> None:
    pass


prefetch: Any = _nothing if INTERPRETED else _ask
"""prefetch(array, at), for kernels: the cache line of array[at] will be read soon. It need not be within the array."""
