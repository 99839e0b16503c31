"""Run by Keras' interpreter, on JAX: what functions of `keras.ops` give, for `tests/data/keras_operations.json`.

usage: PYTHON tests/keras_oracle/operations.py FILE
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np
from operation_cases import CASES


def told(found: Any) -> Any:
    """Types, shapes and numbers of all results; NaN and infinite ones as texts."""
    if isinstance(found, (list, tuple)):
        return [told(f) for f in found]
    array = np.asarray(found)
    if array.dtype.kind in "OU":
        return str(found)
    numbers = array.ravel().astype(np.float64)
    return [str(array.dtype), list(array.shape), [float(f"{n:.7g}") if np.isfinite(n) else str(n) for n in numbers]]


def main(target: str) -> None:
    lines = []
    for name, args, settings in CASES:
        try:
            found = told(getattr(keras.ops, name)(*args, **settings))
        except Exception as error:  # what Keras can't do here either
            print(f"{name}: {type(error).__name__}: {str(error)[:150]}", file=sys.stderr)
            found = None
        lines.append(json.dumps([name, found]))
    Path(target).write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
