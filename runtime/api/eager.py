"""A layer called on arrays: a program of one step, run once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from graph.inference.program import LayerPath, OwnedWeight, Program, ProgramOutput, Step
from graph.layers.core.ends import Output
from graph.layers.core.masks import GivenMask
from graph.specs.message import say
from graph.specs.spec import TEXT, Spec, TensorType, Weight
from graph.specs.working_type import computed_in
from runtime.api import seeds
from runtime.api.checks import numbers
from runtime.api.errors import ApiError
from runtime.execution.network import Network
from runtime.ops.memory import Memory
from runtime.ops.op import Array
from runtime.ops.texts import is_text, numbered
from runtime.weights.variable import Variable

HERE: LayerPath = ("layer",)


class ArrayCall:
    """The arrays of a call, each with the mask that was given for it, and the `types` that the layer sees."""

    def __init__(self, name: str, given: Sequence[Any], masks: Sequence[Any]) -> None:
        self.name = name
        self.texts = [is_text(x) for x in given]
        self.arrays = [
            numbered(name, x) if text else numbers(f"{name}: each input", x) for x, text in zip(given, self.texts)
        ]
        if len(masks) > len(self.arrays):
            raise ApiError(
                say("{name} is given {m} masks for {n} inputs.", name=name, m=len(masks), n=len(self.arrays))
            )
        given_masks = [None if m is None else np.asarray(m) for m in masks]
        self.masks = [*given_masks, *[None] * (len(self.arrays) - len(masks))]
        for array, mask in zip(self.arrays, self.masks):
            if array.ndim == 0:
                raise ApiError(
                    say(
                        "{name} needs arrays with one row a sample. Received: {given!r}.", name=name, given=array.item()
                    )
                )
            if mask is not None and (mask.dtype != np.bool_ or mask.shape != array.shape[:2]):
                raise ApiError(
                    say(
                        "{name}: mask must hold true or false for each step, {want}. Received: {dtype}, {got}.",
                        name=name,
                        want=str(array.shape[:2]),
                        dtype=str(mask.dtype),
                        got=str(mask.shape),
                    )
                )
        self.types = tuple(
            TensorType((None, *a.shape[1:]), TEXT if text else plain_dtype(a), m is not None)
            for a, m, text in zip(self.arrays, self.masks, self.texts)
        )

    def run(
        self,
        spec: Spec,
        results: Sequence[TensorType],
        weights: Sequence[Weight],
        held: Mapping[str, Variable],
        training: bool,
        trainable: bool,
        time: int,
        memory: Memory | None = None,
    ) -> list[Array]:
        """What the layer makes of the arrays, one array for each result; `time` counts its calls."""
        values: list[TensorType] = []
        inputs: list[tuple[str, str, int]] = []
        fed: list[Array] = []
        steps: list[Step] = []
        arguments: list[int] = []

        def feed(array: Array, dtype: str) -> int:
            values.append(TensorType((None, *array.shape[1:]), dtype))
            inputs.append((f"input {len(inputs) + 1}", f"i{len(inputs)}", len(values) - 1))
            fed.append(array)
            return len(values) - 1

        for array, mask, type in zip(self.arrays, self.masks, self.types):
            value = feed(array, type.dtype)
            if mask is not None:
                sources = feed(mask, "bool"), value
                values.append(type)
                value = len(values) - 1
                call = (f"mask {len(steps)}",)
                steps.append(Step(call, call, self.name, GivenMask(), False, sources, (value,)))
            arguments.append(value)
        ends = tuple(range(len(values), len(values) + len(results)))
        values.extend(results)
        steps.append(Step(HERE, HERE, self.name, spec, trainable, tuple(arguments), ends))
        outputs = tuple(ProgramOutput(f"output {v}", f"o{v}", v, Output()) for v in ends)
        owned = tuple(OwnedWeight(HERE, w.name, held[w.name].path, w, False) for w in weights)
        program = Program(tuple(values), tuple(inputs), tuple(steps), outputs, owned)
        variables = {(HERE, name): variable for name, variable in held.items()}
        shared: dict[str, Any] = {"variables": variables, "memories": {} if memory is None else {HERE: memory}}
        network = Network(program, seed=seeds.draw(), dtype=computed_in(), **shared)
        return network(*fed, training=training, time=time if training else None)


def plain_dtype(array: Array) -> str:
    """The type in which an array enters: floating numbers are computed in float32."""
    return "float32" if array.dtype.kind == "f" else str(array.dtype)
