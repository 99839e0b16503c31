"""Callbacks: what may watch and steer a training, with Keras' hooks."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from graph.specs.callbacks.callback import CallbackSpec
from graph.specs.message import Message, say
from graph.specs.params import params_of
from runtime.kinds.computes import computing
from runtime.ops.faults import RunError
from runtime.training.resume.attributes import attributes, put_attributes

Logs = dict[str, float]
Hook = Callable[..., Any]


class Callback:
    """Base of all callbacks; `model` and `params` (epochs, steps, verbose) are set before training begins.

    Setting `model.stop_training` to true ends the training after the step under way.
    """

    model: Any = None
    params: Mapping[str, Any] = {}
    only_looks: ClassVar[bool] = False
    """Whether it never changes weights."""

    def resume_state(self) -> dict[str, Any]:
        """What a checkpoint keeps of it: its attributes that are numbers, texts, arrays, variables, or lists, tuples
        and dicts of these."""
        return attributes(self, ("model", "params"))

    def resume_from(self, state: dict[str, Any]) -> None:
        """Go on from what `resume_state` gave in another process, after `on_train_begin`."""
        put_attributes(self, state)

    def wants_results(self) -> bool:
        """Whether it reads the logs of the batch that ends now: where nobody does, metrics are not computed for it."""
        return True

    def is_leaving(self) -> bool:
        """Whether somebody waits for the end: no validation is begun then, and one under way counts for nothing."""
        return False

    def set_model(self, model: Any) -> None:
        self.model = model

    def set_params(self, params: Mapping[str, Any]) -> None:
        self.params = params

    def on_compiling(self, done: int, total: int) -> None:
        """Kernels are being compiled or loaded, `done` of `total` pieces of work so far."""

    def on_train_begin(self, logs: Logs | None = None) -> None: ...

    def on_train_end(self, logs: Logs | None = None) -> None: ...

    def on_test_begin(self, logs: Logs | None = None) -> None: ...

    def on_test_end(self, logs: Logs | None = None) -> None: ...

    def on_predict_begin(self, logs: Logs | None = None) -> None: ...

    def on_predict_end(self, logs: Logs | None = None) -> None: ...

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None: ...

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None: ...

    def on_batch_begin(self, batch: int, logs: Logs | None = None) -> None: ...

    def on_batch_end(self, batch: int, logs: Logs | None = None) -> None: ...

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        self.on_batch_begin(batch, logs)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self.on_batch_end(batch, logs)

    def on_test_batch_begin(self, batch: int, logs: Logs | None = None) -> None: ...

    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None: ...

    def on_predict_batch_begin(self, batch: int, logs: Logs | None = None) -> None: ...

    def on_predict_batch_end(self, batch: int, logs: Logs | None = None) -> None: ...


class KnownCallback(Callback):
    """Base of the callbacks that are kinds: made from a spec, whose parameters say how to watch."""

    listener: Callable[[Message], None] | None = None
    """Who hears what it says and warns of; printed where nobody does."""
    ended: Message | None = None
    """Why it has ended the training, None where it has not."""

    def __init__(self, spec: Any) -> None:
        self.spec = spec

    def __getattr__(self, name: str) -> Any:
        """A parameter of the spec, as Keras' callbacks have theirs as attributes."""
        if name != "spec" and name in params_of(self.spec):
            return getattr(self.spec, name)
        raise AttributeError(f"{type(self).__name__} has no attribute {name}.")

    def __setattr__(self, name: str, value: Any) -> None:
        spec = vars(self).get("spec")
        if spec is not None and name in params_of(spec):
            self.spec = self.spec.replace(**{name: value})
        else:
            super().__setattr__(name, value)

    def note(self, message: Message) -> None:
        """Tell whoever trains what was done."""
        if self.listener is None:
            print(message)
        else:
            self.listener(message)

    def warn(self, message: Message) -> None:
        """Tell of something that may not have been meant."""
        if self.listener is None:
            warnings.warn(str(message), stacklevel=3)
        else:
            self.listener(message)


def callback_of(spec: CallbackSpec) -> KnownCallback:
    """What watches a training as a spec says; raises RunError for one that can't be used here."""
    found = computing(type(spec), KnownCallback)
    if found is None:
        raise RunError(say("The callback {kind} can't be used here yet.", kind=spec.kind))
    return found(spec)


