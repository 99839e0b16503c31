"""Models whose input is told later, by the first data or by `build`: stacks without an Input, classes of one's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper, wraps
from inspect import signature
from itertools import chain
from typing import Any

from graph.specs.message import say
from runtime.api.errors import ApiError
from runtime.api.model import Model
from runtime.api.optimizer_objects import OPTIMIZERS
from runtime.api.streams import is_stream

UNKNOWN = "{kind} model '{name}' has no defined {what} yet: begin with an Input, build it, or give it data."


def _with_input(method: Callable[..., Any]) -> Any:
    """A method that begins with data: before it, the model takes shape for such data."""

    @wraps(method)
    def wrapped(self: DeferredModel, *args: Any, **options: Any) -> Any:
        name = "inputs" if "inputs" in options else "x"
        given = self._need(args[0] if args else options.get(name))
        if args or name not in options:
            return method(self, given, *args[1:], **options)
        return method(self, **{**options, name: given})

    return wrapped


class DeferredModel(Model):
    """A model that may be compiled, and asked for its weights, before it has inputs and outputs."""

    _compiled_with: dict[str, Any] | None = None

    @property
    def _has_shape(self) -> bool:
        """Whether inputs and outputs are known."""
        return bool(self.built)

    def _take_shape(self, data: Any) -> None:
        """Become a model for inputs such as these; raises ApiError where they don't tell enough."""
        raise ApiError(say("{name} can't take its shape from {given!r:.80}.", name=self.name, given=data))

    def compile(self, *args: Any, **options: Any) -> None:
        """Set optimizer, losses and metrics as `Model.compile` does, also before the input is known."""
        try:
            given = dict(signature(Model.compile).bind(self, *args, **options).arguments)
        except TypeError as error:
            raise TypeError(f"compile() {error}") from None
        del given["self"]
        optimizer = given.get("optimizer")
        given["optimizer"] = OPTIMIZERS.get("rmsprop" if optimizer is None else optimizer)
        self._compiled_with = given
        if self._has_shape:
            super().compile(**given)
        else:
            self.optimizer, self.loss = given["optimizer"], given.get("loss")

    def _compile_again(self) -> None:
        """Take, now that the outputs are known, what it was compiled with before."""
        if self._compiled_with is not None:
            super().compile(**self._compiled_with)

    def _need(self, x: Any) -> Any:
        """Become a model for this data, where that is still to be done; gives the data, none of it used up."""
        if self._has_shape:
            return x
        first = x
        if is_stream(x):
            whole = iter(x)
            batch = next(whole, None)
            first = batch[0] if isinstance(batch, (tuple, list)) and batch else batch
            x = chain([batch], whole) if whole is x else x
        self._take_shape(first)
        return x

    __call__ = _with_input(Model.__call__)
    fit = _with_input(Model.fit)
    evaluate = _with_input(Model.evaluate)
    predict = _with_input(Model.predict)
    predict_on_batch = _with_input(Model.predict_on_batch)
    train_on_batch = _with_input(Model.train_on_batch)
    test_on_batch = _with_input(Model.test_on_batch)

    def __getattr__(self, name: str) -> Any:
        if "name" in vars(self) and not self._has_shape and not name.startswith("__"):
            what = name.strip("_").replace("_", " ")
            raise AttributeError(UNKNOWN.format(kind=self._kind(), name=self.name, what=what))
        return super().__getattr__(name)

    def _kind(self) -> str:
        """What it is called in a sentence."""
        return type(self).__name__


update_wrapper(DeferredModel.compile, Model.compile)  # it takes the same
