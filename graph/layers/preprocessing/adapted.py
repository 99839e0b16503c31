"""What layers share that look at data before training, to learn what they do from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.specs.spec import Spec


@dataclass(frozen=True)
class Adapted(Spec):
    """Base of the layers with `adapt(data)`."""

    family: ClassVar[str] = "preprocessing"
