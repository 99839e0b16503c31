"""Rules about the training plan: something is trained, and samples are left to train on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from graph.document.document import Document
from graph.inference.totals import totals
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import say
from graph.validate.check import Check, Rule
from graph.validate.problems import ERROR, HINT, WARNING, Mend, Problem


def large_batches(check: Check) -> Iterator[Problem]:
    """A batch that is larger than the data."""
    plan, samples = check.document.training, check.data.samples if check.data else 0
    if 0 < samples < plan.batch_size:
        text = say(
            "A batch has {batch} samples, but the data only {samples}: each epoch is a single step.",
            batch=plan.batch_size,
            samples=samples,
        )
        mend = Mend(say("Use batches of {n}", n=samples), partial(_set, batch_size=samples))
        yield Problem("large-batch", HINT, text, check.document.root, mend=mend, for_training=True)


def validation_takes_all(check: Check) -> Iterator[Problem]:
    """A share for validation that leaves nothing to train on."""
    plan, samples = check.document.training, check.data.samples if check.data else 0
    if plan.validation_split >= 1 or (samples and int(samples * (1 - plan.validation_split)) < 1):
        text = say(
            "Validation takes all samples (validation_split {n:g}), none is left to train on.", n=plan.validation_split
        )
        mend = Mend(say("Keep a fifth for validation"), partial(_set, validation_split=0.2)) if samples != 1 else None
        yield Problem("validation-takes-all", ERROR, text, check.document.root, mend=mend, for_training=True)


def classes_apart(check: Check) -> Iterator[Problem]:
    """Rows that stand class by class, of which validation takes the last: it is judged by what was never learnt."""
    document, plan = check.document, check.document.training
    if check.data is None or not plan.validation_split or plan.validation_from != "end" or document.data.validation:
        return
    begin = int(check.data.samples * (1 - plan.validation_split))
    mend = Mend(say("Keep a share of each class for validation"), partial(_set, validation_from="stratified"))
    for layer, facts in check.data.columns.items():
        unseen = [found.name for found in facts.classes if found.first >= begin]
        lacking = [found.name for found in facts.classes if found.last < begin]
        if unseen:
            text = say(
                "Validation takes the last {n} rows. {count} of {classes} classes stand only there, so training never "
                "sees them: {names}.",
                n=check.data.samples - begin,
                count=len(unseen),
                classes=len(facts.classes),
                names=_some(unseen),
            )
        elif lacking:
            text = say(
                "Validation takes the last {n} rows. {count} of {classes} classes don't stand there, so nothing is "
                "judged by them: {names}.",
                n=check.data.samples - begin,
                count=len(lacking),
                classes=len(facts.classes),
                names=_some(lacking),
            )
        else:
            continue
        yield Problem(
            "classes-apart",
            WARNING if unseen else HINT,
            text,
            document.root,
            layer=layer,
            mend=mend,
            for_training=True,
        )


def _some(names: list[str]) -> str:
    shown = ", ".join(name[:30] for name in names[:5])
    return f"{shown}, …" if len(names) > 5 else shown


def _set(document: Document, **changes: Any) -> Document:
    plan = document.training
    return replace(document, training=replace(plan, **changes))


def all_frozen(check: Check) -> Iterator[Problem]:
    """Every weight is frozen: training would change nothing."""
    document = check.document
    if all(layer.trainable for model in document.models.values() for layer in model.layers.values()):
        return
    numbers = totals(document, shapes=check.shapes[document.root])
    if numbers.weights and not numbers.trainable:
        text = say("Every layer with weights is frozen: training would change nothing.")
        mend = Mend(say("Make every layer trainable"), _thaw)
        yield Problem("all-frozen", WARNING, text, document.root, mend=mend, for_training=True)


def _thaw(document: Document) -> Document:
    waiting, seen = [document.root], set()
    while waiting:
        model = document.models.get(waiting.pop())
        if model is None or model.id in seen:
            continue
        seen.add(model.id)
        waiting += [layer.spec.model for layer in model.layers.values() if isinstance(layer.spec, NestedModel)]
        layers = {i: layer if layer.trainable else replace(layer, trainable=True) for i, layer in model.layers.items()}
        document = document.with_model(replace(model, layers=layers))
    return document


RULES: tuple[Rule, ...] = (large_batches, validation_takes_all, classes_apart, all_frozen)