class History(Callback):
    """What `fit` returns: `history` maps each name to its values by epoch, `epoch` lists the epochs, counted from 0."""

    only_looks = True

    def __init__(self) -> None:
        self.history: dict[str, list[float]] = {}
        self.epoch: list[int] = []

    def set_model(self, model: Any) -> None:
        super().set_model(model)
        model.history = self

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.epoch = []

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)


class LambdaCallback(Callback):
    """A callback from functions: `LambdaCallback(on_epoch_end=lambda epoch, logs: …)`."""

    def __init__(
        self,
        on_epoch_begin: Hook | None = None,
        on_epoch_end: Hook | None = None,
        on_train_begin: Hook | None = None,
        on_train_end: Hook | None = None,
        on_train_batch_begin: Hook | None = None,
        on_train_batch_end: Hook | None = None,
        **others: Hook | None,
    ) -> None:
        known = {
            "on_epoch_begin": on_epoch_begin,
            "on_epoch_end": on_epoch_end,
            "on_train_begin": on_train_begin,
            "on_train_end": on_train_end,
            "on_train_batch_begin": on_train_batch_begin,
            "on_train_batch_end": on_train_batch_end,
        }
        for name, function in {**known, **others}.items():
            if not name.startswith("on_") or not hasattr(Callback, name):
                raise ValueError(f"LambdaCallback knows no hook {name}.")
            if function is not None:
                if not callable(function):
                    raise ValueError(f"LambdaCallback: {name} must be a function. Received: {function!r:.80}.")
                setattr(self, name, function)


class CallbackList:
    """Calls several callbacks in their order; the trainer holds one. Hooks that nobody overrides cost nothing.

    Where the model has `steps_per_execution`, hooks of batches are called for every so many of them, as in Keras: with
    the number of the first, and the number that the last has where all of them come.
    """

    def __init__(self, callbacks: Iterable[Callback], model: Any, params: Mapping[str, Any]) -> None:
        self.callbacks = tuple(callbacks)
        for callback in self.callbacks:
            callback.set_model(model)
            callback.set_params(params)
        self._every = getattr(model, "steps_per_execution", 1)
        self._owed: tuple[Any, ...] | None = None
        """The hook of a batch that was held back, with its arguments."""
        self.watches_batches = any(_watches_batches(callback) for callback in self.callbacks)
        self.watches_predictions = any(_watches_predictions(callback) for callback in self.callbacks)
        self._readers = [callback for callback in self.callbacks if _has_hooks(callback, "batch_end")]

    @property
    def wants_results(self) -> bool:
        """Whether anybody reads the logs of the batch that ends now."""
        return self._every > 1 or any(callback.wants_results() for callback in self._readers)

    @property
    def is_leaving(self) -> bool:
        """Whether anybody waits for the end."""
        return any(callback.is_leaving() for callback in self.callbacks)

    def tell(self, hook: str, *arguments: Any) -> None:
        """Call this hook of every callback."""
        if self._every > 1:
            if hook.endswith("batch_begin") and arguments[0] % self._every:
                return
            if hook.endswith("batch_end") and (arguments[0] + 1) % self._every:
                last = arguments[0] // self._every * self._every + self._every - 1
                self._owed = hook, last, *arguments[1:]
                return
            owed, self._owed = self._owed, None
            if owed is not None and not hook.endswith("batch_end"):
                self._call(*owed)
        self._call(hook, *arguments)

    def _call(self, hook: str, *arguments: Any) -> None:
        for callback in self.callbacks:
            getattr(callback, hook)(*arguments)


def _watches_batches(callback: Callback) -> bool:
    """Whether it has hooks of batches of its own, and wants them called."""
    return _has_hooks(callback, "batch_begin", "batch_end")


def _watches_predictions(callback: Callback) -> bool:
    """Whether it wants to hear what each batch was answered."""
    return _is_own(callback, "on_predict_batch_end") and getattr(callback, "wants_outputs", True)


def _has_hooks(callback: Callback, *endings: str) -> bool:
    hooks = [name for name in dir(Callback) if name.endswith(endings)]
    return any(_is_own(callback, name) for name in hooks) and getattr(callback, "wants_batches", True)


def _is_own(callback: Callback, hook: str) -> bool:
    return hook in vars(callback) or getattr(type(callback), hook) is not getattr(Callback, hook)
