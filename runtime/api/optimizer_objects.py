"""Optimizers of the Keras-like interface: settings that can be changed at any time, and the state of a training."""

from __future__ import annotations

from typing import Any

from runtime.api.namespaces import Namespace
from runtime.api.value_objects import ValueObject
from runtime.training.optimizers.optimizer import OptimizerRule


class Optimizer(ValueObject):
    """How weights follow their gradients. A new `learning_rate` holds from the next step on; what else is changed,
    from the next call of `fit` on."""

    _rule: OptimizerRule | None = None
    _changed = False
    """Whether something else than the rate was set since the rule was made."""

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if self._rule is not None:
            if name == "learning_rate":
                self._rule.learning_rate = self.learning_rate
            else:
                object.__setattr__(self, "_changed", True)

    @property
    def iterations(self) -> int:
        """Steps so far."""
        return 0 if self._rule is None else self._rule.iterations

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
        rule.learning_rate = self.learning_rate


OPTIMIZERS = Namespace("optimizer", "The optimizer", base=Optimizer, function=lambda _kind: None)
