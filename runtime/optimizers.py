"""Keras' `optimizers`: each kind by its names, `get` and `deserialize`."""

from __future__ import annotations

from runtime.api.namespaces import kind_named, names_of, value_from

get = deserialize = value_from("optimizer", "The optimizer")
__getattr__ = kind_named("optimizer")
__dir__ = names_of("optimizer", "deserialize", "get")
