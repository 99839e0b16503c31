"""Numbers too small for full precision: zero within a kernel that asks for it, and as ever before and after it."""

from __future__ import annotations

import numpy as np
import pytest

from runtime.jit.declare import INTERPRETED
from runtime.jit.denormals import ARM, X86, flush_denormals, restore_denormals
from runtime.kernels.updates import optimizers

SMALL = np.float32(1e-40)


def test_plain_python_has_nothing_to_switch():
    if not INTERPRETED:
        pytest.skip("compiled kernels switch the processor; see the other test")
    assert flush_denormals() == 0 and restore_denormals(0) == 0


def test_a_kernel_takes_them_for_zero_and_leaves_others_their_precision():
    if INTERPRETED or not (X86 or ARM):
        pytest.skip("only machine code for x86 and Arm switches the processor's mode")
    w, g = np.ones(40, np.float32), np.zeros(40, np.float32)
    v = np.full(40, SMALL)
    # √(v + 0) with v flushed is 0, and 0 / 0 shows; unflushed it would be 1.
    optimizers.rmsprop(w, g, (v,), optimizers.RMSNumbers(np.float32(1), np.float32(1), np.float32(0)), 0, 40)
    assert (v == 0).all() and np.isnan(w).all()
    assert (np.full(40, SMALL) * np.float32(0.5) > 0).all()
    optimizers.sgd(w := np.zeros(40, np.float32), np.full(40, SMALL), np.float32(-1), 0, 40)
    assert (w == SMALL).all()
