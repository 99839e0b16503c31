"""What `compile` takes beside Keras 3: targets that are bound to the model, and outputs whose steps are weighted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.specs.arguments import only
from graph.specs.message import say, shape_text
from runtime.api.compile_arguments import per_output
from runtime.api.errors import ApiError
from runtime.api.structures import leaves
from runtime.api.tensors import Tensor
from runtime.ops.op import Array
from runtime.training.batches import as_array

Shape = Sequence[int | None]


def weight_modes(names: Sequence[str], shapes: Sequence[Shape], given: Any) -> list[str | None]:
    """What `sample_weight_mode` says of each output; raises ApiError where an output has no steps to be weighted."""
    modes = per_output("sample_weight_mode", names, [given] * len(names) if _of_all(given) else given, None)
    for name, shape, mode in zip(names, shapes, modes):
        only("compile", "sample_weight_mode", mode, None, "temporal", "samplewise")
        if mode == "temporal" and len(shape) < 3:
            raise ApiError(
                say(
                    'compile: sample_weight_mode="temporal" weighs the steps of sequences, and the output {name} has '
                    "none: its shape is {shape}. Leave the mode out there, and give one weight for each sample.",
                    name=name,
                    shape=shape_text(tuple(shape)),
                )
            )
    return modes


def _of_all(given: Any) -> bool:
    return given is None or isinstance(given, str)


def check_modes(names: Sequence[str], modes: Sequence[str | None], weights: Sequence[Array | None]) -> None:
    """Raise ApiError where sample weights are not what an output's mode says they are."""
    for name, mode, given in zip(names, modes, weights):
        if mode == "temporal" and given is not None and given.ndim < 2:
            raise ApiError(
                say(
                    "sample_weight for {name} needs a weight for each step, (samples, steps), as "
                    'sample_weight_mode="temporal" says. Received: shape {shape}.',
                    name=name,
                    shape=shape_text(given.shape),
                )
            )
        if mode == "samplewise" and given is not None and given.ndim > 1 and given.shape[1:] != (1,):
            raise ApiError(
                say(
                    'sample_weight for {name} needs one weight for each sample, as sample_weight_mode="samplewise" '
                    'says. Received: shape {shape}; compile with sample_weight_mode="temporal" to weigh steps.',
                    name=name,
                    shape=shape_text(given.shape),
                )
            )


class BoundTargets:
    """Targets that `compile` was given: for these outputs `fit`, `evaluate` and calls on batches need no y."""

    def __init__(self, names: Sequence[str], given: Any) -> None:
        if any(isinstance(part, Tensor) for part in leaves(given)):
            raise ApiError(
                say("compile: target_tensors must be arrays of numbers. Received: a symbolic tensor, which holds none.")
            )
        one = len(names) == 1 and not isinstance(given, (list, tuple, Mapping))
        parts = per_output("target_tensors", names, [given] if one else given, None)
        self.names = tuple(names)
        self.arrays = {n: as_array(f"target_tensors for {n}", p) for n, p in zip(names, parts) if p is not None}

    def __bool__(self) -> bool:
        return bool(self.arrays)

    def beside(self, owner: str, y: Any) -> Any:
        """y with the bound targets in it, one entry for each output; raises ApiError where y has those, too."""
        free = [name for name in self.names if name not in self.arrays]
        if y is None or (not free and isinstance(y, (list, tuple, Mapping)) and len(y) == 0):
            found: Mapping[str, Any] = {}
        elif isinstance(y, Mapping):
            found = y
        elif len(free) == 1 and not isinstance(y, (list, tuple)):
            found = {free[0]: y}
        elif isinstance(y, (list, tuple)) and len(y) == len(free) and free:
            found = dict(zip(free, y))
        else:
            raise self._twice(owner, free)
        if found.keys() & self.arrays.keys():
            raise self._twice(owner, free)
        return {**found, **self.arrays}

    def _twice(self, owner: str, free: Sequence[str]) -> ApiError:
        return ApiError(
            say(
                "{owner}: the targets of {bound} were given to compile, as target_tensors. Give y for {free} only, or "
                "compile without them.",
                owner=owner,
                bound=", ".join(self.arrays),
                free=", ".join(free) or "-",
            )
        )
