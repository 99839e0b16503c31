"""Keras' `utils`: `to_categorical`, `set_random_seed`, `plot_model`."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import numpy as np

from graph.specs.arguments import only
from graph.views.plot import plot
from runtime.api import checks
from runtime.api.building import to_document
from runtime.api.naming import clear_session as forget_names
from runtime.api.py_dataset import PyDataset
from runtime.api.seeds import set_random_seed
from runtime.files.figures import draw
from runtime.ops.op import Array


def to_categorical(x: Any, num_classes: int | None = None) -> Array:
    """One-hot rows of class numbers, as float64; a last axis of 1 is dropped. Raises IndexError for a number too
    large."""
    numbers = checks.numbers("to_categorical: x", x).astype(np.int64)
    checks.whole("to_categorical", "num_classes", num_classes, optional=True)
    if numbers.ndim > 1 and numbers.shape[-1] == 1:
        numbers = numbers[..., 0]
    count = num_classes or int(numbers.max(initial=-1)) + 1
    flat = numbers.reshape(-1)
    found = np.zeros((flat.size, count))
    found[np.arange(flat.size), flat] = 1.0
    return found.reshape(*numbers.shape, count)


def plot_model(
    model: Any,
    to_file: str | Path = "model.png",
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = False,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: int = 200,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
) -> None:
    """Draw the model into a .png, .svg or .pdf file; needs no other program."""
    only("plot_model", "splines", splines, "ortho")
    checks.model("plot_model", model)
    checks.path("plot_model", to_file)
    checks.whole("plot_model", "dpi", dpi)
    drawing = plot(
        to_document(model).document,
        show_shapes=show_shapes,
        show_dtype=show_dtype,
        show_layer_names=show_layer_names,
        rankdir=rankdir,
        expand_nested=expand_nested,
        show_layer_activations=show_layer_activations,
        show_trainable=show_trainable,
    )
    draw(drawing, Path(to_file), dpi=dpi)


def clear_session(free_memory: bool = True) -> None:
    """Count automatic names anew; with `free_memory`, also collect what nobody uses any more."""
    forget_names()
    if free_memory:
        gc.collect()


Sequence = PyDataset
"""What Keras called it before."""

__all__ = ["PyDataset", "Sequence", "clear_session", "plot_model", "set_random_seed", "to_categorical"]
