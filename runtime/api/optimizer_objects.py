"""Optimizers of the Keras-like interface: settings that can be changed at any time, and the state of a training."""

from __future__ import annotations

from collections.abc import Mapping
from functools import wraps
from typing import Any

import numpy as np

from graph.specs.message import say
from graph.specs.params import Param, coerce
from graph.specs.registry import snake
from graph.specs.spec import Value
from runtime.api.errors import ApiError
from runtime.api.namespaces import Namespace
from runtime.api.naming import automatic_name
from runtime.api.value_objects import ValueObject
from runtime.training.optimizers.optimizer import OptimizerRule
from runtime.training.schedules.schedule import schedule_rule
from runtime.weights.variable import Variable

NOT_HERE = dict.fromkeys(
    ("apply", "apply_gradients", "build", "minimize", "stateless_apply", "update_step"),
    "gradients stay within compiled steps. fit trains, train_on_batch takes a single step.",
)
NOT_HERE["exclude_from_weight_decay"] = "weight_decay holds for all weights; a kernel_regularizer holds for its own."
"""Methods of Keras' optimizers that are left out, with the reason."""


class Rate(float):
    """The learning rate of an optimizer: a number that can be assigned, as Keras' variable can."""

    _owner: Optimizer

    @classmethod
    def of(cls, owner: Optimizer, rate: float) -> Rate:
        """The rate that an optimizer has now."""
        made = cls(rate)
        made._owner = owner
        return made

    def assign(self, value: float) -> None:
        """Let the optimizer go on with another rate."""
        self._owner.set_rate(value)

    def numpy(self) -> np.float32:
        return np.float32(self)

    @property
    def value(self) -> np.float32:
        return self.numpy()


class Optimizer(ValueObject):
    """How weights follow their gradients. A new `learning_rate` holds from the next step on; what else is changed,
    from the next call of `fit` on."""

    _rule: OptimizerRule | None = None
    _changed = False
    """Whether something else than the rate was set since the rule was made."""

    def _begin(self, *_args: Any, **_keywords: Any) -> None:
        raise ApiError(
            say(
                "{kind}: optimizers of one's own can't be computed here, since gradients stay within compiled steps. "
                "Take one of keras.optimizers: its learning rate may be a function, or a schedule of one's own.",
                kind=type(self).__name__,
            )
        )

    def _take(self, spec: Value, name: str | None) -> None:
        super()._take(spec, automatic_name(snake(spec.kind)) if name is None else name)

    def __getattr__(self, name: str) -> Any:
        if name in NOT_HERE:
            raise AttributeError(f"{type(self).__name__}.{name} is left out of Layerloom: {NOT_HERE[name]}")
        return super().__getattr__(name)

    def _spec_of(self, given: Mapping[str, Any]) -> Value:
        rate = given.get("learning_rate")
        return super()._spec_of({**given, "learning_rate": _asked(rate)} if callable(rate) else given)

    def get_config(self) -> dict[str, Any]:
        """The arguments as Keras writes them, a function as it was given."""
        found = super().get_config()
        given = getattr(found.get("learning_rate"), "__wrapped__", None)
        return found if given is None else {**found, "learning_rate": given}

    @property
    def learning_rate(self) -> Any:
        """The rate of the next step, also where a schedule says it."""
        given = self.spec.learning_rate  # type: ignore[attr-defined]
        rate = schedule_rule(given).rate(self.iterations) if isinstance(given, Value) else given
        return Rate.of(self, rate)

    def set_rate(self, rate: Any) -> None:
        """Go on with another rate."""
        self.__setattr__("learning_rate", rate)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, _asked(value) if name == "learning_rate" else value)
        if self._rule is not None:
            if name == "learning_rate":
                self._rule.learning_rate = self.spec.learning_rate  # type: ignore[attr-defined]
            else:
                object.__setattr__(self, "_changed", True)

    @property
    def rule(self) -> OptimizerRule | None:
        """What moves the weights; None before the first training."""
        return self._rule

    @property
    def iterations(self) -> int:
        """Steps so far."""
        return 0 if self._rule is None else self._rule.iterations

    @property
    def variables(self) -> list[Variable]:
        """The steps so far and the learning rate, as copies; then what is kept of each weight, where it lies."""
        found = [
            Variable.holding("iteration", np.array(self.iterations), False),
            Variable.holding("learning_rate", np.array(float(self.learning_rate), np.float32), False),
        ]
        return found if self._rule is None else [*found, *self._kept(self._rule)]

    def _kept(self, rule: OptimizerRule) -> list[Variable]:
        names = self.spec.slots()  # type: ignore[attr-defined]
        return [
            Variable.holding(f"{self.name}/{path.replace('/', '_')}_{name}", view, False)
            for path, views in rule.kept()
            for name, view in zip(names, views)
        ]

    def steers(self, rule: OptimizerRule) -> bool:
        """Whether this rule computes what the settings say."""
        return self._rule is rule and not self._changed

    def steer(self, rule: OptimizerRule) -> None:
        """Take over a rule for the same settings; it goes on where the one before stopped, if that moved the same
        weights."""
        if self._rule is not None and self._rule is not rule:
            rule.continue_from(self._rule)
        object.__setattr__(self, "_rule", rule)
        object.__setattr__(self, "_changed", False)
        rule.learning_rate = self.spec.learning_rate  # type: ignore[attr-defined]


def _asked(rate: Any) -> Any:
    """A function without arguments as a schedule, which asks it before each step; anything else as it is."""
    if not callable(rate) or isinstance(rate, (Value, ValueObject, type)):
        return rate
    from runtime.training.own_functions import OwnSchedule

    @wraps(rate)
    def of_step(_step: Any) -> Any:
        return rate()

    return OwnSchedule(function=of_step)


class LearningRateSchedule(ValueObject):
    """A learning rate for each step. A subclass of one's own has `__call__(step)`."""

    def own_spec(self) -> Value:
        from runtime.training.own_functions import OwnSchedule

        return OwnSchedule(function=self)

    def __call__(self, step: Any) -> Any:
        """The rate of a step, counted from 0."""
        if not hasattr(type(self), "spec_class"):
            raise ApiError(say("{kind} needs {method} of its own.", kind=type(self).__name__, method="__call__(step)"))
        coerce(type(self).__name__, "step", Param("float", low=0), step)
        return np.float32(schedule_rule(self.spec).rate(int(step)))


OPTIMIZERS = Namespace("optimizer", "The optimizer", base=Optimizer, function=lambda _kind: None)
SCHEDULES = Namespace("schedule", "The schedule", base=LearningRateSchedule)

__all__ = ["OPTIMIZERS", "SCHEDULES", "LearningRateSchedule", "Optimizer", "Rate"]
