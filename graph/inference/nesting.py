"""Which models lie within which, bottom up: those that contain themselves, or too many levels, are not looked into."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from graph.document.document import Model, ModelId
from graph.inference.shapes import DEEP, ENDLESS, NESTING_LIMIT

Within = tuple[Model | str, ...]
"""The models that are looked into from one, each once, and for those that are not, why."""
Uses = Mapping[ModelId, Collection[ModelId]]


@dataclass(frozen=True)
class Nesting:
    """`within` is what lies in each model; `closed` says of the models that can't be looked into why."""

    within: Mapping[ModelId, Within] = field(default_factory=dict)
    closed: Mapping[ModelId, str] = field(default_factory=dict)


def nesting(uses: Uses, models: Mapping[ModelId, Model]) -> Nesting:
    """How models lie in one another, given which uses which. Each is looked at once, however deep they lie."""
    order = _bottom_up(uses, models)
    closed = dict[ModelId, str]()
    if len(order) < len(models):
        knots = _knots(uses, models)
        closed = dict.fromkeys(knots, ENDLESS)
        apart = {user: [u for u in used if knots.get(u, 0) != knots.get(user, 1)] for user, used in uses.items()}
        order = _bottom_up(apart, models)
    levels = dict[ModelId, int]()
    within = dict[ModelId, Within]()
    for model in order:
        found = dict[ModelId, Model | str]()
        below = [used for used in sorted(uses[model]) if used in models]
        for used in below:
            if used in closed:
                found[used] = closed[used]
            else:
                found[used] = models[used]
                found |= {m.id: m for m in within[used] if isinstance(m, Model)}
        levels[model] = 1 + max((levels[used] for used in below if used in levels), default=0)
        if levels[model] >= NESTING_LIMIT:
            closed.setdefault(model, DEEP)
        within[model] = tuple(found.values())
    return Nesting(within, closed)


def _bottom_up(uses: Uses, models: Mapping[ModelId, Model]) -> list[ModelId]:
    """The models, each after those that it uses; those in a circle and around it are left out."""
    users: dict[ModelId, list[ModelId]] = {}
    waiting: dict[ModelId, int] = {}
    for model in models:
        below = [used for used in uses[model] if used in models]
        waiting[model] = len(below)
        for used in below:
            users.setdefault(used, []).append(model)
    order = [model for model, count in waiting.items() if not count]
    for model in order:
        for user in users.get(model, ()):
            waiting[user] -= 1
            if not waiting[user]:
                order.append(user)
    return order


def _knots(uses: Uses, models: Mapping[ModelId, Model]) -> dict[ModelId, int]:
    """The models that contain themselves, and with which others."""
    import networkx as nx  # here, since hardly any document needs it

    graph = nx.DiGraph()
    graph.add_edges_from((model, used) for model in models for used in uses[model] if used in models)
    found = dict[ModelId, int]()
    for number, knot in enumerate(nx.strongly_connected_components(graph)):
        if len(knot) > 1 or graph.has_edge(*[next(iter(knot))] * 2):
            found.update(dict.fromkeys(knot, number + 2))
    return found
