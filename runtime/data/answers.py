"""What a network answers, in the words of the data: quantities in their column's unit, classes by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.data.transforms import OneHot
from graph.layers.core.ends import Output
from runtime.data.kept import Kept
from runtime.data.stages import Pipeline

Array = NDArray[Any]


def answers(name: str, result: Array, layer: str, output: Output, kept: Kept | None) -> dict[str, Array]:
    """The arrays for what an Output gave: of quantities those in the unit of the target's column; beside the numbers
    for classes `NAME_class`, the most likely one of each sample as the column calls it.

    Where nothing is known of the training the result stays as it is.
    """
    if kept is None or layer not in kept.fitted.pipelines:
        return {name: result}
    pipeline, names = kept.fitted.pipelines[layer], kept.fitted.sources[layer].classes
    codes = _codes(result, pipeline, output)
    if codes is not None:
        classes = _named(codes, pipeline, names)
        return {name: result} if classes is None else {name: result, f"{name}_class": classes}
    if pipeline.stages and result[0:1].size == max(1, int(np.prod(pipeline.shape))):
        undone = pipeline.undone(result)
        if undone is not None:
            return {name: undone.astype(result.dtype)}
    return {name: result}


def class_names(result: Array, layer: str, output: Output, kept: Kept | None) -> Array | None:
    """What the numbers of each sample are the probabilities of, in their order; None where they are of no classes.

    A single number is that of the second class.
    """
    if (
        kept is None
        or layer not in kept.fitted.pipelines
        or _codes(result[:1], kept.fitted.pipelines[layer], output) is None
    ):
        return None
    codes = np.arange(result.shape[1]) if result.shape[1] > 1 else np.ones(1, np.int64)
    return _named(codes, kept.fitted.pipelines[layer], kept.fitted.sources[layer].classes)


def _codes(result: Array, pipeline: Pipeline, output: Output) -> Array | None:
    """The most likely class of each sample as a number, None where the results are no classes."""
    loss = output.loss
    kind = type(loss).__name__
    if result.ndim == 2 and result.shape[1] == 1 and kind == "BinaryCrossentropy":
        return (result[:, 0] > (0.0 if getattr(loss, "from_logits", False) else 0.5)).astype(np.int64)
    is_one_hot = bool(pipeline.steps) and isinstance(pipeline.steps[-1], OneHot)
    if result.ndim == 2 and result.shape[1] > 1 and (getattr(loss, "sparse", False) or is_one_hot):
        return np.asarray(result.argmax(axis=1))
    return None


def _named(codes: Array, pipeline: Pipeline, names: tuple[str, ...]) -> Array | None:
    """What the column calls the classes, None where the steps before don't tell."""
    if pipeline.stages and isinstance(pipeline.stages[-1].compute.spec, OneHot):
        pipeline = replace(pipeline, stages=pipeline.stages[:-1])
    found = pipeline.undone(codes)
    if found is None:
        return None
    numbers = np.round(found).astype(np.int64)
    if not names:
        return numbers
    return np.array([*names, ""])[np.where((numbers >= 0) & (numbers < len(names)), numbers, len(names))]
