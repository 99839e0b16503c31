"""One layer on arrays of its own: what the tests over every layer run, without a network around it."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_layer, connect, set_arguments
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input, Output
from graph.specs.spec import TEXT, Spec, TensorType
from runtime.execution.workspace import Workspace
from runtime.ops.op import Op, RandomStream, StepArrays, find_op
from runtime.ops.texts import numbered

Array = np.ndarray[Any, Any]
BATCH = 3
STEP = 1e-6
"""What a number is moved by to see what the loss does: the formula errs by about STEP², rounding by 1e-16 / STEP."""


class Trial:
    """A layer, its arrays (drawn from `seed`) and its op; `add` starts every gradient at a number to be added to."""

    def __init__(
        self,
        spec: Spec,
        types: tuple[TensorType, ...],
        *,
        dtype: str = "float64",
        add: bool = False,
        backward: bool = True,
        owed: bool = True,
        seed: int = 0,
    ) -> None:
        self.spec, self.rng, self.dtype = spec, np.random.default_rng(seed), np.dtype(dtype)
        self.types = tuple(TensorType((BATCH, *t.shape[1:]), t.dtype, t.masked) for t in types)
        self.out_types = spec.outputs(self.types)
        self.inputs = tuple(self._draw(t) for t in self.types)
        own = spec.weights(self.types)
        self.weights = {w.name: self.rng.normal(0, 0.5, w.shape).astype(dtype) for w in own}
        self.untrained = {w.name for w in own if not w.trainable}
        for name in self.untrained:  # a variance may be among them
            np.abs(self.weights[name], out=self.weights[name])
        self.masks = tuple(self._mask(t) for t in self.types)
        self.outputs = tuple(np.full(t.shape, np.nan, dtype) for t in self.out_types)
        self.pull = [self.rng.standard_normal(o.shape).astype(dtype) for o in self.outputs]
        self.workspace = Workspace(self.dtype)
        self.io = self._arrays(add, backward, owed)
        found = find_op(type(spec))
        assert found is not None
        self.op: Op = found(self.io)

    def _draw(self, type: TensorType) -> Array:
        if type.dtype.startswith("float"):
            domain = getattr(self.spec, "domain", None)
            if domain is not None:
                return self.rng.uniform(*domain, type.shape).astype(self.dtype)
            return self.rng.standard_normal(type.shape).astype(self.dtype)
        if type.dtype == TEXT:
            return numbered("a test", self.rng.choice(["a", "b", "", "other"], type.shape))
        return self.rng.integers(0, getattr(self.spec, "input_dim", 9), type.shape).astype(type.dtype)

    def _mask(self, type: TensorType) -> Array | None:
        """Gaps in the middle, at the start and at the end, and a sample without any step that counts."""
        if not type.masked:
            return None
        mask = np.ones(type.shape[:-1], np.bool_)
        mask[0, 1], mask[1, 0], mask[1, -1], mask[2] = False, False, False, False
        return mask

    def _arrays(self, add: bool, backward: bool, owed: bool) -> StepArrays:
        self.start = 1.0 if add else np.nan
        floats = [t.dtype.startswith("float") for t in self.types]
        d_inputs = tuple(np.full_like(x, self.start) if f and owed else None for x, f in zip(self.inputs, floats))
        trained = {n for n in self.weights if owed and n not in self.untrained}
        d_weights = {n: np.full_like(w, self.start) if n in trained else None for n, w in self.weights.items()}
        first = self.out_types[0]
        makes = first.masked and getattr(find_op(type(self.spec)), "makes_mask", False)
        shape = self.outputs[0].shape[:-1]
        return StepArrays(
            spec=self.spec,
            dtype=self.dtype,
            inputs=self.inputs,
            outputs=self.outputs,
            weights=self.weights,
            scratch=lambda shape, dtype=None: np.full(shape, 7, dtype or self.dtype),
            d_inputs=d_inputs if backward else (),
            d_outputs=tuple(map(np.empty_like, self.outputs)) if backward else (),
            d_weights=d_weights if backward else {},
            add_inputs=tuple(add for _ in floats) if backward else (),
            add_weights=add,
            input_masks=self.masks,
            output_mask=np.zeros(shape, np.bool_) if makes else None,
            random=RandomStream(11, 2, 5),
            backward=backward,
            shared=self.workspace,
        )

    def forward(self, training: bool = True) -> list[Array]:
        """The outputs, as copies."""
        if self.op.is_view:
            self.outputs[0][...] = self.inputs[0].reshape(self.outputs[0].shape)
        else:
            self.op.forward(training)
        # Another op has been there before this one goes on.
        self.workspace.block(0).fill(np.nan)
        return [output.copy() for output in self.outputs]

    def loss(self, training: bool = True) -> float:
        """The outputs in one random direction, summed up."""
        return float(sum((o * p).sum() for o, p in zip(self.forward(training), self.pull)))

    def gradients(self) -> list[tuple[str, Array, Array]]:
        """(name, array, its gradient) of every input and weight that is owed one, from one pass there and back."""
        self.forward()
        for d_output, pull in zip(self.io.d_outputs, self.pull):
            d_output[...] = pull
        self.op.backward()
        found = [(f"input {i}", x, d) for i, (x, d) in enumerate(zip(self.inputs, self.io.d_inputs)) if d is not None]
        return found + [(n, w, d) for n, w in self.weights.items() if (d := self.io.d_weights[n]) is not None]

    def slope(self, array: Array, at: int) -> float:
        """What the loss does by central differences when one number of `array` moves."""
        kept, found = array.flat[at], 0.0
        for sign in (1, -1):
            array.flat[at] = kept + sign * STEP
            found += sign * self.loss()
        array.flat[at] = kept
        return found / (2 * STEP)


def document_of(spec: Spec, types: tuple[TensorType, ...]) -> Document:
    """A model with the layer between Inputs and Outputs; a masked input comes from an Embedding with mask_zero."""
    document = new_document("one_layer")
    sources = []
    for type in types:
        if type.masked:
            document, _, here = add_layer(document, "m1", Input(shape=type.shape[1:-1], dtype="int64"))
            embedding = Embedding(input_dim=9, output_dim=type.shape[-1], mask_zero=True)
            document, _, masking = add_layer(document, "m1", embedding)
            document = connect(document, "m1", Source(here), masking, 0)
            sources.append(Source(masking))
        else:
            document, _, here = add_layer(document, "m1", Input(shape=type.shape[1:], dtype=type.dtype))
            sources.append(Source(here))
    document, _, call = add_layer(document, "m1", spec.replace(), name="tested")
    document = set_arguments(document, "m1", call, dict(spec.call.non_default()))
    for port, source in zip(spec.wired or range(len(sources)), sources):
        document = connect(document, "m1", source, call, port)
    for number in range(len(spec.outputs(types))):
        document, _, end = add_layer(document, "m1", Output(loss="mse"))
        document = connect(document, "m1", Source(call, number), end, 0)
    return document
