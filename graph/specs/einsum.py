"""Products of two tensors as an equation of letters, such as `abc,cd->abd`: which axes belong together."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

from graph.specs.message import say
from graph.specs.params import SpecError

FORMS = (
    r"([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)",
    r"0([a-zA-Z]+),([a-zA-Z]+)->0([a-zA-Z]+)",
    r"([a-zA-Z]{2,})0,([a-zA-Z]+)->([a-zA-Z]+)0",
)
"""As Keras reads them, 0 standing for the ellipsis: none, on the left, on the right."""


@dataclass(frozen=True)
class Equation:
    """The letters of input, kernel and output; `left` and `right` say where an ellipsis stands for more axes."""

    x: str
    kernel: str
    y: str
    left: bool = False
    right: bool = False

    def for_rank(self, rank: int) -> Equation | None:
        """The equation with a letter for each axis that the ellipsis stands for; None where the rank doesn't fit."""
        more = rank - len(self.x)
        if more < 0 or (more and not (self.left or self.right)):
            return None
        free = [letter for letter in string.ascii_letters if letter not in self.x + self.kernel + self.y]
        own = "".join(free[:more])
        if len(own) < more:
            return None
        before, behind = (own, "") if self.left else ("", own)
        return Equation(before + self.x + behind, self.kernel, before + self.y + behind)


def read_equation(owner: str, text: str) -> Equation:
    """The equation of a layer with one kernel; raises SpecError where Keras would not take it."""
    plain = text.replace("...", "0")
    for number, form in enumerate(FORMS):
        found = re.fullmatch(form, plain)
        if found is None:
            continue
        x, kernel, y = found.groups()
        lost = [letter for letter in kernel if letter not in x and letter not in y]
        unknown = [letter for letter in y if letter not in x and letter not in kernel]
        twice = any(len(set(part)) < len(part) for part in (x, kernel, y))
        if lost or unknown or twice:
            raise SpecError(
                say(
                    "{owner}: in the equation {equation} every letter stands once in a part; those of the kernel must "
                    "stand in the input or the output too, and those of the output in the input or the kernel.",
                    owner=owner,
                    equation=text,
                )
            )
        return Equation(x, kernel, y, number == 1, number == 2)
    raise SpecError(
        say(
            "{owner}: an equation is like ab,bc->ac, ...ab,bc->...ac or ab...,bc->ac... Received: {equation!r:.80}.",
            owner=owner,
            equation=text,
        )
    )
