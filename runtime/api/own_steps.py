"""Steps of one's own: methods of a model that Keras calls while it trains, and that nothing here calls."""

from __future__ import annotations

from typing import Any

from graph.specs.message import say
from runtime.api.errors import ApiError

TRAINING = ("train_step", "make_train_function")
TESTING = ("test_step", "make_test_function")
JUDGING = ("compute_loss", "compute_metrics")
PREDICTING = ("predict_step", "make_predict_function")


def refuse_own_steps(model: Any, *names: str) -> None:
    """Raise ApiError where the class of a model brings one of these methods: it would be used in vain."""
    found = next((name for name in names if callable(getattr(type(model), name, None))), None)
    if found is not None:
        raise ApiError(
            say(
                "{kind} has a {name} of its own, which is never called here: steps are compiled, and no functions of "
                "Python. Leave it out, and say what it does by a loss or metric of one's own, by add_loss within call, "
                "or by a Callback.",
                kind=type(model).__name__,
                name=found,
            )
        )
