"""One look at all rules: those about the whole document run anew, those about parts where something has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.document.changes import differing
from graph.document.document import Model
from graph.layers.core.nested_model import NestedModel
from graph.validate.check import AnyRule, CallRule, Check, LayerRule, in_order
from graph.validate.problems import Problem


@dataclass(frozen=True)
class _Touched:
    """The layers and calls of a model on which a rule may say something else than at the last look."""

    layers: frozenset[str]
    calls: frozenset[str]
    weights: frozenset[str] = frozenset()
    """Layers of other weights."""
    shapes: frozenset[str] = frozenset()
    """Calls of which inference has found something else."""

    def by(self, rule: LayerRule | CallRule) -> frozenset[str]:
        """What a rule is to look at."""
        if isinstance(rule, LayerRule):
            return self.layers | self.weights if rule.reads_weights else self.layers
        return self.calls | self.shapes if rule.reads_shapes else self.calls


def look(rules: Sequence[AnyRule], check: Check) -> list[Problem]:
    """What all rules find, in their order."""
    kept, models = check.kept, check.document.models
    touched = {model.id: _touched(check, model) for model in models.values()}
    found: list[Problem] = []
    wrong: dict[tuple[int, str], frozenset[str]] = {}
    for number, rule in enumerate(rules):
        if not isinstance(rule, (LayerRule, CallRule)):
            found += rule(check)
            continue
        for model in models.values():
            # What was wrong is looked at anyway: what is said of it may depend on more than what was touched.
            keys = touched[model.id].by(rule) | kept.wrong.get((number, model.id), frozenset())
            parts: Any = model.layers if isinstance(rule, LayerRule) else model.calls
            said = _said(check, model, rule.of, parts, keys)
            if said:
                wrong[number, model.id] = frozenset(said)
                found += (problem for key in in_order(said.keys(), parts) for problem in said[key])
    kept.wrong, kept.last = wrong, check
    kept.needed = {model.id: check.needed(model) for model in models.values()}
    kept.forget(models)
    return found


def _said(
    check: Check, model: Model, of: Callable[[Check, Model, Any], Iterator[Problem]], parts: Any, keys: frozenset[str]
) -> dict[str, list[Problem]]:
    """What a rule says of the parts with these keys, by key."""
    said: dict[str, list[Problem]] = {}
    # Where it is about all parts, as at the first look, they are met in the order in which they lie in memory.
    for key in parts if len(keys) >= len(parts) else keys:
        if key in keys and key in parts:
            for problem in of(check, model, parts[key]):
                said.setdefault(key, []).append(problem)
    return said


def _touched(check: Check, model: Model) -> _Touched:
    """What has changed of a model since the last look, with what that may concern."""
    last = check.kept.last
    old = last.document.models.get(model.id) if last is not None else None
    if last is None or old is None or last.document.extra is not check.document.extra:
        return _Touched(frozenset(model.layers), frozenset(model.calls))
    shapes, before = check.shapes[model.id], last.shapes[model.id]
    wiring = shapes.wiring
    calls, layers = set(differing(old.calls, model.calls)), set(differing(old.layers, model.layers))
    if any(last.document.models.get(m.id) is not m for m in check.document.models.values() if m.id != model.id) or (
        last.document.models.keys() != check.document.models.keys()
    ):
        layers.update(layer.id for layer in check.layers_of_kind(model, NestedModel))
    calls.update(call for layer in layers for call in wiring.calls_of.get(layer, ()))
    layers.update(part.calls[call].layer for call in calls for part in (old, model) if call in part.calls)
    calls.update(user for call in tuple(calls) for user in wiring.users.get(call, ()))
    calls |= check.needed(model) ^ check.kept.needed.get(model.id, frozenset())
    if bool(old.outputs) != bool(model.outputs):
        calls.update(model.calls)
    weights, found = differing(before.weights, shapes.weights), differing(before.calls, shapes.calls)
    return _Touched(frozenset(layers), frozenset(calls), weights, found)
