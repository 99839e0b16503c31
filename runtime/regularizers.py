"""Keras' `regularizers`: each kind by its names, `get` and `deserialize`."""

from __future__ import annotations

from runtime.api.namespaces import kind_named, names_of, value_from

get = deserialize = value_from("regularizer", "The regularizer")
__getattr__ = kind_named("regularizer")
__dir__ = names_of("regularizer", "deserialize", "get")
