"""Records what Keras does in `tests/runtime/api/api_fits.py` and the files beside it, in `tests/data`.

Run from the project's root with any Python that has Keras 3: `KERAS_BACKEND=jax python tests/keras_oracle/api_fits.py`,
and again with `KERAS_BACKEND=tensorflow`; names of files in `tests/data` behind it record only those.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import NoneType
from typing import Any

import keras
import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.runtime.api.api_dtypes import DTYPES  # noqa: E402
from tests.runtime.api.api_faces import FACES  # noqa: E402
from tests.runtime.api.api_fits import FITS  # noqa: E402
from tests.runtime.api.api_losses import LOSSES  # noqa: E402
from tests.runtime.api.api_masks import MASKS  # noqa: E402
from tests.runtime.api.api_own_calls import OWN_CALLS  # noqa: E402
from tests.runtime.api.api_saturated import SATURATED  # noqa: E402

FILES = {
    "jax": {
        "keras_fits.json": FITS,
        "keras_masks.json": MASKS,
        "keras_losses.json": LOSSES,
        "keras_dtypes.json": DTYPES,
        "keras_faces.json": FACES,
        "keras_own_calls.json": OWN_CALLS,
        "keras_saturated_jax.json": SATURATED,
    },
    "tensorflow": {"keras_saturated.json": SATURATED},
}[keras.backend.backend()]


def plain(value: Any) -> Any:
    """Numbers of NumPy and of Keras' backend as Python's own."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, NoneType)) else float(np.asarray(value))


for file in sys.argv[1:] or FILES:
    found = {name: plain(run(keras)) for name, run in FILES[file].items()}
    (ROOT / "tests" / "data" / file).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"Recorded {len(found)} answers of Keras {keras.__version__} in {file}.")
