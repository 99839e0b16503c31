"""Activations of one's own, functions of `keras.ops` or layers: they follow their layer, and so are traced as any
operations are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.specs.arguments import arguments_of
from graph.specs.message import say
from graph.specs.params import params_of
from graph.specs.spec import Spec, Value
from runtime.api.errors import ApiError
from runtime.api.named_functions import NamedFunction
from runtime.api.tensors import Tensor

NAME = "activation"
INSIDE = "recurrent"
"""The family of layers whose activation is at work within, where nothing can follow."""


def apart(
    kind: type[Spec], args: Sequence[Any], keywords: Mapping[str, Any]
) -> tuple[list[Any], dict[str, Any], Callable[[Any], Any] | None]:
    """The arguments of a layer without an activation of one's own, and that."""
    plain, named, own = list(args), dict(keywords), None
    rule = params_of(kind).get(NAME)
    if rule is None or rule.kind != NAME or kind.family == INSIDE:
        return plain, named, None
    positional = arguments_of(kind).positional
    place = positional.index(NAME) if NAME in positional else len(plain)
    if place < len(plain) and _is_own(plain[place]):
        own, plain[place] = plain[place], "linear"
    elif _is_own(named.get(NAME)):
        own, named[NAME] = named[NAME], "linear"
    return plain, named, own


def _is_own(given: Any) -> bool:
    return callable(given) and not isinstance(given, (NamedFunction, Value, type))


def followed(layer: str, activation: Callable[[Any], Any], tensor: Tensor) -> Tensor:
    """What an activation makes of a layer's result; raises ApiError where it doesn't compute with `keras.ops`."""
    try:
        found = activation(tensor)
    except TypeError as error:
        raise ApiError(
            say(
                "{layer}: its activation {given} must compute with keras.ops, so that its gradient is known: "
                "{reason:.200}",
                layer=layer,
                given=str(getattr(activation, "__name__", type(activation).__name__)),
                reason=str(error),
            )
        ) from None
    if not isinstance(found, Tensor):
        raise ApiError(
            say("{layer}: its activation must give a tensor. Received: {given!r:.80}.", layer=layer, given=found)
        )
    return found
