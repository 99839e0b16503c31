"""Initializers, regularizers and constraints as layers show them: the objects of Keras' namespaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.specs.initializers import Constant
from graph.specs.params import Param
from runtime.api.callable_values import Constraint, Initializer, Regularizer
from runtime.api.namespaces import Namespace
from runtime.weights.own_values import OwnArray

INITIALIZERS = Namespace("initializer", "The initializer", base=Initializer)
REGULARIZERS = Namespace("regularizer", "The regularizer", base=Regularizer)
CONSTRAINTS = Namespace("constraint", "The constraint", base=Constraint)
NAMESPACES = {"initializer": INITIALIZERS, "regularizer": REGULARIZERS, "constraint": CONSTRAINTS}

FUNCTIONS: dict[str, Callable[[str], Any]] = {}
"""What makes a function of an activation's name: set by `activation_functions`, which knows them."""


def shown(rule: Param, value: Any) -> Any:
    """A parameter of a layer as Keras' layers show it: functions and objects, where a spec has names and values."""
    if rule.kind == "activation" and "activation" in FUNCTIONS and isinstance(value, str):
        return FUNCTIONS["activation"](value)
    namespace = NAMESPACES.get(rule.category)
    if namespace is None or value is None:
        return value
    if isinstance(value, OwnArray):
        return namespace.class_of(Constant).of_spec(value)
    own = getattr(value, "function", None)
    return namespace.get(value) if own is None else own
