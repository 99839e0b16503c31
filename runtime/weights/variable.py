"""A weight as an object: an array with a path, which can be read, assigned and computed with."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import ArrayLike

from graph.specs.arguments import only, plain_dtype
from graph.specs.message import MessageError, say
from graph.specs.registry import make_value
from graph.specs.spec import Value
from graph.specs.working_type import computed_in
from runtime.ops.op import Array
from runtime.weights.initializers import checked_shape, initial_value

SIGNS: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "true_divide": operator.truediv,
    "floor_divide": operator.floordiv,
    "remainder": operator.mod,
    "power": operator.pow,
    "matmul": operator.matmul,
    "negative": operator.neg,
    "positive": operator.pos,
    "absolute": operator.abs,
    "less": operator.lt,
    "less_equal": operator.le,
    "greater": operator.gt,
    "greater_equal": operator.ge,
    "not_equal": operator.ne,
}
"""Python's signs by the names of NumPy's functions."""


class VariableError(MessageError):
    """A variable is given numbers that it can't hold."""


class Variable(NDArrayOperatorsMixin):
    """One weight array with its path (`dense/kernel`); several models may use it, the last that ran holds its
    memory.

    `initializer` is an array, or something that makes one of a `shape`: an initializer, its name, or a function. It
    takes part in arithmetic as its array does.
    """

    __hash__ = object.__hash__  # `==` compares numbers, and yet it is one thing among others

    source: Any = None
    """The layer that gives it as a tensor, where it was made by a class of one's own."""
    regularizer: Any = None
    """The penalty on it, where it was made with one."""
    constraint: Any = None
    """What holds it back, where it was made with that."""
    aggregation, synchronization, overwrite_with_gradient = "none", "auto", False
    as_tensor: ClassVar[Callable[[Variable], Any] | None] = None
    """Makes a symbolic tensor of a variable: set while a `call` of one's own is traced, where no variable may be read
    as the numbers that it happens to hold."""

    def __init__(
        self,
        initializer: Any,
        shape: Any = None,
        dtype: Any = None,
        trainable: bool = True,
        autocast: bool = True,
        aggregation: Any = None,
        synchronization: Any = None,
        name: str | None = None,
        *,
        path: str | None = None,
    ) -> None:
        only("Variable", "autocast", autocast, True, False)
        only("Variable", "aggregation", aggregation, None, "none", "mean", "sum", "only_first_replica")
        only("Variable", "synchronization", synchronization, None, "none", "auto", "on_read", "on_write")
        self.path = path or name or "variable"
        wanted = plain_dtype(dtype)
        self.value = first_value(self.path, initializer, shape, wanted or computed_in(), kept=wanted is None)
        self._trainable, self._of_layer = trainable, False

    @classmethod
    def holding(cls, path: str, value: Array, trainable: bool = True) -> Variable:
        """A variable that holds just this array."""
        made = cls.__new__(cls)
        made.path, made.value, made._trainable, made._of_layer = path, value, trainable, True
        return made

    @property
    def trainable(self) -> bool:
        """Whether training may change it, if its layer is trained."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        if self._of_layer and value != self._trainable:
            raise VariableError(
                say(
                    "{path}: weights can't be frozen one by one. Freeze the layer: layer.trainable = False.",
                    path=self.path,
                )
            )
        self._trainable = value

    @property
    def of_layer(self) -> bool:
        """Whether a layer made it."""
        return self._of_layer

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(self.value.shape)

    @property
    def ndim(self) -> int:
        return self.value.ndim

    @property
    def dtype(self) -> str:
        return str(self.value.dtype)

    def numpy(self) -> Array:
        """A copy of the numbers."""
        return self.value.copy()

    def assign(self, value: ArrayLike) -> Variable:
        """Take new numbers of the same shape; raises VariableError for another one."""
        if not isinstance(value, np.ndarray) and hasattr(value, "node"):
            raise VariableError(
                say(
                    "{path} can't take numbers that only a running model knows: what a call computes can be returned, "
                    "and added to the loss by add_loss.",
                    path=self.path,
                )
            )
        given = np.asarray(value)
        if given.dtype.kind not in "biuf":
            raise VariableError(say("{path} holds numbers. Received: {given!r:.80}.", path=self.path, given=value))
        if given.shape != self.value.shape:
            raise VariableError(
                say(
                    "{path} holds an array of shape {want}. Received: shape {got}.",
                    path=self.path,
                    want=str(self.shape),
                    got=str(given.shape),
                )
            )
        self.value[...] = given
        return self

    def assign_add(self, value: ArrayLike) -> Variable:
        """Add numbers of the same shape, or of one that spreads to it."""
        return self.assign(value if hasattr(value, "node") else self.value + np.asarray(value))

    def assign_sub(self, value: ArrayLike) -> Variable:
        """Subtract numbers of the same shape, or of one that spreads to it."""
        return self.assign(value if hasattr(value, "node") else self.value - np.asarray(value))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        if Variable.as_tensor is not None:
            raise VariableError(
                say(
                    "{path} is read as numbers where a call is traced: use keras.ops in place of NumPy, so that the "
                    "weight itself takes part.",
                    path=self.path,
                )
            )
        return np.array(self.value, dtype=dtype)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **keywords: Any) -> Any:
        if Variable.as_tensor is not None:
            sign = SIGNS.get(ufunc.__name__)
            if sign is None or method != "__call__" or keywords:
                return self.__array__()
            return sign(*(Variable.as_tensor(x) if isinstance(x, Variable) else x for x in inputs))
        return getattr(ufunc, method)(*(x.value if isinstance(x, Variable) else x for x in inputs), **keywords)

    def __getitem__(self, index: Any) -> Any:
        if Variable.as_tensor is not None:
            return Variable.as_tensor(self)[index]
        found: Array = self.value[index]
        return found

    def __float__(self) -> float:
        return float(self.__array__())

    def __int__(self) -> int:
        return int(self.__array__())

    def __bool__(self) -> bool:
        return bool(self.__array__())

    def __repr__(self) -> str:
        return f"<Variable {self.path} {self.shape} {self.dtype}>"


def first_value(owner: str, initializer: Any, shape: Any, dtype: str, kept: bool) -> Array:
    """The numbers that a variable begins with; an array's own type of whole numbers is `kept`. Raises MessageError."""
    if isinstance(initializer, (str, Value)):
        value = initial_value(
            make_value("initializer", initializer, owner), checked_shape(owner, shape), np.random.default_rng()
        )
        return np.array(value, dtype)
    made: Callable[..., Any] | None = initializer if callable(initializer) else None
    given = np.asarray(initializer if made is None else made(checked_shape(owner, shape), dtype=dtype))
    if given.dtype.kind not in "biuf":
        raise VariableError(say("{path} holds numbers. Received: {given!r:.80}.", path=owner, given=initializer))
    return np.array(given, given.dtype if kept and given.dtype.kind in "biu" else dtype)
