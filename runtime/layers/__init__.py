"""Keras' `layers`: every kind of layer as a class, and the short forms `add`, `concatenate`… The ops live in this
folder.

The classes are made from the specs of `graph.layers`: a layer needs nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.registry import find, kinds
from graph.spec import Spec
from runtime.functional import Input, InputLayer, Layer

_classes: dict[str, type[Layer]] = {"InputLayer": InputLayer, "Layer": Layer}
NOT_KERAS = ("Input", "Output", "Model", "Unknown")


def __getattr__(name: str) -> Any:
    if name in _classes:
        return _classes[name]
    spec = find("layer", name) if name[:1].isupper() and name not in NOT_KERAS else None
    if spec is None or not issubclass(spec, Spec):
        raise AttributeError(f"There is no layer {name}. Known: {', '.join(known())}.")
    own = _classes.get(spec.kind) or type(spec.kind, (Layer,), {"spec_class": spec, "__doc__": spec.caption})
    return _classes.setdefault(name, _classes.setdefault(spec.kind, own))


def known() -> list[str]:
    """The names of all layers."""
    return sorted(name for name in kinds("layer") if name not in NOT_KERAS)


def __dir__() -> list[str]:
    return sorted({*globals(), *known()})


def concatenate(inputs: Sequence[Any], axis: int = -1, **options: Any) -> Any:
    return __getattr__("Concatenate")(axis=axis, **options)(inputs)


def add(inputs: Sequence[Any], **options: Any) -> Any:
    return __getattr__("Add")(**options)(inputs)


__all__ = ["Input", "InputLayer", "Layer", "add", "concatenate"]
