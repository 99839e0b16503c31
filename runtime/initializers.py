"""Keras' `initializers`: each kind by its names, `get` and `deserialize`."""

from __future__ import annotations

from runtime.api.namespaces import kind_named, names_of, value_from

get = deserialize = value_from("initializer", "The initializer")
__getattr__ = kind_named("initializer")
__dir__ = names_of("initializer", "deserialize", "get")
