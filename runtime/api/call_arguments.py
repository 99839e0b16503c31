"""What a layer is called with: tensors or arrays for its ports, and arguments that are neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from graph.keras.calls import argument_names, ports_filled
from graph.specs.arguments import only
from graph.specs.message import say
from graph.specs.params import params_of
from graph.specs.spec import Spec
from runtime.api.errors import ApiError
from runtime.api.structures import leaves
from runtime.api.tracing import both_ways
from runtime.ops.texts import is_text


class GivenCall(NamedTuple):
    """The inputs of the wired ports, and the spec as the call uses it; `mask` and `training` as they were given."""

    inputs: tuple[Any, ...]
    spec: Spec
    mask: Any
    training: bool | None


def read_call(name: str, spec: Spec, args: Sequence[Any], keywords: Mapping[str, Any]) -> GivenCall:
    """The arguments of a layer's call in Keras' order, sorted; raises ApiError, or SpecError for values not allowed."""
    names, own = argument_names(spec), spec.tensor_arguments()
    if len(args) > len(names):
        raise ApiError(
            say(
                "{name} is called with {n} arguments at most: {names}. Received: {m}.",
                name=name,
                n=len(names),
                names=", ".join(names),
                m=len(args),
            )
        )
    given = dict(zip(names, args))
    for key, value in keywords.items():
        key = own[0].name if key in ("inputs", "sequence") and own[0].name not in keywords else key
        if key in given:
            raise ApiError(say("{name} is given the argument {args} twice.", name=name, args=key))
        given[key] = value
    tensors = {argument.name for argument in own}
    known = {*names, *params_of(spec.takes), "mask"}
    if unknown := sorted(given.keys() - known):
        raise ApiError(say("{name} takes no argument {args}.", name=name, args=", ".join(unknown)))
    if own[0].name not in given:
        raise ApiError(say("{name} is called on nothing: it needs {args}.", name=name, args=own[0].name))
    single = len(own) > 1 or not (own[0].listed or (own[0].ports is None and spec.ports().variadic))
    items = {key: arrays_in(value, single) for key, value in given.items() if key in tensors and value is not None}
    _check_counts(name, spec, items)
    ports = ports_filled(spec, items)
    training, mask = both_ways(given.get("training")), None if "mask" in tensors else given.get("mask")
    if hasattr(training, "shape"):
        raise ApiError(
            say(
                "{name}: several inputs go into one list, layer([a, b]). Received a second one beside the first.",
                name=name,
            )
        )
    training = bool(training) if type(training) is int and training in (0, 1) else training
    only(name, "training", training, None, True, False)
    for key in given.keys() - tensors - params_of(spec.takes).keys() - {"mask", "training"}:
        only(name, key, given[key], None)
    arguments = {key: value for key, value in given.items() if key in params_of(spec.takes)}
    wired = [i for i, item in enumerate(ports) if item is not None]
    return GivenCall(tuple(ports[i] for i in wired), spec.called(arguments, wired), mask, training)


def arrays_in(given: Any, single: bool) -> tuple[Any, ...]:
    """The tensors or arrays of an argument; a list of plain numbers is an array by itself, where `single`, else each of
    its entries is one."""
    if isinstance(given, (list, tuple)) and is_text(given) and not any(hasattr(item, "shape") for item in given):
        return (np.asarray(given, object),)
    found = leaves(given)
    if not isinstance(given, (list, tuple)) or not any(isinstance(x, (int, float)) for x in found):
        return found
    return (given,) if single else tuple(given)


def _check_counts(name: str, spec: Spec, items: Mapping[str, Sequence[Any]]) -> None:
    """Raise ApiError where an argument gets more tensors than it has ports, or a list of too few."""
    left = spec.ports().required
    for argument in spec.tensor_arguments():
        found, most = len(items.get(argument.name, ())), argument.ports
        if most is not None and argument.name in items:
            least = (min(left, most) if left > 0 else most) if argument.listed else 1
            if not least <= found <= most:
                raise ApiError(
                    say(
                        "{name}: {args} must be {n} tensors. Received: {m}.",
                        name=name,
                        args=argument.name,
                        n=most if least == most else f"{least}–{most}",
                        m=found,
                    )
                )
        left -= most or left
