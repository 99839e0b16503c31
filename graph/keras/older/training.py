"""What a model was compiled with, from `training_config` of older files to `compile_config` of Keras 3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOT_OF_OPTIMIZERS = ("is_legacy_optimizer", "jit_compile", "schedule_decay", "epsilon", "decay", "amsgrad", "lr")
SIDE = ("sample_weight_mode",)


def compile_config(given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of `compile` from a `training_config`, or from a `compile_config` of Keras 2."""
    kept = {key: value for key, value in given.items() if key not in (*SIDE, "optimizer_config")}
    if "optimizer_config" in given:
        kept["optimizer"] = given["optimizer_config"]
    kept["optimizer"] = optimizer(kept.get("optimizer"))
    for key in ("metrics", "weighted_metrics"):
        if key in kept:
            kept[key] = _each(kept[key])
    return {key: value for key, value in kept.items() if value is not None or key in ("loss", "optimizer")}


def optimizer(given: Any) -> Any:
    """An optimizer's object under today's names; a decay of the rate becomes the schedule that it always was."""
    if isinstance(given, str):
        return given
    if not isinstance(given, Mapping) or not isinstance(given.get("config"), Mapping):
        return given
    name, settings = given.get("class_name"), given["config"]
    found = {key: value for key, value in settings.items() if key not in NOT_OF_OPTIMIZERS}
    rate = settings.get("lr", settings.get("learning_rate"))
    decay = settings.get("decay")
    if isinstance(decay, (int, float)) and not isinstance(decay, bool) and decay and isinstance(rate, (int, float)):
        rate = {
            "class_name": "InverseTimeDecay",
            "config": {"initial_learning_rate": rate, "decay_steps": 1, "decay_rate": decay, "staircase": False},
        }
    if rate is not None:
        found["learning_rate"] = _schedule(rate)
    if settings.get("epsilon") is not None:
        found["epsilon"] = settings["epsilon"]
    if settings.get("amsgrad"):
        found["amsgrad"] = True
    if isinstance(name, str) and given.get("module") is None:
        name = name.removeprefix("Custom>")  # as Keras 2.11 to 2.15 called its own in HDF5
        given = {key: item for key, item in given.items() if key != "registered_name"}
    return {**given, "class_name": name, "config": found}


def _schedule(rate: Any) -> Any:
    if not isinstance(rate, Mapping) or not isinstance(rate.get("config"), Mapping):
        return rate
    return {**rate, "config": {key: value for key, value in rate["config"].items() if value is not None}}


def _each(given: Any) -> Any:
    """Metrics in the structure that they came in."""
    if isinstance(given, (list, tuple)):
        return [_each(item) for item in given]
    if isinstance(given, Mapping) and "class_name" not in given:
        return {key: _each(item) for key, item in given.items()}
    return _metric(given)


def _metric(given: Any) -> Any:
    """A metric that Keras 2 wrote as the function that it takes the mean of."""
    config = given.get("config") if isinstance(given, Mapping) else None
    if not isinstance(config, Mapping) or given.get("class_name") not in (
        "MeanMetricWrapper",
        "SumOverBatchSizeMetricWrapper",
    ):
        if isinstance(config, Mapping) and "dtype" in config:
            return {**given, "config": {key: value for key, value in config.items() if key != "dtype"}}
        return given
    function, name = config.get("fn"), config.get("name")
    if isinstance(function, Mapping):
        function = function.get("config")
    if name in ("accuracy", "acc"):
        return name
    if name == function or not isinstance(name, str) or not isinstance(function, str):
        return function if isinstance(function, str) else given
    kind = "".join(part.title() for part in function.split("_"))
    return {"class_name": kind, "config": {"name": name}}
