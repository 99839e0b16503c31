"""Keras' `constraints`: each kind by its names, `get` and `deserialize`."""

from __future__ import annotations

from runtime.api.namespaces import kind_named, names_of, value_from

get = deserialize = value_from("constraint", "The constraint")
__getattr__ = kind_named("constraint")
__dir__ = names_of("constraint", "deserialize", "get")
