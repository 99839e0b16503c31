"""Numbers too small for full precision (below 1e-38 in float32) count as zero while a network computes.

They cost the processor a hundred times as much as others, and gradients that fade over many steps or layers, or moving
averages of unused weights, are full of them. NaN and infinity are not affected. The mode belongs to the thread: who
sets it puts it back; only the pool's own threads keep it.
"""

from __future__ import annotations

import platform
from typing import Any

from runtime.jit.declare import INTERPRETED, Intrinsic, kernel
from runtime.jit.lazy_imports import cgutils, ir, types

MACHINE = platform.machine().lower()
X86 = MACHINE in ("x86_64", "amd64")
ARM = MACHINE in ("aarch64", "arm64")
# Flush results to zero, take inputs as zero; on Arm one bit does both.
X86_FLUSH = 0x8040
ARM_FLUSH = 1 << 24


def _read(builder: Any) -> Any:
    """The control word of floating-point arithmetic, as 64 bits; 0 where the processor is of another kind."""
    word, i32 = ir.IntType(64), ir.IntType(32)
    if X86:
        place = cgutils.alloca_once(builder, i32)
        kind = ir.FunctionType(ir.VoidType(), [ir.IntType(8).as_pointer()])
        store = cgutils.get_or_insert_function(builder.module, kind, "llvm.x86.sse.stmxcsr")
        builder.call(store, [builder.bitcast(place, ir.IntType(8).as_pointer())])
        return builder.zext(builder.load(place, typ=i32), word)
    if ARM:
        read = cgutils.get_or_insert_function(builder.module, ir.FunctionType(word, []), "llvm.aarch64.get.fpcr")
        return builder.call(read, [])
    return ir.Constant(word, 0)


def _write(builder: Any, value: Any) -> None:
    i32 = ir.IntType(32)
    if X86:
        place = cgutils.alloca_once(builder, i32)
        builder.store(builder.trunc(value, i32), place)
        kind = ir.FunctionType(ir.VoidType(), [ir.IntType(8).as_pointer()])
        load = cgutils.get_or_insert_function(builder.module, kind, "llvm.x86.sse.ldmxcsr")
        builder.call(load, [builder.bitcast(place, ir.IntType(8).as_pointer())])
    elif ARM:
        kind = ir.FunctionType(ir.VoidType(), [ir.IntType(64)])
        builder.call(cgutils.get_or_insert_function(builder.module, kind, "llvm.aarch64.set.fpcr"), [value])


@Intrinsic
def _flush(typing: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        before = _read(builder)
        _write(builder, builder.or_(before, ir.Constant(ir.IntType(64), X86_FLUSH if X86 else ARM_FLUSH)))
        return before

    return types.int64(), generate


@Intrinsic
def _restore(typing: Any, before: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        _write(builder, arguments[0])
        return context.get_dummy_value()

    return types.void(types.int64), generate


def _nothing(*before: Any) -> int:
    return 0


flush_denormals: Any = _nothing if INTERPRETED else _flush
"""In a kernel: denormals are zero from here on; gives what `restore_denormals` needs."""
restore_denormals: Any = _nothing if INTERPRETED else _restore


@kernel
def begin_flushing() -> Any:
    """Denormals are zero from here on for whatever the calling thread computes; gives what `end_flushing` needs."""
    return flush_denormals()


@kernel
def end_flushing(before: Any) -> None:
    """Put the calling thread's mode back."""
    restore_denormals(before)


class Flushing:
    """`with Flushing():` denormals are zero within it, for the calling thread."""

    def __enter__(self) -> None:
        self._before = begin_flushing()

    def __exit__(self, *error: object) -> None:
        end_flushing(self._before)
