"""Records what Keras does in `tests/runtime/api/api_fits.py`, in `tests/data/keras_fits.json`.

Run from the project's root with any Python that has Keras 3: `KERAS_BACKEND=jax python tests/keras_oracle/api_fits.py`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.runtime.api.api_fits import FITS  # noqa: E402


def plain(value: Any) -> Any:
    """Numbers of NumPy and of Keras' backend as Python's own."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int)) else float(np.asarray(value))


found = {name: plain(run(keras)) for name, run in FITS.items()}
(ROOT / "tests" / "data" / "keras_fits.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
print(f"Recorded {len(found)} trainings from Keras {keras.__version__}.")
