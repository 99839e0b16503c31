"""What `fit`, `evaluate` and `predict` are given, in all the forms Keras takes, brought to batches."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from graph.inference.program import Program, ProgramOutput
from graph.specs.message import say, shape_text
from graph.specs.spec import TEXT, TensorType
from runtime.api import checks
from runtime.api.errors import ApiError
from runtime.data.column import ArrayColumn, Column
from runtime.execution.liveness import is_float
from runtime.execution.network import Network
from runtime.ops.op import Array
from runtime.ops.texts import numbered, stored
from runtime.training.batches import Batches, as_array, as_column, same_rows
from runtime.training.targets import Target

Shapes = tuple[tuple[int, ...], ...]

_NOTHING = ArrayColumn("", np.zeros(0))


def check_losses(program: Program) -> None:
    """Refuse training where nothing is to be made small: no loss of an output, no term that a layer adds, no penalty
    on weights."""
    if any(output.spec.loss is not None for output in program.outputs):
        return
    added = any(step.activity_regularizer for step in program.steps) or any(
        w.weight.regularizer for w in program.weights
    )
    if not added:
        raise ApiError(say("No output has a loss, so there is nothing to train on: compile the model with a loss."))


def held_out(given: Any) -> tuple[Any, Any, Any]:
    """Data, targets and sample weights of `validation_data`; raises ApiError for anything but two or three."""
    if not isinstance(given, (list, tuple)) or len(given) not in (2, 3):
        raise ApiError(
            say(
                "validation_data must be (x, y) or (x, y, sample_weight). Received: {given}.",
                given=f"{len(given)} entries" if isinstance(given, (list, tuple)) else type(given).__name__,
            )
        )
    return given[0], given[1], given[2] if len(given) == 3 else None


def by_name(what: str, names: Sequence[str], given: Any, rows: int = 0) -> list[Any]:
    """One entry for each name from a dict, a list in order, or a single array.

    A list of one entry that is no array is one sample where `rows`, the number of samples, says so; where that is not
    known, 0, where the entry holds plain numbers.
    """
    if isinstance(given, Mapping):
        missing = [name for name in names if name not in given]
        if missing:
            raise ApiError(
                say(
                    "{what} has no entry for {missing}. Expected: {names}. Received: {given}.",
                    what=what,
                    missing=", ".join(missing),
                    names=", ".join(names),
                    given=", ".join(map(str, given)) or "-",
                )
            )
        return [given[name] for name in names]
    items = list(given) if isinstance(given, (list, tuple)) else [given]
    if len(names) == 1 and (len(items) != 1 or _is_sample(items[0], rows)):
        items = [as_array(what, given)]  # a plain list of samples
    if len(items) != len(names):
        raise ApiError(
            say(
                "{what} needs {n} arrays, for {names}: give a list in this order, or a dict by these names. Received: "
                "{m}, of {shapes}.",
                what=what,
                n=len(names),
                names=", ".join(names),
                m=len(items),
                shapes=", ".join(shape_text(np.shape(item)) for item in items[:4]) or "-",
            )
        )
    return items


def _is_sample(entry: Any, rows: int) -> bool:
    """Whether the only entry of a list is a sample, and not all samples of the only Input or Output."""
    if not isinstance(entry, (list, tuple)):
        return np.ndim(entry) == 0 and not hasattr(entry, "gather")
    return rows == 1 != len(entry) or (rows == 0 and all(np.ndim(number) == 0 for number in entry))


def input_columns(network: Network, x: Any, least: int = 1) -> list[Column]:
    """The model's inputs as columns of `least` samples or more; raises ApiError where an array's shape is not what its
    Input expects."""
    if x is None:
        raise ApiError(say("The model needs data: x is None."))
    if (found := _as_they_are(network, x)) is not None:
        return found
    names = network.input_names
    columns = []
    for name, (_, _, value), given in zip(names, network.program.inputs, by_name("x", names, x)):
        type = network.program.values[value]
        if given is None:
            raise ApiError(say("The input {name} needs data: x has None for it.", name=name))
        dtype = network.dtype if is_float(type) else stored(type.dtype)
        if type.dtype == TEXT:
            given = numbered(f"The input {name}", given)
        columns.append(_fitting(name, type, as_column(name, given, dtype)))
    if not least and not any(map(len, columns)):
        return columns
    same_rows(names, columns)
    return columns


def _as_they_are(network: Network, x: Any) -> list[Column] | None:
    """The columns of arrays that are just what the Inputs expect, without a closer look."""
    arrays = x if type(x) in (list, tuple) else (x,)
    if len(arrays) != len(network.program.inputs):
        return None
    columns: list[Column] = []
    for array, name, wanted in zip(arrays, network.input_names, network.input_types):
        if type(array) is not np.ndarray or (array.shape[1:], array.dtype) != wanted or not array.flags.c_contiguous:
            return None
        columns.append(ArrayColumn(name, array))
    rows = len(arrays[0])
    return columns if rows and all(len(array) == rows for array in arrays) else None


def _fitting(name: str, type: TensorType, column: Column) -> Column:
    """The column, with a last axis of 1 added or taken where only that is missing, as Keras does."""
    want, got = type.shape, tuple(column.shape)
    if _fits(want, got):
        return column
    for other in ((*got, 1), got[:-1] if got[-1] == 1 else ()):
        if other and _fits(want, other) and hasattr(column, "array"):
            return as_column(name, column.array.reshape(other), column.dtype)
    if _fits(want, (1, *got)):
        raise ApiError(
            say(
                "The input {name} expects arrays of shape {want}, the samples first. Received: {got}. For a single "
                "sample write x[None].",
                name=name,
                want=str(type),
                got=shape_text(got),
            )
        )
    if len(got) == len(want) + 1 and _fits(want, got[1:]):
        raise ApiError(
            say(
                "The input {name} expects arrays of shape {want}. Received: {got}, as a list of {n} arrays has it. "
                "Give one array, or join them by numpy.concatenate.",
                name=name,
                want=str(type),
                got=shape_text(got),
                n=got[0],
            )
        )
    raise ApiError(
        say(
            "The input {name} expects arrays of shape {want}. Received: {got}.",
            name=name,
            want=str(type),
            got=shape_text(got),
        )
    )


def _fits(want: tuple[int | None, ...], got: tuple[int, ...]) -> bool:
    return len(want) == len(got) and all(a is None or a == b for a, b in zip(want[1:], got[1:]))


def batches(
    owner: str,
    network: Network,
    x: Any,
    y: Any,
    sample_weight: Any,
    class_weight: Any,
    batch_size: int | None,
    steps: int | None,
) -> Batches:
    """Arrays as batches for the model; raises ApiError or RunError with one sentence where they don't fit."""
    columns = input_columns(network, x)
    outputs = network.program.outputs
    names = [output.name for output in outputs]
    if not any(output.spec.loss or output.spec.metrics for output in outputs):
        y = {}  # what is made small are terms that layers add: nothing is compared with targets
    if len(outputs) == 1 and type(y) in (list, tuple) and len(y) == 1 and type(y[0]) is np.ndarray and y[0].ndim:
        y = y[0]
    if y is None:
        raise ApiError(say("{owner} needs targets, what the outputs should be: y is None.", owner=owner))
    rows = len(columns[0])
    shapes = network.shapes(columns, 1)
    plain = sample_weight is None and class_weight is None and batch_size is not None
    if plain and (known := _known_target(network, shapes, y, rows)) is not None:
        return Batches(tuple(columns), (known,), (None,), batch_size or rows)
    types = network.types(shapes)
    targets: list[Target | None] = []
    for output, given in zip(outputs, by_name("y", names, nothing_where_unused(network, y), rows)):
        if given is None:
            _refuse_nothing(output)
            targets.append(None)
            continue
        shape = tuple(n for n in types[output.value].shape[1:] if n is not None)
        as_it_is = hasattr(given, "gather") or isinstance(given, np.memmap)
        array = given if as_it_is else as_array(f"the targets of {output.name}", given)
        if _class_numbers(output.spec.loss) and not as_it_is:
            checks.class_numbers(f"the targets of {output.name}", array)
        kind = np.dtype(np.int64) if array.dtype.kind in "iub" and _class_numbers(output.spec.loss) else network.dtype
        targets.append(Target(output, shape, as_column(f"the targets of {output.name}", array, kind), network.dtype))
    same_rows(
        [*network.input_names, *(n for n, t in zip(names, targets) if t)], [*columns, *(t.source for t in targets if t)]
    )
    if class_weight is not None:
        checks.class_weight(class_weight)
        _check_class_weight(len(outputs), sample_weight)
    weights = sample_weights(names, sample_weight, rows)
    for output, given in zip(outputs, weights):
        _check_weights(output.name, types[output.value].shape, given)
    if len(targets) == 1 and targets[0] is not None and type(y) is np.ndarray:
        network.known_targets[shapes, y.shape[1:], y.dtype] = targets[0].taken_from(_NOTHING)
    size = usual_size(batch_size, steps, rows)
    return Batches(tuple(columns), tuple(targets), tuple(weights), size)


