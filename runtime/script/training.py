"""`compile` and `fit` of a script as settings of the training plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graph.document.document import Document
from graph.specs.callbacks.callback import CallbackSpec
from graph.specs.message import MessageError, say
from graph.specs.training import TrainingPlan
from runtime.api.functional import Functional
from runtime.api.model import Model
from runtime.api.sequential import Sequential
from runtime.script.keras_calls import NotKnown, argument
from runtime.script.older import fit_arguments
from runtime.script.remarks import Remarks
from runtime.script.values import Array, Unknown

COMPILED = ("optimizer", "loss", "loss_weights", "metrics", "weighted_metrics")
FITTED = ("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data", "shuffle")
TAKEN = ("batch_size", "epochs", "validation_split", "shuffle")
WITHOUT_EFFECT = (
    "x", "y", "verbose", "validation_data", "steps_per_epoch", "validation_steps", "workers",
    "use_multiprocessing", "max_queue_size", "generator", "validation_batch_size", "validation_freq",
)  # fmt: skip


class Training:
    """What a script says of the training; the last word counts."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks
        self.plan: dict[str, Any] = {}
        self.compiled: Functional | None = None
        self.fitted: Functional | None = None

    def seed(self, value: Any) -> None:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            self.plan["seed"] = value

    def compile(self, model: Functional, args: list[Any], keywords: dict[str, Any], line: int) -> None:
        """Compile a model with what is known; each part that can't be taken is said and left out."""
        self.compiled = model
        given = {**dict(zip(COMPILED, args)), **keywords}
        parts = {name: value for name, value in given.items() if name in COMPILED}
        good: dict[str, Any] = {}
        for name, value in parts.items():
            taken = self._part(name, value, line)
            if taken is not None and self._fits(model, {**good, name: taken}, line):
                good[name] = taken
        self._fits(model, good, line)

    def _part(self, name: str, value: Any, line: int) -> Any:
        if name.endswith("metrics") and isinstance(value, list):
            found = [taken for item in value if (taken := self._part("metric", item, line)) is not None]
            return found
        try:
            return argument(value)
        except NotKnown as error:
            if not error.said:
                self.remarks.add(line, say("{part}: {message}", part=name, message=str(error)))
            return None

    def _fits(self, model: Functional, settings: dict[str, Any], line: int) -> bool:
        assert isinstance(model, Model)
        try:
            model.compile(**settings)
        except (MessageError, TypeError, ValueError, LookupError, AttributeError) as error:
            message = error.message if isinstance(error, MessageError) else say("{reason}", reason=str(error)[:300])
            self.remarks.add(line, message)
            return False
        return True

    def fit(self, model: Functional, args: list[Any], keywords: dict[str, Any], line: int) -> None:
        """Take the settings of `fit`; the shape of known data tells that of an input that was not said."""
        self.fitted = model
        given = fit_arguments({**dict(zip(FITTED, args)), **keywords})
        first = given.get("x")
        if isinstance(model, Sequential) and not model.built and isinstance(first, Array):
            try:
                model.build((None, *first.shape[1:]))
            except MessageError as error:
                self.remarks.add(line, error.message)
        for name, value in given.items():
            if name == "callbacks":
                self._callbacks(value, line)
            elif name in TAKEN:
                self._take(name, value, line)
            elif name not in WITHOUT_EFFECT and value is not None:
                self.remarks.add(line, say("fit: {name} is not taken over.", name=name[:80]))

    def _take(self, name: str, value: Any, line: int) -> None:
        if value is None:
            return
        try:
            if isinstance(value, Unknown):
                raise NotKnown(value.what, value.said)
            TrainingPlan(**{name: value})
        except NotKnown as error:
            if not error.said:
                self.remarks.add(line, say("{part}: {message}", part=f"fit: {name}", message=str(error)))
        except MessageError as error:
            self.remarks.add(line, error.message)
        else:
            self.plan[name] = value

    def _callbacks(self, given: Any, line: int) -> None:
        known = []
        for item in given if isinstance(given, (list, tuple)) else [given]:
            if isinstance(item, CallbackSpec):
                known.append(item)
            elif item is not None and not getattr(item, "said", False):
                self.remarks.add(line, say("fit: the callback {what} is not taken over.", what=_named(item)))
        self.plan["callbacks"] = tuple(known)

    def applied(self, document: Document) -> Document:
        """A document with the plan."""
        return replace(document, training=replace(document.training, **self.plan))


def _named(value: Any) -> str:
    return (value.what or "of one's own")[:80] if isinstance(value, Unknown) else type(value).__name__
