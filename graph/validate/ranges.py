"""Rules about the size of numbers: inputs that are much larger than weights, targets that no result can reach."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from graph.data.facts import ColumnFacts
from graph.data.transforms import Integer, Scale, Standardize, Transform
from graph.document.document import Document, Layer
from graph.editing.edits import set_params
from graph.layers.core.dense import Dense
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input
from graph.specs.losses.loss import Loss
from graph.specs.message import Message, say
from graph.specs.registry import make_value
from graph.validate.check import Check, End, Rule
from graph.validate.column_mends import with_step
from graph.validate.losses import activation
from graph.validate.problems import ERROR, HINT, WARNING, Mend, Problem

LARGE, VERY_LARGE = 100.0, 1000.0
"""Inputs beyond these learn slowly, or not at all."""
OVERFLOWS = 1e18
"""The square of a larger number is beyond what float32 holds."""
LARGE_TARGET = 1000.0
TOLERATED = 0.05
"""Targets may lie that part of their extent out of reach: measurements are noisy."""
REACHED = {
    "sigmoid": (0.0, 1.0),
    "hard_sigmoid": (0.0, 1.0),
    "sparse_sigmoid": (0.0, 1.0),
    "softmax": (0.0, 1.0),
    "sparsemax": (0.0, 1.0),
    "tanh": (-1.0, 1.0),
    "hard_tanh": (-1.0, 1.0),
    "softsign": (-1.0, 1.0),
    "relu": (0.0, None),
    "relu6": (0.0, 6.0),
    "softplus": (0.0, None),
    "exponential": (0.0, None),
}
"""What an activation can give."""
SCALES = ("Normalization", "BatchNormalization", "LayerNormalization", "Rescaling", "Discretization", "Hashing")
DISTANCES = ("MeanSquaredError", "MeanAbsoluteError", "Huber", "LogCosh", "MeanSquaredLogarithmicError")


def unscaled(check: Check) -> Iterator[Problem]:
    """Numbers that go into layers as they are although they are much larger than weights are."""
    root = check.document.main
    for call in root.inputs:
        layer = root.layer_of(call)
        facts = check.facts(layer.id)
        if facts is None or facts.low is None or facts.high is None or not isinstance(layer.spec, Input):
            continue
        extent = max(abs(facts.low), abs(facts.high))
        if extent < LARGE or not _computes(check, call):
            continue
        step: Transform = Scale() if facts.dtype == "uint8" else Standardize()
        edit = with_step(check.document, layer.id, step)
        mend = None if edit is None else Mend(say("Add the step {kind}", kind=step.kind), edit)
        largest = _largest(facts)
        severity = ERROR if extent > OVERFLOWS else WARNING if extent > VERY_LARGE else HINT
        if extent > OVERFLOWS:
            text = say(
                "The data of {name} goes up to {high:.3g}{column}: products of such numbers are no finite ones, and "
                "the first step would spoil every weight.",
                name=layer.name,
                high=extent,
                column=largest,
            )
        else:
            text = say(
                "The data of {name} goes from {low:.6g} to {high:.6g}{column}. Networks learn best from numbers around "
                "-1 to 1.",
                name=layer.name,
                low=facts.low,
                high=facts.high,
                column=largest,
            )
        yield Problem("unscaled", severity, text, root.id, layer.id, call, mend=mend, for_training=True)


def _computes(check: Check, call: str) -> bool:
    """Whether what an Input gives is computed with, neither looked up nor scaled by the first layer."""
    root = check.document.main
    readers = [root.layer_of(c.id) for c in root.calls.values() if any(s and s.call == call for s in c.inputs)]
    return bool(readers) and not all(isinstance(r.spec, Embedding) or r.spec.kind in SCALES for r in readers)


def _largest(facts: ColumnFacts) -> str:
    """The column that the largest number comes from, where that can be told, in brackets."""
    sized = [s for s in facts.sources if s.low is not None and s.high is not None]
    if len(facts.sources) < 2 or not sized:
        return ""
    largest = max(sized, key=lambda source: max(abs(source.low or 0), abs(source.high or 0)))
    return f" ({largest.name[:40]})"


def out_of_reach(check: Check) -> Iterator[Problem]:
    """Targets that the last activation can never give, under a loss that measures the distance to them."""
    for end in check.ends:
        facts, function, loss = check.facts(end.layer.id), activation(end), end.spec.loss
        low, high = REACHED.get(function or "", (None, None))
        if facts is None or facts.low is None or facts.high is None or not isinstance(loss, Loss):
            continue
        if loss.probabilities or getattr(loss, "sparse", False) or loss.kind not in DISTANCES:
            continue
        spare = TOLERATED * (facts.high - facts.low)
        if (low is None or facts.low >= low - spare) and (high is None or facts.high <= high + spare):
            continue
        text = say(
            "The targets of {name} go from {low:.6g} to {high:.6g}, but {function} can only give numbers {reach}.",
            name=end.name,
            low=facts.low,
            high=facts.high,
            function=function,
            reach=f"≥ {low:g}" if high is None else f"{low:g} … {high:g}",
        )
        yield _at(check, end, "out-of-reach", WARNING, text, _linear(end))


def _linear(end: End) -> Mend | None:
    if end.maker is None:
        return None
    return Mend(say("Use {activation}", activation="linear"), partial(_activate, maker=end.maker))


def _activate(document: Document, maker: Layer) -> Document:
    return set_params(document, document.root, maker.id, {"activation": "linear"})


def large_targets(check: Check) -> Iterator[Problem]:
    """A quantity that is far from what a network gives at its beginning."""
    for end in check.ends:
        facts, loss = check.facts(end.layer.id), end.spec.loss
        if facts is None or facts.low is None or facts.high is None or not isinstance(loss, Loss):
            continue
        if loss.kind not in DISTANCES or max(abs(facts.low), abs(facts.high)) <= LARGE_TARGET:
            continue
        text = say(
            "The targets of {name} go from {low:.6g} to {high:.6g}. It takes many steps until results get there; "
            "standardized targets are learnt sooner, and results are then in standard deviations from the mean.",
            name=end.name,
            low=facts.low,
            high=facts.high,
        )
        edit = with_step(check.document, end.layer.id, Standardize())
        mend = None if edit is None else Mend(say("Add the step {kind}", kind="Standardize"), edit)
        yield _at(check, end, "large-targets", HINT, text, mend)


def no_single_class(check: Check) -> Iterator[Problem]:
    """Rows of targets that should share out 1 among the classes."""
    for end in check.ends:
        facts = check.facts(end.layer.id)
        if facts is None or facts.sums is None or getattr(end.spec.loss, "probabilities", "") != "categorical":
            continue
        if getattr(end.spec.loss, "sparse", False) or (facts.sums[0] > 0.999 and facts.sums[1] < 1.001):
            continue
        text = say(
            "The targets of {name} should be one-hot, or probabilities that sum to 1 in each row, but their sums go "
            "from {low:.6g} to {high:.6g}.",
            name=end.name,
            low=facts.sums[0],
            high=facts.sums[1],
        )
        mend = None
        several = facts.low is not None and facts.low >= 0 and facts.high is not None and facts.high <= 1
        if several and end.maker is not None and isinstance(end.maker.spec, Dense):
            mend = Mend(say("Ask about each class alone"), partial(_each_alone, end=end))
        yield _at(check, end, "not-one-hot", WARNING, text, mend)


def _each_alone(document: Document, end: End) -> Document:
    assert end.maker is not None
    document = set_params(document, document.root, end.maker.id, {"activation": "sigmoid"})
    loss = make_value("loss", "binary_crossentropy", "loss")
    return set_params(document, document.root, end.layer.id, {"loss": loss})


def more_than_two(check: Check) -> Iterator[Problem]:
    """Binary cross-entropy with targets that are no answers of yes or no."""
    for end in check.ends:
        facts = check.facts(end.layer.id)
        if facts is None or facts.low is None or facts.high is None:
            continue
        if getattr(end.spec.loss, "probabilities", "") != "binary" or (facts.low >= 0 and facts.high <= 1):
            continue
        is_picture = len(facts.shape) > 1 and facts.low >= 0 and facts.high <= 255
        is_classes = facts.is_integer and 2 <= facts.high - facts.low < 1000 and facts.shape in ((), (1,))
        is_two = facts.is_integer and len(facts.classes) == 2 and facts.high - facts.low == 1
        mend = None
        if is_picture:
            edit = with_step(check.document, end.layer.id, Scale())
            mend = None if edit is None else Mend(say("Add the step {kind}", kind="Scale"), edit)
        elif end.maker is not None and isinstance(end.maker.spec, Dense):
            if is_two:
                edit = with_step(check.document, end.layer.id, Integer(offset=-int(facts.low)))
                mend = None if edit is None else Mend(say("Call the classes 0 and 1"), edit)
            elif is_classes and facts.low >= 0:
                count = int(facts.high) + 1
                mend = Mend(say("Choose among {n} classes", n=count), partial(_choose, end=end, n=count))
            else:
                mend = Mend(say("Learn a quantity"), partial(_quantity, end=end))
        text = say(
            "Binary cross-entropy asks {name} for yes or no, 1 or 0, but its targets go from {low:g} to {high:g}.",
            name=end.name,
            low=facts.low,
            high=facts.high,
        )
        yield _at(check, end, "targets-out-of-range", WARNING, text, mend)


def _choose(document: Document, end: End, n: int) -> Document:
    assert end.maker is not None
    document = set_params(document, document.root, end.maker.id, {"activation": "softmax", "units": n})
    loss = make_value("loss", "sparse_categorical_crossentropy", "loss")
    metrics = (make_value("metric", "accuracy", "metrics"),)
    document = set_params(document, document.root, end.layer.id, {"loss": loss, "metrics": metrics})
    edit = with_step(document, end.layer.id, Integer())
    return document if edit is None else edit(document)


def _quantity(document: Document, end: End) -> Document:
    assert end.maker is not None
    document = set_params(document, document.root, end.maker.id, {"activation": "linear"})
    changes = {
        "loss": make_value("loss", "mean_squared_error", "loss"),
        "metrics": (make_value("metric", "mae", "metrics"),),
    }
    return set_params(document, document.root, end.layer.id, changes)


def _at(check: Check, end: End, code: str, severity: str, text: Message, mend: Mend | None) -> Problem:
    root = check.document.root
    return Problem(code, severity, text, root, end.layer.id, end.call.id, 0, mend, for_training=True)


RULES: tuple[Rule, ...] = (unscaled, out_of_reach, large_targets, no_single_class, more_than_two)
