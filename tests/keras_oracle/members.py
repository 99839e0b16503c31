"""Records the public members of Keras' central classes, with their parameters, in `resources/keras/members.json`.

Run from the project's root with any Python that has Keras 3: `KERAS_BACKEND=jax python tests/keras_oracle/members.py`.
What a class has from one that stands before it is recorded there alone.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import keras

TARGET = Path(__file__).resolve().parent.parent.parent / "resources" / "keras" / "members.json"


class Plain(keras.layers.Layer):
    def call(self, inputs: Any) -> Any:
        return inputs


def parameters(of: Any) -> list[str]:
    """The names that can be given by position or by name, in order; `*` stands for any others."""
    found = []
    for p in inspect.signature(of).parameters.values():
        if p.name != "self":
            found.append("*" if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) else p.name)
    return list(dict.fromkeys(found))


entrance = keras.Input((3,))
layer = Plain()
result = layer(entrance)
stack = keras.Sequential([entrance, keras.layers.Dense(2)])
CLASSES: dict[str, tuple[Any, Any, str]] = {
    "Layer": (keras.layers.Layer, layer, ""),
    "Model": (keras.Model, keras.Model(entrance, result), "Layer"),
    "Sequential": (keras.Sequential, stack, "Model"),
    "KerasTensor": (keras.KerasTensor, entrance, ""),
    "Variable": (keras.Variable, stack.weights[0], ""),
    "InputSpec": (keras.InputSpec, keras.InputSpec(shape=(None, 2)), ""),
}
recorded: dict[str, dict[str, Any]] = {}
for name, (kind, example, base) in CLASSES.items():
    members: dict[str, Any] = {}
    for member in sorted({*dir(kind), *dir(example)}):
        if member.startswith("_"):
            continue
        found = getattr(kind, member, None)
        is_method = callable(found) and not isinstance(inspect.getattr_static(kind, member, None), property)
        members[member] = parameters(found) if is_method else None
    inherited = {**recorded.get("Layer", {}), **recorded.get(base, {})} if base else {}
    recorded[name] = {m: p for m, p in members.items() if m not in inherited or inherited[m] != p}
lines = [
    f' "{name}": {{\n' + ",\n".join(f"  {json.dumps(m)}: {json.dumps(p)}" for m, p in members.items()) + "\n }"
    for name, members in recorded.items()
]
TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
print(f"Recorded {sum(map(len, recorded.values()))} members of Keras {keras.__version__}.")
