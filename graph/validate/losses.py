"""Rules about losses and what they are given: what Keras trains through without a word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from graph.document.document import Document, Layer
from graph.editing.edits import set_params
from graph.specs.losses.loss import Loss
from graph.specs.losses.probabilistic import BinaryCrossentropy, CategoricalCrossentropy
from graph.specs.message import Message, say
from graph.specs.metrics.metric import Metric
from graph.specs.params import params_of
from graph.specs.spec import Value
from graph.specs.training import default_loss
from graph.validate.check import Check, End, Rule
from graph.validate.problems import ERROR, WARNING, Mend, Problem

PROBABILITIES = ("sigmoid", "softmax", "hard_sigmoid", "sparse_sigmoid", "sparsemax")
"""Activations whose results lie between 0 and 1."""


def missing_losses(check: Check) -> Iterator[Problem]:
    """No Output has a loss, or only some have."""
    without = [end for end in check.ends if end.spec.loss is None]
    given = next((end.spec.loss for end in check.ends if end.spec.loss is not None), None)
    root = check.document.root
    if without and given is None:
        text = say("No Output has a loss, so there is nothing to train for.")
        usual = [(end, usual_loss(end)) for end in without]
        mend = Mend(say("Choose the usual losses"), partial(_set_losses, losses=usual))
        end = without[0]
        yield Problem("no-loss", ERROR, text, root, end.layer.id, end.call.id, mend=mend, for_training=True)
        return
    for end in without:
        text = say("{name} has no loss: it is computed, but not trained for.", name=end.name)
        same = [(other, given) for other in without if given is not None]
        mend = Mend(say("Use the same loss for every output"), partial(_set_losses, losses=same))
        yield Problem(
            "output-without-loss", WARNING, text, root, end.layer.id, end.call.id, mend=mend, for_training=True
        )


def usual_loss(end: End) -> Value:
    """The loss that an Output usually wants, by the activation and the number of units before it."""
    units = end.type.shape[-1] if end.type else None
    return default_loss(activation(end) or "linear", units)


def _set_losses(document: Document, losses: list[tuple[End, Value]]) -> Document:
    for end, loss in losses:
        document = set_params(document, document.root, end.layer.id, {"loss": loss})
    return document


def activation(end: End) -> str | None:
    """The activation behind an Output's numbers, None where it can't be told."""
    found = getattr(end.making, "activation", None)
    return found if isinstance(found, str) else None


def softmax_on_one(check: Check) -> Iterator[Problem]:
    """Softmax over a single number is 1 whatever the weights: the loss falls to 0 and nothing is learnt."""
    for end in check.ends:
        if end.type and activation(end) == "softmax" and end.type.shape[-1] == 1:
            text = say("{name} is a softmax over one number, which is always 1: nothing can be learnt.", name=end.name)
            mend = (
                Mend(say("Use sigmoid with binary cross-entropy"), partial(_use_sigmoid, end=end))
                if end.maker
                else None
            )
            yield _at(check, end, "softmax-on-one", ERROR, text, mend)


def _use_sigmoid(document: Document, end: End) -> Document:
    if end.maker is not None:
        document = set_params(document, document.root, end.maker.id, {"activation": "sigmoid"})
    if isinstance(end.spec.loss, Loss) and end.spec.loss.probabilities == "categorical":
        document = set_params(document, document.root, end.layer.id, {"loss": BinaryCrossentropy()})
    return document


def doubled_activation(check: Check) -> Iterator[Problem]:
    """`from_logits` applies sigmoid or softmax in the loss, on top of the one that the layer has."""
    for end in check.ends:
        function, loss = activation(end), end.spec.loss
        if loss is not None and getattr(loss, "from_logits", False) and function in ("sigmoid", "softmax"):
            text = say(
                "{function} is applied twice: by the layer before {name}, and by its loss through from_logits.",
                function=function,
                name=end.name,
            )
            mend = _loss(end, say("Turn from_logits off"), loss.replace(from_logits=False))
            yield _at(check, end, "activation-twice", WARNING, text, mend)
        elif getattr(loss, "always_logits", False) and function in ("sigmoid", "softmax"):
            text = say(
                "{function} is applied before {name}, whose loss {loss} expects logits and applies a softmax itself.",
                function=function,
                name=end.name,
                loss=getattr(loss, "kind", ""),
            )
            linear = None if end.maker is None else _activate(end.maker, "linear")
            yield _at(check, end, "activation-twice", WARNING, text, linear)


def losses_that_do_not_fit(check: Check) -> Iterator[Problem]:
    """A loss that can't judge what arrives, whatever its targets are."""
    for end in check.ends:
        loss = end.spec.loss
        if not isinstance(loss, Loss) or end.type is None:
            continue
        fault = loss.misfit(end.type.shape)
        if fault is not None:
            yield _at(check, end, "loss-shape", ERROR, fault, None)
        elif end.type.masked and not loss.takes_masks:
            yield _at(check, end, "loss-masked", ERROR, loss.no_masks, None)


