"""What IntegerLookup and StringLookup share: a list, places for what is not in it, and perhaps one for padding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.layers.preprocessing.adapted import Adapted
from graph.layers.preprocessing.categories import Categories
from graph.specs.message import say
from graph.specs.params import SpecError
from graph.specs.spec import TEXT, ShapeError, TensorType


@dataclass(frozen=True)
class Lookup(Categories, Adapted):
    """Base: the parameters are declared by each kind, in Keras' order."""

    @property
    def _set(self) -> Any:
        """This spec, for parameters that each kind has."""
        return self

    def check(self) -> None:
        if self._set.pad_to_max_tokens and self._set.max_tokens is None:
            raise SpecError(say("{kind}: pad_to_max_tokens needs max_tokens.", kind=self.kind))
        if getattr(self, "invert", False) and self.mode != "int":
            raise SpecError(say('{kind}: invert gives numbers, so output_mode must be "int".', kind=self.kind))
        words = self._set.vocabulary
        if words is not None and (not words or len(set(words)) < len(words)):
            raise SpecError(
                say(
                    "{kind}: vocabulary must be a list without repetitions. Received: {given!r:.80}.",
                    kind=self.kind,
                    given=words,
                )
            )
        if (
            self._set.max_tokens is not None
            and words is not None
            and self.first + len(self.words) > self._set.max_tokens
        ):
            raise SpecError(
                say(
                    "{kind}: vocabulary has {n} entries, more than max_tokens={most} allows beside the special ones.",
                    kind=self.kind,
                    n=len(self.words),
                    most=self._set.max_tokens,
                )
            )

    @property
    def unknown(self) -> int:
        """The first place of unknown numbers: behind that of padding."""
        return int(self._set.mask_token is not None and self.mode == "int")

    @property
    def first(self) -> int:
        """The place of the first number of the list."""
        return self.unknown + self._set.num_oov_indices

    @property
    def words(self) -> tuple[Any, ...]:
        """The list without the special entries that it may begin with, as Keras gives them."""
        words = self._set.vocabulary or ()
        special = (self._set.mask_token,) * self.unknown + (self._set.oov_token,) * self._set.num_oov_indices
        return words[len(special) :] if words[: len(special)] == special else words

    @property
    def depth(self) -> int | None:
        if self._set.pad_to_max_tokens:
            return self._set.max_tokens
        return None if self._set.vocabulary is None else self.first + len(self.words)

    def outputs(self, inputs: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        return (self.encoded(inputs[0], self.depth),)


def need_type(kind: str, x: TensorType, texts: bool) -> None:
    """Raise ShapeError for numbers where texts are looked up, and for texts where numbers are."""
    if (x.dtype == TEXT) != texts:
        raise ShapeError(
            say(
                "{kind} looks up {wanted}. Received: {dtype}.",
                kind=kind,
                wanted=TEXT if texts else "int64",
                dtype=x.dtype,
            )
        )