def _refuse_nothing(output: ProgramOutput) -> None:
    """Raise ApiError where an output has a loss and no targets."""
    if output.spec.loss is not None:
        raise ApiError(
            say(
                "y has nothing for the output {name}, which has the loss {loss}. Give its targets, or compile the "
                "model with the loss None for it.",
                name=output.name,
                loss=output.spec.loss.kind,
            )
        )


def _check_weights(name: str, shape: tuple[int | None, ...], given: Array | None) -> None:
    """Raise ApiError where weights are neither for samples nor for the first axes of what has a loss."""
    if given is None:
        return
    steps = given.shape[1:]
    while steps and steps[-1] == 1 and len(steps) > len(shape) - 2:
        steps = steps[:-1]
    if len(steps) <= len(shape) - 2 and all(b is None or a in (b, 1) for a, b in zip(steps, shape[1:])):
        return
    samples = shape_text((None,))
    if len(shape) < 3:
        raise ApiError(
            say(
                "sample_weight for {name} needs one number for each sample, shape {samples}: the output has no steps, "
                "its shape is {shape}. Received: shape {given}.",
                name=name,
                samples=samples,
                shape=shape_text((None, *shape[1:])),
                given=shape_text(given.shape),
            )
        )
    raise ApiError(
        say(
            "sample_weight for {name} needs one number for each sample, shape {samples}, or for each step, shape "
            "{steps}. Received: shape {given}.",
            name=name,
            samples=samples,
            steps=shape_text((None, *shape[1:-1])),
            given=shape_text(given.shape),
        )
    )


