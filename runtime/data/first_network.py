"""A network to begin with, made for a data set: its Inputs, a sensible body, an Output with loss and metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from graph.data.data_plan import Binding
from graph.data.data_sets.data_set import DatasetSpec
from graph.data.facts import DATES, POSTCODES, TEXTS
from graph.data.steps.categories import HashBuckets
from graph.data.steps.dates import DateParts
from graph.data.steps.missing import DropMissing, FillClasses, FillNumbers
from graph.data.steps.words import TextToWords
from graph.data.transforms import Flatten, OneHot, ReshapeTo, Scale, Standardize, Transform
from graph.document.document import CallId, Document, Source, new_document
from graph.editing.edits import add_layer, connect, move
from graph.layers.core.ends import Input, Output
from graph.layout.arrange import arrange
from graph.specs.message import Message, say
from graph.specs.registry import make_value
from graph.specs.training import TrainingPlan
from runtime.data.column import Column
from runtime.data.dataset import Dataset
from runtime.data.errors import DataError, bad
from runtime.data.gaps import rows_with_gaps
from runtime.data.source_facts import source_facts
from runtime.data.steps.dates import DatePartsRule
from runtime.data.target_guess import MOST_CLASSES, target_classes, told_of_target
from runtime.data.transforms import Arriving
from runtime.data.useless import spared, useless

SPECIAL = (DATES, TEXTS, POSTCODES)
"""What a column may seem to hold that has steps of its own."""
DATE_PARTS = "year, month_cycle, day, weekday_cycle, days"
MOST_WORDS, TEXT_LENGTH = 5000, 100
SMALL_PICTURE = 64 * 64
"""Pixels up to which a picture's features keep their places."""
BOX = (190.0, 110.0)
LARGE = 10.0
"""Quantities up to this are learnt as they are."""
SEEN = 200_000
"""Rows by which a column is judged."""


@dataclass(frozen=True)
class Started:
    """A document for a data set, and what one should know of it: columns that were left out, and why."""

    document: Document
    notes: tuple[Message, ...]
    classes: int = 0
    """How many the target was taken to have, 0 for a quantity."""


def first_network(
    dataset: Dataset, spec: DatasetSpec, target: str, ignore: Sequence[str] = (), is_quantity: bool = False
) -> Started:
    """A document that is bound to the data set and can be trained as it is; raises DataError for an unknown column.

    Whether the target has classes is found from what it holds, unless it is said to be a quantity.
    """
    for name in (target, *ignore):
        dataset.column(name)
    making = _Making(dataset, spec)
    ignored = {name for text in ignore for name in (part.strip() for part in text.split(",")) if name}
    making.inputs([c for c in dataset.columns.values() if c.name != target and c.name not in ignored])
    making.output(dataset.columns[target], is_quantity)
    return making.result()


