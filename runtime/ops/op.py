"""The op: how the runtime executes one step, forward and backward side by side, on buffers that exist already."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any, ClassVar, NamedTuple, Protocol

import numpy as np
from numpy.typing import DTypeLike

from graph.specs.spec import Spec
from runtime.kernels.elementwise.random import stream_key
from runtime.kinds.computes import computing
from runtime.ops.memory import Kept

Array = np.ndarray[Any, Any]


class Scratch(Protocol):
    """Gives an op memory when it is built; nothing is allocated later."""

    def __call__(self, shape: tuple[int, ...], dtype: DTypeLike | None = None) -> Array: ...


class Shared(Protocol):
    """Gives the same memory each time; see `workspace.Workspace`."""

    def begin(self) -> Scratch: ...


class Limits(NamedTuple):
    """What numbers are cut to; only between them a gradient passes."""

    low: float = -inf
    high: float = inf

    @property
    def cut(self) -> bool:
        """Whether they change any number."""
        return self != (-inf, inf)


@dataclass
class RandomStream:
    """Counter-based randomness of one call: `key` differs for every call of a program, `step` grows with every
    training step.

    The same (seed, key, step) gives the same numbers, whatever the threads. Where a plan has only some samples of a
    batch, `first` is the number of its first one and `whole` how many the batch has: each sample then gets the numbers
    that it would have had in a plan for all.
    """

    seed: int = 0
    key: int = 0
    step: int = 0
    first: int = 0
    whole: int | None = None

    def follow(self, other: RandomStream, each: int = 1, begin: int = 0, batch: int | None = None) -> None:
        """Stand where another stream does: at its step, and at its samples, `each` of which are so many here; from
        `begin` on where these are some of `batch`."""
        whole = batch if other.whole is None else other.whole
        self.step, self.first = other.step, (other.first + begin) * each
        self.whole = None if whole is None else whole * each

    def words(self, each: int, *more: int) -> tuple[int, int]:
        """The key of random words of which every sample takes `each`, the batch's in their order."""
        low, high = stream_key(self.seed, self.key, self.step, *more)
        return (low + self.first * each) & 0xFFFFFFFF, high


@dataclass
class StepArrays:
    """The arrays one step works on, batch axis included, C-contiguous, of fixed shape for the life of the op.

    Floats have the working `dtype` (float32 or float64), whole numbers the dtype of their Input. `None` in `d_inputs`
    or
    `d_weights` means that no gradient is owed there (an Input, a frozen layer, whole numbers): skip that work.
    Where `add_inputs[i]` is true the gradient buffer already holds another consumer's share: add to it, else overwrite.
    `add_weights` says the same of all `d_weights`, for a layer that is called more than once.
    """

    spec: Any
    dtype: np.dtype[Any]
    inputs: tuple[Array, ...]
    outputs: tuple[Array, ...]
    weights: Mapping[str, Array]
    scratch: Scratch
    d_inputs: tuple[Array | None, ...] = ()
    d_outputs: tuple[Array, ...] = ()
    d_weights: Mapping[str, Array | None] = field(default_factory=dict)
    add_inputs: tuple[bool, ...] = ()
    add_weights: bool = False
    sparse_rows: Mapping[str, Any] = field(default_factory=dict)
    """The `SparseRows` of the gradients of `row_weights`; one that is missing is written as a whole."""
    input_masks: tuple[Array | None, ...] = ()
    """Time masks, bool, of an input's shape without its last axis: (batch, steps), True where a step counts; None where
    an input carries none."""
    output_mask: Array | None = None
    """The mask of the first output, to be filled by ops with `makes_mask`; elsewhere the network passes the input's
    on."""
    random: RandomStream = field(default_factory=RandomStream)
    trainable: bool = True
    """False where the layer or a model around it is frozen: what an op learns without gradients stays as it is, too."""
    backward: bool = True
    """False where the network only predicts: nothing needs to be kept for a backward pass (d_* are empty)."""
    limits: Limits = Limits()
    """To what an op that `takes_limits` brings its output at last."""
    shared: Shared | None = None
    """The memory behind `workspace`; without it an op has its own."""
    memory: Kept | None = None
    """What the layer keeps from batch to batch; without it an op begins with zeros of its own."""

    def kept(self, shape: tuple[int, ...]) -> Array:
        """Numbers that stay from batch to batch, the layer's own wherever it is called."""
        return np.zeros(shape, self.dtype) if self.memory is None else self.memory(shape, self.dtype)

    def workspace(self) -> Scratch:
        """For what is needed within one pass of an op: the next op uses the same memory, and so does whoever asks
        again. What is needed together comes from one."""
        return self.scratch if self.shared is None else self.shared.begin()

    @property
    def batch(self) -> int:
        return int(self.outputs[0].shape[0])


