"""Rules about the training plan: something is trained, and samples are left to train on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from graph.document.document import Document
from graph.layers.core.nested_model import NestedModel
from graph.specs.class_weight import BALANCED
from graph.specs.message import say
from graph.validate.check import Check, Rule
from graph.validate.problems import ERROR, HINT, WARNING, Mend, Problem

UNBALANCED = 10
"""A class with this many times the rows of another drowns it."""
CHOOSING = ("binary", "categorical")


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


def rare_classes(check: Check) -> Iterator[Problem]:
    """Classes that hardly count because others have many times their rows; weights that can't be given."""
    document, weights = check.document, check.document.training.class_weight
    if weights and len(document.main.outputs) > 1:
        text = say("class_weight works for models with one output. This one has {n}.", n=len(document.main.outputs))
        same = Mend(say("Let all classes count the same"), partial(_set, class_weight=""))
        yield Problem("class-weight-outputs", ERROR, text, document.root, mend=same, for_training=True)
    for end in check.ends:
        facts = check.facts(end.layer.id)
        classes = () if facts is None else tuple(found for found in facts.classes if found.count)
        if weights or len(classes) < 2 or getattr(end.spec.loss, "probabilities", "") not in CHOOSING:
            continue
        rare, often = (choose(classes, key=lambda found: found.count) for choose in (min, max))
        if often.count < UNBALANCED * rare.count:
            continue
        text = say(
            "The class {rare} of {name} has {few} rows, {often} has {many}. Always answering {often} would be right in "
            "{share:.0%}, so accuracy says little.",
            rare=rare.name[:30],
            name=end.name,
            few=rare.count,
            often=often.name[:30],
            many=often.count,
            share=often.count / sum(found.count for found in classes),
        )
        alone = len(document.main.outputs) == 1
        mend = Mend(say("Let rare classes count more"), partial(_set, class_weight=BALANCED)) if alone else None
        yield Problem("rare-classes", WARNING, text, document.root, end.layer.id, mend=mend, for_training=True)


def classes_of_one_row(check: Check) -> Iterator[Problem]:
    """Classes that can't be both learnt and judged by."""
    document, plan = check.document, check.document.training
    if document.data.validation or not plan.validation_split or plan.validation_from == "end":
        return
    for end in check.ends:
        facts = check.facts(end.layer.id)
        if facts is None or getattr(end.spec.loss, "probabilities", "") not in CHOOSING or len(facts.classes) < 2:
            continue
        single = [found.name for found in facts.classes if found.count == 1]
        if single:
            text = say(
                "{count} of {classes} classes of {name} stand in one row only, so they are either learnt or judged by, "
                "never both: {names}.",
                count=len(single),
                classes=len(facts.classes),
                name=end.name,
                names=_some(single),
            )
            yield Problem("class-of-one-row", WARNING, text, document.root, end.layer.id, for_training=True)


def _some(names: list[str]) -> str:
    shown = ", ".join(name[:30] for name in names[:5])
    return f"{shown}, …" if len(names) > 5 else shown


def _set(document: Document, **changes: Any) -> Document:
    plan = document.training
    return replace(document, training=replace(plan, **changes))


def all_frozen(check: Check) -> Iterator[Problem]:
    """Every weight is frozen: training would change nothing."""
    document = check.document
    numbers = check.totals
    if not numbers.weights or numbers.trainable:
        return
    if not all(layer.trainable for model in document.models.values() for layer in model.layers.values()):
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


RULES: tuple[Rule, ...] = (
    large_batches,
    validation_takes_all,
    classes_apart,
    rare_classes,
    classes_of_one_row,
    all_frozen,
)
