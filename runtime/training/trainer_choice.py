"""Which trainer trains a network here."""

from __future__ import annotations

from runtime.ranks.ranks import ranks
from runtime.training.trainer import Trainer


def trainer_class() -> type[Trainer]:
    """What trains a network here: alone, or as one of several processes."""
    if ranks() is None:
        return Trainer
    from runtime.training.joint.joint_trainer import JointTrainer

    return JointTrainer