class Op(ABC):
    """Base of all ops. `__init__` takes memory and precomputes whatever depends on shapes alone: `io.scratch` is for
    what is kept from forward to backward, `io.workspace()` for what is needed within one of them.

    `forward` reads `io.inputs`, `io.weights` and fills `io.outputs` (while training it may write weights that are not
    trained, as moving averages); `backward` reads `io.d_outputs` (and may overwrite
    it) and fills `io.d_inputs` and `io.d_weights`. Neither allocates. Bad data (an index outside a table) raises
    `DataFault` with a sentence.
    """

    makes_mask: ClassVar[bool] = False
    """The op fills `io.output_mask` itself: from its numbers, or from several masks."""
    is_view: ClassVar[bool] = False
    """The output is the input's memory in another shape: the network aliases the buffers and never calls the op; see
    `View`."""

    passes_gradient: ClassVar[bool] = False
    """An input of the output's shape gets the output's gradient unchanged: the network may give both the same memory,
    for one input that nothing else uses. Where `io.d_inputs[i]` is `io.d_outputs[0]`'s memory, it is done already."""

    takes_limits: ClassVar[bool] = False
    """The op keeps its output within `io.limits`, which spares a step behind it a pass over memory."""

    row_weights: ClassVar[tuple[str, ...]] = ()
    """Weights of which a step uses only some rows: the op keeps `io.sparse_rows` instead of clearing the gradient."""

    def __init__(self, io: StepArrays) -> None:
        self.io = io

    @classmethod
    def needs_whole_batch(cls, spec: Any) -> bool:
        """Whether the op mixes samples, or shares them out among threads better than shards would; see `shards`."""
        return False

    @classmethod
    def mixes_samples_in_training(cls, spec: Any) -> bool:
        """Whether the op needs the whole batch while training, and for predicting each sample alone."""
        return False

    @classmethod
    def blends_samples(cls, spec: Any) -> bool:
        """Whether samples are mixed on purpose while training."""
        return False

    @classmethod
    def limits(cls, spec: Any) -> Limits | None:
        """The limits where cutting its input to them is all that the op does: see `takes_limits`."""
        return None

    def inside(self) -> tuple[Any, ...]:
        """The `InnerOp`s that it runs, where it runs any: see `inner`."""
        return ()

    @abstractmethod
    def forward(self, training: bool) -> None:
        """Fill the outputs; `training` says whether layers behave as while training."""

    @abstractmethod
    def backward(self) -> None:
        """Fill the gradients that are owed; not called where none is."""

    def carried(self) -> list[Array]:
        """What is kept from batch to batch, where it lies; nothing but for stateful layers."""
        return []


class BorrowingOp(Op):
    """Base of ops whose inputs may lie elsewhere in each step, so that a batch in memory need not be copied."""

    reads_anywhere: bool = True
    """Whether it is so for these sizes."""

    @abstractmethod
    def read_from(self, i: int, array: Array) -> None:
        """Find input i in this array, of the same shape and type, from now on."""


class View(Op):
    """The op of a layer that only shows its input in another shape: there is nothing to do."""

    is_view = True

    def forward(self, training: bool) -> None:
        """The numbers are there already."""

    def backward(self) -> None:
        """And so is their gradient."""


def find_op(spec: type[Spec]) -> type[Op] | None:
    """The op of a kind of layer, None where the runtime can't execute it (yet)."""
    return computing(spec, Op)
