"""Keras' `metrics`: each kind by its names, `get` and `deserialize`."""

from __future__ import annotations

from runtime.api.namespaces import kind_named, names_of, value_from

get = deserialize = value_from("metric", "The metric")
__getattr__ = kind_named("metric")
__dir__ = names_of("metric", "deserialize", "get")
