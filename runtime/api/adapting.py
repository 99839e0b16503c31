"""Layers that learn from data before training: `adapt`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Self

import numpy as np

from graph.specs.arguments import only
from graph.specs.message import say
from graph.specs.spec import TEXT, TensorType
from runtime.api.checks import numbers
from runtime.api.eager import plain_dtype
from runtime.api.errors import ApiError
from runtime.api.foreign_arrays import is_foreign
from runtime.api.layer import Layer
from runtime.api.layer_settings import truth
from runtime.ops.op import Array, find_op
from runtime.ops.preprocessing.learning import Learns
from runtime.ops.texts import NUMBERED, is_text, numbered


class AdaptedLayer(Layer):
    """A layer with `adapt`."""

    def adapt(self, data: Any) -> None:
        """Learn from an array with a row a sample, or from batches of them: what was learnt before is forgotten."""
        op = find_op(type(self.spec))
        assert op is not None and issubclass(op, Learns)
        batches = self._batches(data)
        first = next(batches, None)
        if first is None or not first.size:
            raise ApiError(say("{name}: adapt needs some data. Received: none.", name=self.name))
        types = (TensorType((None, *first.shape[1:]), TEXT if first.dtype == NUMBERED else plain_dtype(first)),)
        learnt = op.learn(self.spec, chain([first], batches))
        for name, value in learnt.parameters.items():
            setattr(self, name, value)
        if not isinstance(self, LookupLayer):  # which finds the same list in data of any shape
            self.types_for(types, self.spec)
        if learnt.weights or self.spec.weights(types):
            self._build(types, self.spec)
        for name, array in learnt.weights.items():
            if name not in self.held:
                raise ApiError(say("{name}: there is nothing to adapt, its parameters say all.", name=self.name))
            self.held[name].assign(array)

    def _batches(self, data: Any) -> Iterator[Array]:
        whole = hasattr(data, "__array__") or is_foreign(data)
        if whole or (isinstance(data, (list, tuple)) and not _are_batches(data)):
            yield self._array(data)
            return
        if not isinstance(data, Iterable):
            raise ApiError(
                say("{name}: adapt needs an array, or batches. Received: {given!r:.80}.", name=self.name, given=data)
            )
        for batch in data:
            yield self._array(batch[0] if isinstance(batch, tuple) else batch)

    def _array(self, data: Any) -> Array:
        return numbered(self.name, data) if is_text(data) else numbers(f"{self.name}: the data", data)


class LookupLayer(AdaptedLayer):
    """A layer with a vocabulary."""

    spec: Any

    def __init__(self, *args: Any, **keywords: Any) -> None:
        modes = (*args, keywords.get("output_mode"))
        if any(isinstance(mode, str) and mode in ("tf_idf", "tf-idf") for mode in modes):
            raise ApiError(
                say(
                    '{kind}: output_mode "tf_idf" is not here. Take "count", and multiply what it gives by the weight '
                    "of each place, an array: counts * weights.",
                    kind=type(self).__name__,
                )
            )
        super().__init__(*args, **keywords)

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """A new layer with these parameters; what else Keras' configs tell follows from them."""
        usual = {"vocabulary_size"} | ({"oov_method"} if config.get("oov_method") == "floormod" else set())
        return super().from_config({key: value for key, value in config.items() if key not in usual})

    def get_vocabulary(self, include_special_tokens: bool = True) -> list[Any]:
        """What it knows, in the order of the places: what stands for padding and for what is unknown first."""
        truth(self.name, "include_special_tokens", include_special_tokens)
        spec = self.spec
        special = [spec.mask_token] * spec.unknown + [spec.oov_token] * spec.num_oov_indices
        return [*(special if include_special_tokens else ()), *spec.words]

    def vocabulary_size(self) -> int:
        """How many places there are, special ones included."""
        return len(self.get_vocabulary())

    def set_vocabulary(self, vocabulary: Any, idf_weights: Any = None) -> None:
        """Know this list from now on, a list or array, or the name of a file; raises MessageError."""
        only("set_vocabulary", "idf_weights", idf_weights, None)
        self.vocabulary = vocabulary.tolist() if isinstance(vocabulary, np.ndarray) else vocabulary


def _are_batches(items: list[Any] | tuple[Any, ...]) -> bool:
    return any(isinstance(item, np.ndarray) and item.ndim > 0 for item in items)
