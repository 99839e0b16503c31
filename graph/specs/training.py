"""The training plan: how the root model is trained. Losses and metrics belong to the Output nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from graph.specs.class_weight import BALANCED, class_weights
from graph.specs.params import param
from graph.specs.registry import make_value
from graph.specs.spec import Value


@dataclass(frozen=True)
class TrainingPlan(Value):
    """The optimizer and the arguments of `fit`, as Keras names them."""

    category: ClassVar[str] = "training"

    optimizer: Value = param("spec", "rmsprop", "how weights follow their gradients", category="optimizer")
    batch_size: int = param("int", 32, "samples per step", low=1)
    epochs: int = param("int", 10, "passes over the data", low=1)
    validation_split: float = param("float", 0.0, "share of the samples kept for validation", low=0, high=1)
    validation_from: str = param(
        "choice",
        "end",
        "which samples are kept for validation: those at the end as Keras does, any, or as many of each class",
        choices=("end", "shuffled", "stratified"),
    )
    class_weight: str = param(
        "text",
        "",
        "how much each class counts: balanced, so that rare ones count as much as others together, or 0: 1, 1: 2.5",
        choices=(BALANCED,),
        suggests="choices",
    )
    shuffle: bool = param("bool", True, "a new order of the samples each epoch")
    seed: int | None = param(
        "int", 1, "the same seed gives the same result; none: a new one each time", low=0, nullable=True
    )
    threads: int | None = param("int", None, "processor cores to use; none: all", low=1, advanced=True)
    processes: int | None = param(
        "int", None, "processes that share every batch, over MPI; none: one", low=1, advanced=True
    )
    callbacks: tuple[Value, ...] = param(
        "specs",
        (),
        "what watches the training: ends it in time, keeps the best weights, writes tables",
        category="callback",
    )
    extra: Mapping[str, Any] = field(default_factory=dict)

    def check(self) -> None:
        class_weights(self.class_weight)

    def replace(self, **changes: Any) -> Self:
        """This plan with some parameters changed, and with all else that its file said; raises SpecError."""
        return replace(super().replace(**changes), extra=self.extra)


def default_loss(activation: str, units: int | None) -> Value:
    """The loss that a result with this activation usually wants."""
    if activation == "sigmoid":
        name = "binary_crossentropy"
    elif activation == "softmax" and units and units > 1:
        name = "categorical_crossentropy"
    else:
        name = "mean_squared_error"
    value: Value = make_value("loss", name, "loss")
    return value
