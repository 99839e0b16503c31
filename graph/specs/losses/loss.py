"""What every loss says of itself: its reduction, and what it expects of target and prediction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.message import Message, say
from graph.specs.params import param
from graph.specs.spec import ArgumentOrder, Shape, Value

REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none")
CLASSES, GROUPS, SEQUENCES = "classes", "groups", "sequences"


@dataclass(frozen=True)
class Loss(Value):
    category: ClassVar[str] = "loss"
    arguments: ClassVar[ArgumentOrder] = (..., "reduction", "name", "dtype")
    sparse: ClassVar[bool] = False
    """Targets are whole numbers rather than arrays of the prediction's shape."""
    numbers: ClassVar[str] = CLASSES
    """What the whole numbers of a sparse loss are: CLASSES, one for each row and below the size of the last axis;
    GROUPS, one for each row, any number; SEQUENCES, some for each sample, filled up with 0."""
    probabilities: ClassVar[str] = ""
    """"binary" or "categorical" where predictions are probabilities unless `from_logits`, "any" where they are shares
    of 1 whatever made them."""
    always_logits: ClassVar[bool] = False
    """Predictions are logits, and there is no choice."""
    whole_batch: ClassVar[bool] = False
    """It has no number for each row of the predictions: rows, or the steps of a sequence, are judged together."""
    object_name: ClassVar[str] = ""
    """What Keras calls an object of it, where that is not the name by which it is found."""
    of_function: ClassVar[tuple[str, ...]] = ()
    """What Keras' function of arrays takes behind y_true and y_pred, where that is not what its class takes."""
    function_needs: ClassVar[tuple[str, ...]] = ()
    """Those of them that must be given."""
    among_metrics: ClassVar[bool] = True
    """Keras has the function of arrays among its metrics, too."""
    free_targets: ClassVar[bool] = False
    """Targets may have any shape: it says itself how it compares them."""
    takes_masks: ClassVar[bool] = True
    """Whether predictions may come with a mask."""
    found_by_name: ClassVar[bool] = True
    """Keras finds it by its name; where not, files and code hold its class."""

    reduction: str = param(
        "choice",
        "sum_over_batch_size",
        "what the batch's loss is: the mean, also by the sum of the weights, or the sum; none, in training: the mean",
        choices=REDUCTIONS,
        if_none="none",
        advanced=True,
    )

    @property
    def no_masks(self) -> Message:
        """Why predictions must come without a mask."""
        return say(
            "{loss} goes over all steps of a sequence, and can't leave out those of a mask. Take the mask away: turn "
            "mask_zero off, or leave the Masking layer out.",
            loss=self.kind,
        )

    def misfit(self, _prediction: Shape) -> Message | None:
        """Why it can't judge predictions of this shape, batch included; None where it can, or where it is not known."""
        return None
