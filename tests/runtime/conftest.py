"""Work is shared between threads however small it is, so that every test of kernels tests that as well."""

from __future__ import annotations

from runtime.jit import threads

threads.learning = False