class _Making:
    def __init__(self, dataset: Dataset, spec: DatasetSpec) -> None:
        self.dataset = dataset
        self.document = replace(new_document(), data=new_document().data.with_dataset(spec))
        self.notes: list[Message] = []
        self.ends: list[CallId] = []
        self.classes = 0

    def inputs(self, columns: list[Column]) -> None:
        """One Input for all plain numbers, one for each category, picture or series."""
        numbers: list[Column] = []
        left: list[tuple[Column, str, Message]] = []
        for column in columns:
            looks = next((facts.looks for facts in source_facts([column])), "")
            reason = useless(column, looks)
            if reason is not None:
                left.append((column, looks, reason))
            elif looks in SPECIAL and (column.classes or looks == POSTCODES):
                self._special(column, looks)
            elif column.shape[1:] in ((), (1,)) and not column.classes:
                numbers.append(column)
            elif column.classes:
                self._category(column)
            else:
                self._array(column)
        notes = [reason for _, _, reason in left]
        if not numbers and not self.ends:
            numbers, notes = spared(left)
        self.notes += notes
        if numbers:
            self._numbers(numbers)
        if not self.ends:
            raise bad(
                "No column of {dataset} can be learnt from. {reason}",
                dataset=self.dataset.name,
                reason=self.notes[0] if self.notes else say("There is none besides the target."),
            )

    def _numbers(self, columns: list[Column]) -> None:
        has_gaps = any(len(rows_with_gaps(column)) for column in columns)
        steps: list[Transform] = [FillNumbers(by="median")] if has_gaps else []
        name = columns[0].name if len(columns) == 1 else "numbers"
        text = ", ".join(column.name for column in columns)
        self._chain(name, Input((len(columns),)), Binding(text, (*steps, Standardize())))

    def _special(self, column: Column, looks: str) -> None:
        """Dates become their parts, texts their words, postcodes buckets."""
        gaps = len(rows_with_gaps(column)) > 0
        if looks == DATES:
            parts = DateParts(parts=DATE_PARTS)
            filling: list[Transform] = [FillNumbers(by="median")] if gaps else []
            try:
                DatePartsRule.settled(parts, Arriving((), column.dtype, column.classes, lambda: iter(())))
            except DataError as error:
                self.notes.append(
                    say("The column {name} is left out: {reason}", name=column.name, reason=error.message)
                )
                return
            self._chain(column.name, Input((parts.width,)), Binding(column.name, (parts, *filling, Standardize())))
        elif looks == POSTCODES:
            buckets = HashBuckets(buckets=32)
            self._chain(column.name, Input((32,)), Binding(column.name, (buckets, OneHot(classes=32))))
        else:
            length = _words_in(column)
            words = TextToWords(size=MOST_WORDS, length=length)
            body = (_layer("Embedding", input_dim=MOST_WORDS, output_dim=16), _layer("GlobalAveragePooling1D"))
            self._chain(column.name, Input((length,), "int32"), Binding(column.name, (words,)), *body)

    def _category(self, column: Column) -> None:
        gaps = len(rows_with_gaps(column)) > 0
        count = len(column.classes) + gaps
        steps: list[Transform] = [FillClasses(by="own_class")] if gaps else []
        if count <= MOST_CLASSES:
            self._chain(column.name, Input((count,)), Binding(column.name, (*steps, OneHot(classes=count))))
            return
        width = min(32, round(count**0.5))
        body = (_layer("Embedding", input_dim=count, output_dim=width), _layer("Flatten"))
        self._chain(column.name, Input((1,), "int32"), Binding(column.name, tuple(steps)), *body)

    def _array(self, column: Column) -> None:
        shape = column.shape[1:]
        steps: list[Transform] = [Scale()] if column.dtype == np.uint8 else []
        if len(shape) == 2 and column.dtype == np.uint8:
            steps.append(ReshapeTo(shape=(*shape, 1)))
            shape = (*shape, 1)
        if len(shape) == 3:
            body = [_layer("Conv2D", filters=32, kernel_size=3, activation="relu"), _layer("MaxPooling2D")]
            body.append(_layer("Conv2D", filters=64, kernel_size=3, activation="relu"))
            # Where things are tells much, as long as it takes no millions of weights.
            is_small = shape[0] * shape[1] <= SMALL_PICTURE
            body += [_layer("MaxPooling2D"), _layer("Flatten")] if is_small else [_layer("GlobalAveragePooling2D")]
            if min(shape[:2]) < 8:
                body = [_layer("Flatten")]
        elif len(shape) == 1 and column.dtype.kind in "iu":
            top = 1 + max(int(column.block(0, min(SEEN, len(column))).max()), 0)
            body = [_layer("Embedding", input_dim=top, output_dim=32), _layer("GlobalAveragePooling1D")]
            self._chain(column.name, Input(shape, "int32"), Binding(column.name), *body)
            return
        elif len(shape) == 2:
            body = [_layer("LSTM", units=32)]
        else:
            steps, body, shape = [*steps, Flatten(), Standardize()], [], (int(np.prod(shape)),)
        self._chain(column.name, Input(shape), Binding(column.name, tuple(steps)), *body)

    def output(self, column: Column, is_quantity: bool) -> None:
        """The body behind all Inputs, and an Output for the target."""
        last = self.ends[0]
        if len(self.ends) > 1:
            last = self._add(_layer("Concatenate"), *self.ends)
        for _ in range(2):
            last = self._add(_layer("Dense", units=64, activation="relu"), last)
        gaps: tuple[Transform, ...] = (DropMissing(),) if len(rows_with_gaps(column)) else ()
        if is_quantity and column.classes:
            raise bad("The column {name} holds texts, which are no quantities.", name=column.name)
        classes, steps, sorted_by = (0, (), False) if is_quantity else target_classes(column)
        self.classes = classes
        self.notes += told_of_target(column, classes)
        values = np.asarray(column.block(0, min(SEEN, len(column)))).reshape(-1)
        if (values == values[0]).all():
            self.notes.append(
                say("The column {name} has one value alone: there is nothing to learn.", name=column.name)
            )
        if classes == 2:
            head, loss = _layer("Dense", units=1, activation="sigmoid"), "binary_crossentropy"
        elif classes:
            head, loss = _layer("Dense", units=classes, activation="softmax"), "sparse_categorical_crossentropy"
        else:
            steps = (*steps, *self._scaled(column, values))
            width = int(np.prod(column.shape[1:], dtype=np.int64))
            head, loss = _layer("Dense", units=width), "mean_squared_error"
        metrics = ("accuracy",) if classes else ("mae",)
        last = self._add(head, last, name=_plain(column.name))
        judged = tuple(make_value("metric", name, "metrics") for name in metrics)
        call = self._add(Output(loss=make_value("loss", loss, "loss"), metrics=judged), last)
        layer = self.document.main.calls[call].layer
        self._bind(layer, Binding(column.name, (*gaps, *steps)))
        plan = TrainingPlan(
            optimizer=make_value("optimizer", "adam", "optimizer"),
            epochs=30,
            validation_split=0.2,
            validation_from="stratified" if sorted_by else "shuffled",
        )
        self.document = replace(self.document, training=plan)

    def _scaled(self, column: Column, values: np.ndarray) -> tuple[Transform, ...]:
        """What brings a quantity to a size that can be learnt in some epochs."""
        known = values[np.isfinite(values)].astype(np.float64)
        if column.shape[1:] not in ((), (1,)) or not known.size or np.abs(known).max() <= LARGE or not known.std():
            return ()
        self.notes.append(
            say(
                "The column {name} is standardized, so that it is learnt sooner: an error of 1 is one of {spread:.4g} "
                "in its own unit, in which predict answers.",
                name=column.name,
                spread=float(known.std()),
            )
        )
        return (Standardize(),)

    def result(self) -> Started:
        main = self.document.main
        self.document = move(self.document, main.id, arrange(main, dict.fromkeys(main.layers, BOX)))
        return Started(self.document, tuple(self.notes), self.classes)

    def _chain(self, name: str, given: Input, binding: Binding, *body: Any) -> None:
        self.document, layer, last = add_layer(self.document, self.document.root, given, name=_plain(name))
        self._bind(layer, binding)
        for spec in body:
            last = self._add(spec, last)
        self.ends.append(last)

    def _add(self, spec: Any, *sources: CallId, name: str = "") -> CallId:
        self.document, _, call = add_layer(self.document, self.document.root, spec, name=name or None)
        for port, source in enumerate(sources):
            self.document = connect(self.document, self.document.root, Source(source), call, port)
        return call

    def _bind(self, layer: str, binding: Binding) -> None:
        self.document = replace(self.document, data=self.document.data.bind(layer, binding))


def _layer(kind: str, **given: Any) -> Any:
    return make_value("layer", {"kind": kind, **given}, "layer")


def _words_in(column: Column) -> int:
    """A length that most texts fit into: an average over what is only filled up says little."""
    counts = [len(text.split()) for text in column.classes[:SEEN]]
    return int(np.clip(np.quantile(counts, 0.95) if counts else TEXT_LENGTH, 2, TEXT_LENGTH))


def _plain(name: str) -> str:
    """A layer's name made of a column's: letters, digits and underscores."""
    return "".join(sign if sign.isalnum() else "_" for sign in name)[:60].strip("_") or "column"
