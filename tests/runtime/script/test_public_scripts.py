"""Scripts in many people's styles, read: the network is the one that Keras builds when it runs them.

`python tests/keras_oracle/script_models.py` records what Keras builds, with any Python that has Keras 3.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.keras.from_keras import from_keras
from graph.keras.to_keras import to_keras
from runtime.script.reading import read_script

SCRIPTS = Path(__file__).resolve().parents[2] / "data" / "scripts"
MODELS = json.loads((SCRIPTS / "models.json").read_text(encoding="utf-8"))


COMPUTED = ("value_dim", "attention_axes", "zero_output_for_mask", "factor")
"""Settings that Keras writes as it has worked them out, where ours stand as they were given."""


def plain(config: Any) -> Any:
    """A config without what says nothing of the network, as JSON has it."""
    if isinstance(config, dict):
        left = ("build_config", "compile_config", "registered_name", "module", *COMPUTED)
        return {k: plain(v) for k, v in sorted(config.items()) if k not in left}
    return [plain(item) for item in config] if isinstance(config, (list, tuple)) else config


@pytest.mark.parametrize("name", sorted(path.stem for path in SCRIPTS.glob("*.py")))
def test_the_graph_is_what_keras_builds(name: str) -> None:
    reading = read_script((SCRIPTS / f"{name}.py").read_text(encoding="utf-8"))
    assert [str(remark) for remark in reading.lost] == []
    assert plain(to_keras(reading.document)) == plain(to_keras(from_keras(MODELS[name])))
