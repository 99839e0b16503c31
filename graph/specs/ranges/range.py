"""What every range is, as a value: the setting that it stands for, and which values are tried."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.params import param
from graph.specs.spec import Value


def of_param() -> Any:
    """The setting that a range stands for."""
    return param("text", "", "The setting that is tried, such as optimizer.learning_rate or dense.units.", always=True)


@dataclass(frozen=True)
class RangeSpec(Value, ABC):
    """A setting is given a value of the range in each trial of a sweep."""

    category: ClassVar[str] = "range"

    @property
    def key(self) -> str:
        """The setting that it stands for."""
        return str(getattr(self, "of", ""))

    @abstractmethod
    def ends(self) -> tuple[Any, ...]:
        """Values that every other one lies between, or all of them: what a document must be able to take."""

    @abstractmethod
    def text(self) -> str:
        """The values as one writes them on the command line."""

    @abstractmethod
    def place(self, value: Any) -> float:
        """Where a value lies between the ends, from 0 to 1, as it is drawn."""
