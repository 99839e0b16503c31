"""Where a line begins and ends: Inputs for columns of the data, Outputs with the loss that suits what they learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from graph.data.data_plan import Binding
from graph.data.known_column import KnownColumn
from graph.data.transforms import OneHot, Transform
from graph.document.document import Model, Source
from graph.layers.core.ends import Output
from graph.quick_add.parameters import LineError, read_parameters
from graph.quick_add.ranking import EXACT, PREFIX, rank
from graph.quick_add.reading import Word
from graph.specs.message import say
from graph.specs.registry import find, kinds, make_value
from graph.specs.spec import TensorType, Value

BINARY, CLASSES, ONE_HOT, NUMBERS = (
    "binary_crossentropy",
    "sparse_categorical_crossentropy",
    "categorical_crossentropy",
    "mean_squared_error",
)
SURE = ("sigmoid", "softmax")


@dataclass(frozen=True)
class End:
    """An Output to be drawn: its spec, the Dense before it (units, activation) if one is needed, its data."""

    spec: Output
    head: tuple[int, str] | None = None
    binding: Binding | None = None
    name: str | None = None


def end_of(words: Sequence[Word], columns: Sequence[KnownColumn], arriving: TensorType | None, activation: str) -> End:
    """What the words behind `out` mean, given what reaches it and what there is to learn; raises LineError.

    A whole number is the units of a Dense before it, another number the loss's weight; words are losses, metrics and
    the column that is learnt. Without any the target, else the last activation, decides.
    """
    units, loss, metrics, column = None, None, [], None
    kept: list[Word] = []
    for word in words:
        if word.text.isdigit():
            units = int(word.text)
        elif (found := _column(word, columns)) is not None:
            column = found
        elif "=" not in word.text and (made := _kind("loss", word.text)) is not None and loss is None:
            loss = made
        elif "=" not in word.text and (made := _kind("metric", word.text)) is not None:
            metrics.append(made)
        else:
            kept.append(word)
    given = read_parameters(Output, kept)
    column = column or next((c for c in columns if c.is_target), None)
    needed = _needed(units, loss, column)
    loss = given.settings.pop("loss", None) or loss or _usual_loss(needed, column, activation, arriving)
    judged = given.settings.pop("metrics", ()) or tuple(metrics) or _usual_metrics(loss)
    spec = Output(loss=loss, metrics=judged, **given.settings)
    head = _head(needed, loss, column, arriving, activation, bool(units))
    if head is not None and arriving is not None and len(arriving.shape) != 2 and not _each_step(column, arriving):
        raise LineError(
            say(
                "What reaches the Output has {count} axes with the batch, {shape}, and a class needs 2. Put flatten or "
                "gap before it.",
                count=len(arriving.shape),
                shape=str(arriving),
            ),
            (),
        )
    return End(spec, head, None if column is None else _bound(column, loss), given.name)


def _each_step(column: KnownColumn | None, arriving: TensorType) -> bool:
    """Whether the target has as many axes, so that a Dense for each of its places is meant."""
    return column is not None and len(column.shape) == len(arriving.shape) - (2 if column.classes else 1)


def _column(word: Word, columns: Sequence[KnownColumn]) -> KnownColumn | None:
    return next((c for c in columns if c.name.casefold() == word.text.casefold()), None)


def _kind(category: str, text: str) -> Value | None:
    """A loss or metric by name, by what Keras calls it, or by a beginning such as `sparse`."""
    found = find(category, text) or find(category, text.lower())
    if found is None:
        rated = [(rank(text, name), cls) for name, cls in kinds(category).items()]
        found = next((cls for level in (EXACT, PREFIX) for r, cls in rated if r == level), None)
    try:
        return None if found is None else found()
    except TypeError:
        return None


def _needed(units: int | None, loss: Value | None, column: KnownColumn | None) -> int | None:
    """How many numbers the Output needs for a sample, or for each of its places."""
    if units is not None:
        return units
    if column is None or column.classes == 0:
        return None if column is None else prod(column.shape[-1:])
    return 1 if column.classes == 2 and (loss is None or loss.names[:1] == (BINARY,)) else column.classes


def _usual_loss(needed: int | None, column: KnownColumn | None, activation: str, arriving: TensorType | None) -> Value:
    if column is not None:
        name = NUMBERS if not column.classes else BINARY if needed == 1 else CLASSES
    elif needed is not None:
        name = BINARY if needed == 1 else CLASSES
    else:
        last = arriving.shape[-1] if arriving is not None else None
        name = {"softmax": CLASSES, "sigmoid": BINARY}.get(activation, NUMBERS)
        name = BINARY if name == CLASSES and last == 1 else name
    made: Value = make_value("loss", name, "loss")
    return made


def _usual_metrics(loss: Value) -> tuple[Any, ...]:
    return (make_value("metric", "accuracy", "metrics"),) if set(loss.names) & {BINARY, CLASSES, ONE_HOT} else ()


def _head(
    needed: int | None,
    loss: Value,
    column: KnownColumn | None,
    arriving: TensorType | None,
    activation: str,
    asked: bool,
) -> tuple[int, str] | None:
    """The Dense that is missing: none where what arrives has the numbers already and, of classes, is sure of them."""
    of_classes = bool(set(loss.names) & {BINARY, CLASSES, ONE_HOT})
    if needed is None:
        return None
    fits = arriving is not None and arriving.shape[-1] == needed and (not of_classes or activation in SURE)
    same = column is not None and arriving is not None and not column.classes and arriving.shape[1:] == column.shape
    if not asked and (fits or same):
        return None
    return needed, ("linear" if not of_classes else "sigmoid" if BINARY in loss.names else "softmax")


def _bound(column: KnownColumn, loss: Value) -> Binding:
    steps: tuple[Transform, ...] = ()
    if column.classes and ONE_HOT in loss.names:
        steps = (OneHot(classes=column.classes),)
    return Binding(column.name, steps)


def activation_of(model: Model, source: Source | None) -> str:
    """The last activation behind which a source lies, linear where there is none."""
    spec = None if source is None else model.layer_of(source.call).spec
    if spec is not None and spec.kind in ("Softmax", "Sigmoid"):
        return spec.kind.lower()
    return str(getattr(spec, "activation", "linear"))
