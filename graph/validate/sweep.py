"""Rules about a sweep: each range names a setting that takes all of its values, and the best can be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.document.document import Document
from graph.editing.settings import change, setting
from graph.inference.history import history_directions, validates
from graph.specs.callbacks.callback import Surroundings
from graph.specs.callbacks.monitoring import monitor_objections
from graph.specs.message import Message, MessageError, say
from graph.specs.ranges.numbers import FloatRange
from graph.specs.ranges.range import RangeSpec
from graph.validate.check import Check, Rule
from graph.validate.problems import WARNING, Mend, Problem


@dataclass(frozen=True)
class _Watch:
    """What the search for an objection asks of whoever watches a number of the history."""

    monitor: str
    mode: str
    kind: str = "The sweep"


def sweep_objections(document: Document) -> Iterator[tuple[Message, Mend | None]]:
    """Why a sweep of the document could not be run, or would not say which training is best."""
    sweep = document.sweep
    seen: set[str] = set()
    for found in sweep.ranges:
        if not isinstance(found, RangeSpec):
            reason = getattr(found, "reason", "")
            yield say("A range of the sweep can't be read: {reason}", reason=reason), _without(found)
            continue
        if found.key in seen:
            yield say("The sweep has two ranges for {key}.", key=found.key), _without(found)
        seen.add(found.key)
        try:
            setting(document, found.key)
            for value in found.ends():
                change(document, found.key, value)
        except MessageError as error:
            yield say("The sweep can't try {key}: {reason}", key=found.key, reason=error.message), _without(found)
    endless = [r.key for r in sweep.ranges if isinstance(r, FloatRange) and r.step is None and r.low < r.high]
    if sweep.sampler == "grid" and endless:
        text = say("A grid needs steps, and {key} may be any number of its range.", key=endless[0])
        yield text, Mend(say("Let the sampler be tpe"), lambda d: replace(d, sweep=d.sweep.replace(sampler="tpe")))
    around = Surroundings(history_directions(document), document.training.optimizer, 2, validates(document))
    for objection in monitor_objections(_Watch(sweep.monitor, sweep.mode), around):
        own, plan = dict(objection.own), dict(objection.plan)

        def mended(d: Document, own: dict[str, object] = own, plan: dict[str, object] = plan) -> Document:
            return replace(d, sweep=d.sweep.replace(**own), training=d.training.replace(**plan))

        yield objection.message, None if objection.mend is None else Mend(objection.mend, mended)


def _without(found: object) -> Mend:
    def edit(document: Document) -> Document:
        kept = tuple(other for other in document.sweep.ranges if other is not found)
        return replace(document, sweep=document.sweep.replace(ranges=kept))

    return Mend(say("Leave this range out"), edit)


def idle_sweep(check: Check) -> Iterator[Problem]:
    """A sweep that could not be run. One that tries nothing is none."""
    if check.document.sweep.ranges:
        for text, mend in sweep_objections(check.document):
            yield Problem("idle-sweep", WARNING, text, check.document.root, mend=mend)


RULES: tuple[Rule, ...] = (idle_sweep,)
