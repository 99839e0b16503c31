"""Where data enters a model: `Input`, and the layer behind it."""

from __future__ import annotations

from typing import Any

from graph.layers.core.ends import Input as InputSpec
from graph.specs.arguments import only, plain_dtype
from graph.specs.message import say
from graph.specs.spec import TensorType
from graph.specs.working_type import SINGLE, working
from runtime.api.errors import ApiError
from runtime.api.layer import Layer
from runtime.api.tensors import Node, Tensor


class InputLayer(Layer):
    """The layer behind `Input`."""

    spec_class = InputSpec

    def __init__(
        self,
        shape: Any = None,
        batch_size: int | None = None,
        dtype: str | None = None,
        sparse: bool | None = None,
        ragged: bool | None = None,
        batch_shape: Any = None,
        input_tensor: Any = None,
        optional: bool = False,
        name: str | None = None,
    ) -> None:
        for argument, given in (("sparse", sparse), ("ragged", ragged), ("optional", optional)):
            only("Input", argument, given, False, None)
        only("Input", "tensor", input_tensor, None)
        if batch_shape is not None:
            batch_size, shape = _parts(batch_shape, shape, batch_size)
        if shape is None:
            raise ApiError(say("Input needs a shape: the sizes of one sample, such as (784,)."))
        self._take(
            InputSpec(shape=shape, batch_size=batch_size, dtype=working(plain_dtype(dtype)) or SINGLE), name, True
        )

    def begin(self) -> Node:
        """The node of its only call, which nothing flows into."""
        if not self.nodes:
            self.nodes.append(Node(self, self.spec, (), self.spec.outputs(())))
            self.built = True
        return self.nodes[0]


def _parts(batch_shape: Any, shape: Any, batch_size: Any) -> tuple[Any, tuple[Any, ...]]:
    """The size of a batch and the shape of a sample, from both in one."""
    if shape is not None or batch_size is not None:
        raise ApiError(say("Input takes either batch_shape, or shape and batch_size, but not both."))
    if not isinstance(batch_shape, (list, tuple)) or not batch_shape:
        raise ApiError(
            say(
                "Input: batch_shape must be sizes, the batch first: (None, 784). Received: {given!r:.80}.",
                given=batch_shape,
            )
        )
    return batch_shape[0], tuple(batch_shape[1:])


def Input(
    shape: Any = None,
    batch_size: int | None = None,
    dtype: str | None = None,
    sparse: bool | None = None,
    ragged: bool | None = None,
    batch_shape: Any = None,
    name: str | None = None,
    tensor: Any = None,
    optional: bool = False,
) -> Tensor:
    """A symbolic input of `shape` (one sample, without the batch), or of `batch_shape` with it; raises ApiError."""
    layer = InputLayer(shape, batch_size, dtype, sparse, ragged, batch_shape, tensor, optional, name)
    return layer.begin().outputs[0]


class KerasTensorClass(type):
    """Lets `isinstance(x, keras.KerasTensor)` be true of every symbolic tensor."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, Tensor)


class KerasTensor(Tensor, metaclass=KerasTensorClass):
    """A symbolic tensor of this shape, the batch first, that a model may begin at."""

    def __new__(  # type: ignore[misc]
        cls,
        shape: Any,
        dtype: str = "float32",
        sparse: bool = False,
        ragged: bool = False,
        record_history: bool = True,
        name: str | None = None,
    ) -> Tensor:
        only("KerasTensor", "record_history", record_history, True)
        return Input(batch_shape=tuple(shape) or (None,), dtype=dtype, sparse=sparse, ragged=ragged, name=name)


def tensor_of(type: TensorType) -> Tensor:
    """A tensor of a type that no layer of a model makes."""
    return Input(batch_shape=type.shape, dtype=type.dtype)


Layer.tensor_of = tensor_of