def metrics_that_do_not_fit(check: Check) -> Iterator[Problem]:
    """A metric that can't judge what arrives, or the targets that the loss expects."""
    for end in check.ends:
        last = None if end.type is None or len(end.type.shape) < 2 else end.type.shape[-1]
        sparse = None if end.spec.loss is None else bool(getattr(end.spec.loss, "sparse", False))
        for metric in (*end.spec.metrics, *end.spec.weighted_metrics):
            if isinstance(metric, Metric):
                fault = metric.resolved(bool(sparse), last or 0).misfit(end.name, sparse, last)
                if fault is not None:
                    yield _at(check, end, "metric-misfit", ERROR, fault, None)


def cross_entropy_on_anything(check: Check) -> Iterator[Problem]:
    """A cross-entropy on numbers that are no probabilities."""
    for end in check.ends:
        function, loss = activation(end), end.spec.loss
        if not isinstance(loss, Loss) or not loss.probabilities or getattr(loss, "from_logits", False):
            continue
        if function is not None and function not in PROBABILITIES:
            text = say(
                "The loss of {name} expects probabilities from 0 to 1, but {function} gives any numbers.",
                name=end.name,
                function=function,
            )
            yield _at(check, end, "no-probabilities", WARNING, text, _make_probable(end, loss, function))


def _make_probable(end: End, loss: Loss, function: str) -> Mend | None:
    if function == "linear" and "from_logits" in params_of(loss):
        return _loss(end, say("Turn from_logits on"), loss.replace(from_logits=True))
    if end.maker is None:
        return None
    return _activate(end.maker, "softmax" if loss.probabilities == "categorical" else "sigmoid")


def _activate(maker: Layer, activation: str) -> Mend:
    """Let a layer end with another activation."""
    return Mend(
        say("Use {activation}", activation=activation),
        lambda document: set_params(document, document.root, maker.id, {"activation": activation}),
    )


def classes_of_one(check: Check) -> Iterator[Problem]:
    """A loss over classes where there is a single number: the loss is 0 from the start."""
    for end in check.ends:
        loss = end.spec.loss
        if not isinstance(loss, Loss) or loss.probabilities != "categorical" or activation(end) == "softmax":
            continue
        if end.type and end.type.shape[-1] == 1:
            text = say("The loss of {name} chooses among classes, but there is only one number.", name=end.name)
            mend = _loss(end, say("Use binary cross-entropy"), BinaryCrossentropy())
            yield _at(check, end, "classes-of-one", ERROR, text, mend)


def softmax_with_binary(check: Check) -> Iterator[Problem]:
    """Binary cross-entropy takes each number as a question of its own, softmax makes them one choice."""
    for end in check.ends:
        if getattr(end.spec.loss, "probabilities", "") == "binary" and activation(end) == "softmax":
            if end.type and end.type.shape[-1] == 1:
                continue  # said by `softmax_on_one`
            text = say("Softmax makes one choice among classes; {name} asks about each class alone.", name=end.name)
            mend = _loss(end, say("Use categorical cross-entropy"), CategoricalCrossentropy())
            yield _at(check, end, "softmax-with-binary", WARNING, text, mend)


def _loss(end: End, text: Message, loss: Value) -> Mend:
    return Mend(text, partial(_set_losses, losses=[(end, loss)]))


def _at(check: Check, end: End, code: str, severity: str, text: Message, mend: Mend | None) -> Problem:
    root = check.document.root
    return Problem(code, severity, text, root, end.layer.id, end.call.id, 0, mend, for_training=True)


RULES: tuple[Rule, ...] = (
    missing_losses,
    losses_that_do_not_fit,
    metrics_that_do_not_fit,
    softmax_on_one,
    doubled_activation,
    cross_entropy_on_anything,
    classes_of_one,
    softmax_with_binary,
)
