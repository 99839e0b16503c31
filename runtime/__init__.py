"""How a network computes, and the Keras-like interface: `import runtime as keras`.

Names are loaded when they are first used, so that importing this package stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from runtime.api.inputs import Input as Input
    from runtime.api.model import Model as Model
    from runtime.api.sequential import Sequential as Sequential

NAMESPACES = (
    "activations",
    "backend",
    "callbacks",
    "config",
    "constraints",
    "datasets",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "models",
    "ops",
    "optimizers",
    "preprocessing",
    "random",
    "regularizers",
    "saving",
    "tree",
    "utils",
)
HOMES = {
    "Initializer": "runtime.initializers",
    "Loss": "runtime.losses",
    "Metric": "runtime.metrics",
    "Model": "runtime.models",
    "Optimizer": "runtime.optimizers",
    "Regularizer": "runtime.regularizers",
    "Sequential": "runtime.models",
    "Input": "runtime.layers",
    "Layer": "runtime.layers",
    "Tensor": "runtime.api.tensors",
    "KerasTensor": "runtime.api.inputs",
    "InputSpec": "runtime.api.input_spec",
    "name_scope": "runtime.api.naming",
    "Variable": "runtime.weights.variable",
}

__version__ = "0.1.0"


def version() -> str:
    """The version of Layerloom."""
    return __version__


def __getattr__(name: str) -> Any:
    if name in NAMESPACES:
        return import_module(f"runtime.{name}")
    if name in HOMES:
        return getattr(import_module(HOMES[name]), name)
    raise import_module("graph.keras.public_names").missing("", name, __dir__())


def __dir__() -> list[str]:
    return sorted({*globals(), *NAMESPACES, *HOMES})
