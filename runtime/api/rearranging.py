"""`rearrange`: axes named in a pattern, put in another order, apart and together."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from graph.specs.message import say
from runtime.api.by_name import call
from runtime.api.errors import ApiError
from runtime.api.tensors import Tensor

GROUP = re.compile(r"\(([^()]*)\)|(\S+)")


def rearrange(tensor: Any, pattern: str, **axes_lengths: int) -> Any:
    """A tensor by a pattern such as `b (h w) c -> b h w c`, the sizes of what is taken apart being given by name."""
    parts = pattern.split("->")
    if len(parts) != 2:
        raise ApiError(
            say("rearrange: a pattern reads such as b h w c -> b (h w) c. Received: {pattern:.80}.", pattern=pattern)
        )
    before, behind = ([_names(found) for found in GROUP.finditer(part)] for part in parts)
    sizes = tensor.shape if isinstance(tensor, Tensor) else np.shape(tensor)
    before, behind = (_spread(groups, len(sizes) - len(before) + 1) for groups in (before, behind))
    flat = [name for group in before for name in group]
    wanted = [name for group in behind for name in group]
    if len(before) != len(sizes) or sorted(flat) != sorted(wanted) or len(set(flat)) < len(flat):
        raise ApiError(
            say(
                "rearrange: {pattern:.80} does not fit {n} axes, or names an axis on one side alone.",
                pattern=pattern,
                n=len(sizes),
            )
        )
    known = _sizes(before, sizes, axes_lengths, pattern)
    found = tensor
    if len(flat) > len(before):
        found = call("reshape", found, _shape([known[name] for name in flat]))
    order = [flat.index(name) for name in wanted]
    if order != list(range(len(order))):
        found = call("transpose", found, order)
    if len(behind) < len(wanted):
        found = call("reshape", found, _shape([_product([known[n] for n in group]) for group in behind]))
    return found


def _names(found: re.Match[str]) -> list[str]:
    return found[1].split() if found[1] is not None else [found[2]]


def _spread(groups: list[list[str]], count: int) -> list[list[str]]:
    """`...` as that many axes."""
    spread: list[list[str]] = []
    for group in groups:
        spread += [[f"...{i}"] for i in range(count)] if group == ["..."] else [group]
    return spread


def _sizes(groups: list[list[str]], sizes: Any, given: dict[str, int], pattern: str) -> dict[str, int | None]:
    """The size of every named axis, None where it is free."""
    known: dict[str, int | None] = {}
    for group, size in zip(groups, sizes, strict=True):
        asked = [name for name in group if name not in given]
        rest = 1
        for name in group:
            if name in given:
                known[name] = given[name]
                rest *= given[name]
        if len(asked) > 1 or (size is not None and (size % rest if asked else size != rest)):
            raise ApiError(
                say(
                    "rearrange: the sizes in {pattern:.80} don't fit {size}. Received: {given}.",
                    pattern=pattern,
                    size=size,
                    given=given,
                )
            )
        if asked:
            known[asked[0]] = None if size is None else size // rest
    return known


def _product(sizes: list[int | None]) -> int | None:
    total = 1
    for size in sizes:
        if size is None:
            return None
        total *= size
    return total


def _shape(sizes: list[int | None]) -> list[int]:
    if sizes.count(None) > 1:
        raise ApiError(say("rearrange: one size at most may be free."))
    return [-1 if size is None else size for size in sizes]
