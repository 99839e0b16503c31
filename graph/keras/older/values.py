"""Initializers, regularizers and constraints as older Keras wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.keras.older.classes import VALUE_PLACES

ENDS = ("_initializer", "_regularizer", "_constraint")
RENAMED = {
    "WeightRegularizer": "L1L2",
    "ActivityRegularizer": "L1L2",
    "L1L2Regularizer": "L1L2",
    "maxnorm": "MaxNorm",
    "nonneg": "NonNeg",
    "unitnorm": "UnitNorm",
    "Zero": "Zeros",
    "One": "Ones",
    "GlorotNormalV1": "GlorotNormal",
    "GlorotUniformV1": "GlorotUniform",
    "RandomUniformV1": "RandomUniform",
    "RandomNormalV1": "RandomNormal",
}
SETTINGS = {"m": "max_value", "low": "min_value", "high": "max_value"}
NEVER_MEANT = {"dtype", "partitioner", "verify_shape"}
"""What initializers of TensorFlow wrote beside their settings."""


def is_value(key: str) -> bool:
    """Whether a setting of that name holds an initializer, regularizer or constraint."""
    return key.endswith(ENDS)


def value(given: Any) -> Any:
    """A serialized value as Keras 3 has it; a text, and what is none, stay as they are."""
    if isinstance(given, str):
        return RENAMED.get(given, given)
    if not isinstance(given, Mapping):
        return given
    if "class_name" not in given and isinstance(given.get("name"), str):  # as Keras 1 wrote them
        given = {"class_name": given["name"], "config": {k: v for k, v in given.items() if k != "name"}}
    name, config = given.get("class_name"), given.get("config")
    if not isinstance(name, str) or not isinstance(config, Mapping):
        return given
    kind = RENAMED.get(name, name)
    settings = {SETTINGS.get(k, k): v for k, v in config.items() if k not in NEVER_MEANT}
    if kind == "VarianceScaling" and settings.get("distribution") == "normal":
        settings["distribution"] = "truncated_normal"
    if kind in ("L1", "L2", "L1L2"):
        settings = {k: 0.0 if v is None else v for k, v in settings.items()}
    module = given.get("module")
    if isinstance(module, str) and VALUE_PLACES.fullmatch(module) and given.get("registered_name") in (None, name):
        given = {key: item for key, item in given.items() if key not in ("module", "registered_name")}
    return {**given, "class_name": kind, "config": settings}
