"""Models inside models: what a model looks like from outside, and which models use which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

from graph.document.document import Call, CallId, Document, Layer, LayerId, Model
from graph.document.names import output_names
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.unknown import UnknownSpec
from graph.specs.params import SpecError
from graph.specs.spec import Ports, Spec


def ports_of(document: Document, spec: Spec) -> Ports:
    """The ports of a layer; of a model used as a layer: its Inputs and Outputs by name."""
    if not isinstance(spec, NestedModel):
        return spec.ports()
    model = document.models.get(spec.model)
    if model is None:
        return Ports(inputs=(), outputs=(), required=0)
    inputs = tuple(model.layer_of(c).name for c in model.inputs)
    return Ports(inputs, output_names(model), required=len(inputs))


TRAINING = "training"
"""What any call may be given: False where it computes as after training, also while it is trained."""
RESTING: dict[str, Any] = {TRAINING: False}
"""What a call is given that computes so."""


def spec_of_call(model: Model, call: Call) -> Spec:
    """A layer's spec as that call uses it; raises SpecError for arguments that the layer doesn't take."""
    if not call.arguments and None not in call.inputs:
        return model.layers[call.layer].spec  # as `called` would say: most calls are so
    given = {name: value for name, value in call.arguments.items() if name != TRAINING}
    return model.layers[call.layer].spec.called(given, [i for i, s in enumerate(call.inputs) if s is not None])


def at_rest(call: Call) -> bool:
    """Whether a call computes as after training, also while it is trained."""
    return call.arguments.get(TRAINING) is False


def ports_of_call(document: Document, model: Model, call: Call) -> Ports:
    """The ports that a layer has for one call: what the call is given may decide how many results there are."""
    try:
        return ports_of(document, spec_of_call(model, call))
    except SpecError:
        return ports_of(document, model.layers[call.layer].spec)


def is_input(layer: Layer) -> bool:
    """Whether data enters here; an Input that can't be read still has its place among the inputs."""
    return isinstance(layer.spec, Input) or (isinstance(layer.spec, UnknownSpec) and layer.spec.kind == "Input")


def is_output(layer: Layer) -> bool:
    """Whether a result leaves here; an Output that can't be read still has its place among the outputs."""
    return isinstance(layer.spec, Output) or (isinstance(layer.spec, UnknownSpec) and layer.spec.kind == "Output")


@dataclass(frozen=True)
class Wiring:
    """A model's calls as its wires order them.

    `order`: so that every call comes after its sources, otherwise as they were made; calls in a cycle and behind it are
    left out. `users`: the calls that a call feeds, once for each wire. `calls_of`: the calls of each layer as they were
    made.
    """

    order: tuple[CallId, ...] = ()
    users: Mapping[CallId, Sequence[CallId]] = field(default_factory=dict)
    calls_of: Mapping[LayerId, Sequence[CallId]] = field(default_factory=dict)

    def in_order(self, calls: Iterable[CallId]) -> list[CallId]:
        """Calls in computing order, without those that are in no order."""
        wanted = set(calls)
        return [call for call in self.order if call in wanted]


def wiring(model: Model) -> Wiring:
    """How a model's calls follow one another. Written out, since it runs after every edit of a wire, and networkx' own
    takes four times as long on 1,000 calls."""
    calls = model.calls
    users: dict[CallId, list[CallId]] = {}
    calls_of: dict[LayerId, list[CallId]] = {}
    waiting: dict[CallId, int] = {}
    seen: set[CallId] = set()
    as_made = True
    for call in calls.values():
        calls_of.setdefault(call.layer, []).append(call.id)
        open_ends = 0
        for source in call.inputs:
            if source is not None and (feeder := source.call) in calls:
                open_ends += 1
                as_made = as_made and feeder in seen
                if feeder in users:
                    users[feeder].append(call.id)
                else:
                    users[feeder] = [call.id]
        waiting[call.id] = open_ends
        seen.add(call.id)
    return Wiring(tuple(calls) if as_made else tuple(_ordered(calls, waiting, users)), users, calls_of)


def _ordered(
    calls: Mapping[CallId, Call], waiting: dict[CallId, int], users: Mapping[CallId, Sequence[CallId]]
) -> Iterator[CallId]:
    """Kahn's algorithm, the oldest ready call first."""
    position = {call: i for i, call in enumerate(calls)}
    ready = [(i, call) for call, i in position.items() if not waiting[call]]
    while ready:
        _, call = heappop(ready)
        yield call
        for user in users.get(call, ()):
            waiting[user] -= 1
            if not waiting[user]:
                heappush(ready, (position[user], user))


def call_order(model: Model) -> list[CallId]:
    """The calls so that every call comes after its sources: the `order` of its `wiring`."""
    return list(wiring(model).order)


def feeds(model: Model, call: CallId, target: CallId) -> bool:
    """Whether `target` depends on what `call` gives, directly or through others; a call counts as feeding itself."""
    return call in upstream(model, target, until=call)


def upstream(model: Model, call: CallId, until: CallId | None = None) -> set[CallId]:
    """A call and all that it depends on; at `until` the search may end."""
    seen, waiting = {call}, [call]
    while waiting and until not in seen:
        holder = model.calls.get(waiting.pop())
        for source in holder.inputs if holder else ():
            if source is not None and source.call not in seen:
                seen.add(source.call)
                waiting.append(source.call)
    return seen
