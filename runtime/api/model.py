"""Keras' `Model`: layers between input and output tensors, to be compiled, fitted, evaluated, asked, and used as a
layer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from shutil import get_terminal_size
from typing import Any, ClassVar, Self

from graph.keras.compile import with_compile_config
from graph.keras.config import CLASS_KEY, SEQUENTIAL
from graph.keras.to_keras import to_keras
from graph.keras.types_of_layers import type_of_config
from graph.specs.arguments import only
from graph.specs.message import say
from graph.specs.working_type import computing_in
from graph.views.summary import Row, summary
from graph.views.summary_text import ends_of_columns, summary_text
from runtime.api import checks
from runtime.api.building import to_document
from runtime.api.errors import ApiError
from runtime.api.from_document import from_document
from runtime.api.model_training import TrainedModel


class Model(TrainedModel):
    """`Model(inputs, outputs)`: what lies between the tensors."""

    stacked: ClassVar[Any] = None
    """Makes a Sequential of a model that is a plain chain: set by `sequential`, which knows these."""
    revived: ClassVar[Any] = None
    """Makes again the object of a class of one's own that a document notes: set by `own.reading`."""

    def to_json(self, **options: Any) -> str:
        """The model as a text, without its weights: layers, calls, and what it was compiled with.

        `options` are those of `json.dumps`.
        """
        with computing_in(self.dtype):
            return json.dumps(self.keras_config(self._document()), **options)

    def summary(
        self,
        line_length: int | None = None,
        positions: Any = None,
        print_fn: Any = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
        layer_range: Any = None,
    ) -> None:
        """Print Keras' table."""
        checks.whole("summary", "line_length", line_length, optional=True)
        if print_fn is not None and not callable(print_fn):
            raise ApiError(say("summary: print_fn must be a function. Received: {given!r:.80}.", given=print_fn))
        table = summary(to_document(self).document, expand_nested=expand_nested, show_trainable=show_trainable)
        if self.extra.get(CLASS_KEY) == SEQUENTIAL:  # a stack's Input is no layer of it
            table = replace(table, rows=tuple(r for r in table.rows if r.depth or r.kind != "InputLayer"))
        if layer_range is not None:
            table = replace(table, rows=rows_between(table.rows, layer_range))
        ends = None if positions is None else _ends(positions, len(ends_of_columns(table)))
        (print_fn or print)(summary_text(table, get_terminal_size().columns, line_length, ends))

    @property
    def run_eagerly(self) -> bool:
        """As `compile` was given it: steps are compiled in any case."""
        return bool(self._ways.get("run_eagerly", False))

    @property
    def steps_per_execution(self) -> int:
        """After how many batches callbacks hear of them, as `compile` was given it."""
        return int(self._ways.get("steps_per_execution", 1))

    @property
    def jit_compile(self) -> Any:
        """As `compile` was given it: steps are compiled in any case."""
        return self._ways.get("jit_compile", True)

    def compile_from_config(self, config: Mapping[str, Any]) -> None:
        """Compile it as `get_compile_config` told of another model; raises KerasConfigError."""
        self.compile_as(with_compile_config(to_document(self).document, config), config)

    def get_config(self) -> dict[str, Any]:
        """Its layers and calls as Keras writes them; `from_config` makes a model of them."""
        with computing_in(self.dtype):
            config: dict[str, Any] = to_keras(to_document(self).document)["config"]
        return {**config, "trainable": self.trainable}

    @classmethod
    def from_config(cls, config: Mapping[str, Any], custom_objects: Mapping[str, Any] | None = None) -> Self:
        """A new model of the structure that `get_config` gave; its weights are new."""
        from graph.keras.from_keras import from_keras  # readers are loaded when something is read

        only("from_config", "custom_objects", custom_objects, None, {})
        kind = "Functional" if "input_layers" in config else "Sequential"
        whole = {"class_name": kind, "config": config}
        with computing_in(type_of_config(whole)):
            return from_document(from_keras(whole), cls)


def _ends(positions: Any, columns: int) -> tuple[float, ...]:
    """The ends of a summary's columns; raises ApiError."""
    given = list(positions) if isinstance(positions, (list, tuple)) else []
    are_shares = all(isinstance(p, (int, float)) and 0 < p <= 1 for p in given)
    if len(given) != columns or not are_shares or sorted(set(given)) != given:
        raise ApiError(
            say(
                "summary: positions must be where the {n} columns end, as shares of the line that rise to 1. "
                "Received: {given!r:.80}.",
                n=columns,
                given=positions,
            )
        )
    return tuple(float(p) for p in given)


def rows_between(rows: tuple[Row, ...], names: Any) -> tuple[Row, ...]:
    """The rows from the first layer to the last whose names begin as one of the two expressions says; raises
    ApiError."""
    pair = list(names) if isinstance(names, (list, tuple)) else []
    if len(pair) != 2 or not all(isinstance(name, str) for name in pair):
        raise ApiError(say("layer_range must be two names of layers. Received: {given!r:.80}.", given=names))
    found = [[i for i, row in enumerate(rows) if not row.depth and re.match(name, row.name)] for name in pair]
    if not all(found):
        raise ApiError(
            say(
                "layer_range names no layers of the model: {names}. There are: {known}.",
                names=", ".join(pair),
                known=", ".join(row.name for row in rows if not row.depth),
            )
        )
    first, last = (min(found[0]), max(found[1])) if min(found[0]) <= max(found[1]) else (min(found[1]), max(found[0]))
    end = next((i for i in range(last + 1, len(rows)) if not rows[i].depth), len(rows))
    return rows[first:end]
