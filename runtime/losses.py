"""Keras' `losses`: each kind by its names, `get` and `deserialize`."""

from __future__ import annotations

from runtime.api.namespaces import kind_named, names_of, value_from

get = deserialize = value_from("loss", "The loss")
__getattr__ = kind_named("loss")
__dir__ = names_of("loss", "deserialize", "get")
