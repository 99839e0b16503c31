"""Rules about targets: the data that an Output is compared with has the shape and the numbers that its loss means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from graph.data.facts import ColumnFacts
from graph.data.transforms import fits
from graph.editing.edits import set_params
from graph.layers.core.dense import Dense
from graph.specs.losses.loss import GROUPS, SEQUENCES, Loss
from graph.specs.losses.probabilistic import CategoricalCrossentropy, SparseCategoricalCrossentropy
from graph.specs.message import Message, say
from graph.specs.spec import Value
from graph.validate.check import Check, End, Rule
from graph.validate.problems import ERROR, WARNING, Mend, Problem


def wrong_targets(check: Check) -> Iterator[Problem]:
    """Class numbers, one-hot rows or numbers where the loss means another of them; shapes that only stretch."""
    for end in check.ends:
        facts = check.facts(end.layer.id)
        if facts is None or end.type is None or not isinstance(end.spec.loss, Loss):
            continue
        problem = _sparse(check, end, facts) if end.spec.loss.sparse else _dense(check, end, facts)
        if problem is not None:
            yield problem


def _sparse(check: Check, end: End, facts: ColumnFacts) -> Problem | None:
    """Targets of a loss over class numbers."""
    assert end.type is not None
    inner, loss = end.type.shape[1:], end.spec.loss
    if isinstance(loss, Loss) and loss.numbers == SEQUENCES:
        return _sequences(check, end, facts, inner[-1] if inner else None)
    if isinstance(loss, Loss) and loss.numbers == GROUPS:
        return _groups(check, end, facts)
    if inner and len(facts.shape) == len(inner) and facts.shape[-1] == inner[-1] and inner[-1] != 1:
        text = say("The targets of {name} are one-hot rows, but its loss expects class numbers.", name=end.name)
        better = CategoricalCrossentropy(from_logits=getattr(end.spec.loss, "from_logits", False))
        return _problem(check, end, "one-hot-targets", text, _loss(check, end, better, "categorical_crossentropy"))
    if not facts.is_integer and facts.low is not None:
        text = say("The targets of {name} must be class numbers: 0, 1, 2 and so on.", name=end.name)
        return _problem(check, end, "no-class-numbers", text, None)
    if getattr(end.spec.loss, "ignore_class", None) is not None:
        return None  # A class to be ignored may have any number.
    return _out_of_range(check, end, facts, inner[-1] if inner else None)


def _sequences(check: Check, end: End, facts: ColumnFacts, classes: int | None) -> Problem | None:
    """Targets that are sequences of class numbers, filled up with 0."""
    if len(facts.shape) != 1 or (not facts.is_integer and facts.low is not None):
        text = say(
            "The targets of {name} must be sequences of labels: class numbers from 1 on, filled up with 0. They have "
            "the shape {target}.",
            name=end.name,
            target=str(facts.shape),
        )
        return _problem(check, end, "no-sequences", text, None)
    return _out_of_range(check, end, facts, classes)


def _groups(check: Check, end: End, facts: ColumnFacts) -> Problem | None:
    """Targets that say which samples belong together, by any numbers."""
    if facts.shape in ((), (1,)) and (facts.is_integer or facts.low is None):
        return None
    text = say(
        "The targets of {name} must be one whole number for each sample, the same where samples belong together. They "
        "have the shape {target}.",
        name=end.name,
        target=str(facts.shape),
    )
    return _problem(check, end, "no-groups", text, None)


def _out_of_range(check: Check, end: End, facts: ColumnFacts, classes: int | None) -> Problem | None:
    """Keras reports a loss of 0 for labels beyond the last class."""
    if facts.low is None or facts.high is None or classes is None or (facts.low >= 0 and facts.high < classes):
        return None
    text = say(
        "The class numbers of {name} go from {low:g} to {high:g}, but it has {classes} classes: 0 to {last}.",
        name=end.name,
        low=facts.low,
        high=facts.high,
        classes=classes,
        last=classes - 1,
    )
    mend = _units(check, end, int(facts.high) + 1) if facts.low >= 0 else None
    return _problem(check, end, "labels-out-of-range", text, mend)


def _dense(check: Check, end: End, facts: ColumnFacts) -> Problem | None:
    """Targets that must have the shape of the result."""
    assert end.type is not None
    inner, loss = end.type.shape[1:], end.spec.loss
    if fits(facts.shape, inner):
        return _range(check, end, facts)
    numbers = facts.shape in ((), (1,), inner[:-1], (*inner[:-1], 1)) and facts.is_integer and inner[-1:] != (1,)
    if numbers and getattr(loss, "probabilities", "") == "categorical":
        text = say("The targets of {name} are class numbers, but its loss expects one-hot rows.", name=end.name)
        better = SparseCategoricalCrossentropy(from_logits=getattr(loss, "from_logits", False))
        return _problem(
            check, end, "number-targets", text, _loss(check, end, better, "sparse_categorical_crossentropy")
        )
    text = say(
        "The targets of {name} have the shape {target}, its results {result}; they must be the same.",
        name=end.name,
        target=str(facts.shape),
        result=str(inner),
    )
    code = "target-stretches" if _stretches(facts.shape, inner) else "target-shape"
    same = len(facts.shape) == len(inner) and facts.shape and _same(facts.shape[:-1], inner[:-1])
    return _problem(check, end, code, text, _units(check, end, facts.shape[-1]) if same else None)


def _range(check: Check, end: End, facts: ColumnFacts) -> Problem | None:
    """Targets of a cross-entropy are probabilities; of a binary one see `ranges`."""
    if getattr(end.spec.loss, "probabilities", "") != "categorical" or facts.low is None or facts.high is None:
        return None
    if facts.low >= 0 and facts.high <= 1:
        return None
    text = say(
        "The loss of {name} expects targets from 0 to 1, but they go from {low:g} to {high:g}.",
        name=end.name,
        low=facts.low,
        high=facts.high,
    )
    return _problem(check, end, "targets-out-of-range", text, None, WARNING)


def _same(target: tuple[int, ...], result: tuple[int | None, ...]) -> bool:
    return len(target) == len(result) and all(b in (None, a) for a, b in zip(target, result, strict=True))


def _stretches(target: tuple[int, ...], result: tuple[int | None, ...]) -> bool:
    """Whether the shapes match only because a size of 1 would be repeated."""
    pairs = zip(reversed(target), reversed(result), strict=False)
    return all(b is None or a == b or 1 in (a, b) for a, b in pairs)


def _units(check: Check, end: End, units: int) -> Mend | None:
    """Give the Dense layer behind an Output another number of units."""
    if end.maker is None or not isinstance(end.maker.spec, Dense) or units < 1:
        return None
    maker, root = end.maker, check.document.root
    return Mend(
        say("Give {name} {units} units", name=maker.name, units=units),
        partial(set_params, model=root, layer=maker.id, changes={"units": units}),
    )


def _loss(check: Check, end: End, loss: Value, name: str) -> Mend:
    return Mend(
        say("Use {loss}", loss=name),
        partial(set_params, model=check.document.root, layer=end.layer.id, changes={"loss": loss}),
    )


def _problem(check: Check, end: End, code: str, text: Message, mend: Mend | None, severity: str = ERROR) -> Problem:
    root = check.document.root
    return Problem(code, severity, text, root, end.layer.id, end.call.id, 0, mend, for_training=True)


RULES: tuple[Rule, ...] = (wrong_targets,)
