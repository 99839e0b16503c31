"""Records what Keras makes of the models in `tests/runtime/api/api_models.py`, in `tests/data/keras_api.json`.

Run from the project's root with any Python that has Keras 3: `KERAS_BACKEND=jax python
tests/keras_oracle/api_models.py`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import keras

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.runtime.api.api_models import MODELS, facts  # noqa: E402

found = {name: facts(keras, build(keras)) for name, build in MODELS.items()}
(ROOT / "tests" / "data" / "keras_api.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
print(f"Recorded {len(found)} models from Keras {keras.__version__}.")