def usual_size(given: int | None, steps: int | None, rows: int) -> int:
    """Samples of a batch: as given, or so that there are so many steps, or 32."""
    return given or (math.ceil(rows / steps) if steps else 32)


def _known_target(network: Network, shapes: Shapes, y: Any, rows: int) -> Target | None:
    """The target that an array of numbers makes, where one of its shape and type was looked at before."""
    if type(y) is not np.ndarray or y.ndim == 0 or len(y) != rows or not y.flags.c_contiguous:
        return None
    known = network.known_targets.get((shapes, y.shape[1:], y.dtype))
    if known is None or y.dtype != known.dtype:
        return None
    return known.taken_from(ArrayColumn("y", y))


def _class_numbers(loss: Any) -> bool:
    return bool(getattr(loss, "sparse", False))


def nothing_where_unused(network: Network, y: Any) -> Any:
    """Targets by name may leave out outputs without a loss."""
    if not isinstance(y, Mapping):
        return y
    unused = {o.name: None for o in network.program.outputs if o.spec.loss is None and not o.spec.metrics}
    return {**unused, **y}


def _check_class_weight(outputs: int, sample_weight: Any) -> None:
    if outputs > 1:
        raise ApiError(say("class_weight works for models with one output. This one has {n}.", n=outputs))
    if sample_weight is not None:
        raise ApiError(say("class_weight and sample_weight can't be used together."))


def sample_weights(names: Sequence[str], given: Any, rows: int) -> list[Array | None]:
    """One array of weights, or None, for each output; a single array serves all."""
    if given is None:
        return [None] * len(names)
    if isinstance(given, Mapping):
        if unknown := given.keys() - set(names):
            raise ApiError(
                say(
                    "{what} names {unknown}, but the model's outputs are {names}.",
                    what="sample_weight",
                    unknown=", ".join(sorted(map(str, unknown))),
                    names=", ".join(names),
                )
            )
        items = [given.get(name) for name in names]
    elif isinstance(given, (list, tuple)) and len(given) == len(names) and (len(names) > 1 or np.ndim(given[0])):
        items = list(given)
    else:
        items = [given] * len(names)
    found = [None if w is None else checks.numbers("sample_weight", w).astype(np.float64) for w in items]
    for name, w in zip(names, found):
        if w is not None and (w.ndim == 0 or len(w) != rows):
            raise ApiError(
                say(
                    "sample_weight for {name} needs one number for each of the {rows} samples. Received: shape "
                    "{shape}.",
                    name=name,
                    rows=rows,
                    shape=shape_text(w.shape),
                )
            )
    return found
