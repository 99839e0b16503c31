"""Random documents to train: layers shared and called in series, models nested and shared, several ends."""

from __future__ import annotations

from random import Random
from typing import Any

from graph.document.document import Document, Source, new_document
from graph.editing.edits import add_call, add_layer, add_model, connect, set_trainable
from graph.layers.activation import Activation
from graph.layers.convolution.conv import Conv2D
from graph.layers.core.dense import Dense
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.layers.merging.addition import Add
from graph.layers.merging.concatenate import Concatenate
from graph.layers.recurrent.lstm import LSTM
from graph.layers.regularization.dropout import Dropout
from graph.layers.reshaping.reshape import Flatten, Reshape

WIDTHS = (2, 3, 4)
ENDS = (
    ("mse", None),
    ("mse", "linear"),
    ("binary_crossentropy", "sigmoid"),
    ("categorical_crossentropy", "softmax"),
    ("sparse_categorical_crossentropy", "softmax"),
    (None, "tanh"),
)
Wire = tuple[Source, int]
"""A source of vectors, and how long they are."""


class Weaver:
    """Grows one document: first the models to nest, each may use those before it, then the root."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.document: Document = new_document(f"random_{seed}")
        self.nestable: list[tuple[str, tuple[int, ...], tuple[int, ...]]] = []
        """(model, widths of its inputs, widths of its outputs)."""

    def weave(self) -> Document:
        for _ in range(self.rng.choice((0, 1, 2, 3, 3))):
            self.document, model = add_model(self.document, "part")
            inputs, outputs = self._model(model, self.rng.randint(1, 4), root=False)
            self.nestable.append((model, inputs, outputs))
        self._model(self.document.root, self.rng.randint(5, 12), root=True)
        return self.document

    def _model(self, model: str, size: int, root: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
        self.model, self.wires, self.shared = model, [], []
        inputs = tuple(self.rng.choice(WIDTHS) for _ in range(self.rng.randint(1, 2)))
        self.wires = [(self._add(Input(shape=(n,))), n) for n in inputs]
        if root and self.rng.random() < 0.3:
            self._words()
        for _ in range(size):
            self.rng.choice(
                (
                    self._dense,
                    self._again,
                    self._again,
                    self._again,
                    self._series,
                    self._join,
                    self._join,
                    self._convolve,
                    self._read,
                    self._nest,
                    self._nest,
                    self._nest,
                    self._plain,
                )
            )()
        if not root and self.nestable:
            self._nest()
        results = [self.rng.choice(self.wires[-3:]) for _ in range(self.rng.randint(1, 2))]
        if not any(source.call not in self.document.models[model].inputs for source, _ in results):
            results[0] = self._dense()
        outputs = [self._result(wire, root, first=i == 0) for i, wire in enumerate(results)]
        return inputs, tuple(outputs)

    def _result(self, wire: Wire, root: bool, first: bool) -> int:
        if not root:
            self._add(Output(), wire[0])
            return wire[1]
        loss, activation = self.rng.choice(ENDS[:-1] if first else ENDS)
        if activation is not None:
            wire = self._add(Dense(units=3, activation=activation), wire[0]), 3
        self._add(Output(loss=loss, loss_weight=self.rng.choice((1.0, 0.3))), wire[0])
        return wire[1]

    def _add(self, spec: Any, *sources: Source) -> Source:
        self.document, self.layer, call = add_layer(self.document, self.model, spec)
        return self._wired(call, sources)

    def _call(self, layer: str, *sources: Source) -> Source:
        self.document, call = add_call(self.document, self.model, layer)
        return self._wired(call, sources)

    def _wired(self, call: str, sources: tuple[Source, ...]) -> Source:
        for port, source in enumerate(sources):
            self.document = connect(self.document, self.model, source, call, port)
        return Source(call)

    def _anything(self, width: int | None = None) -> Wire:
        """A wire, later ones more likely; a layer makes one where none has that width."""
        fitting = [w for w in self.wires if width in (None, w[1])]
        if fitting:
            return max(self.rng.choice(fitting), self.rng.choice(fitting), key=self.wires.index)
        return self._dense(width)

    def _keep(self, source: Source, width: int) -> Wire:
        self.wires.append((source, width))
        return source, width

    def _dense(self, width: int | None = None) -> Wire:
        (source, n), units = self._anything(), width or self.rng.choice(WIDTHS)
        activation = self.rng.choice(("linear", "tanh", "sigmoid", "gelu", "softmax", "elu"))
        options = {"kernel_regularizer": "l2"} if self.rng.random() < 0.2 else {}
        if self.rng.random() < 0.1:
            options["activity_regularizer"] = "l2"
        found = self._keep(self._add(Dense(units=units, activation=activation, **options), source), units)
        self.shared.append((self.layer, (n,), (units,)))
        if self.rng.random() < 0.08:
            self.document = set_trainable(self.document, self.model, self.layer, False)
        return found

    def _again(self) -> None:
        """One more call of a layer or of a nested model."""
        if not self.shared:
            self._dense()
        layer, inputs, outputs = self.rng.choice(self.shared)
        call = self._call(layer, *(self._anything(n)[0] for n in inputs)).call
        for number, n in enumerate(outputs):
            self._keep(Source(call, number), n)

    def _series(self) -> None:
        """A(B(A(x)))."""
        source, n = self._anything()
        first = self._add(Dense(units=n, activation="tanh"), source)
        a = self.layer
        self._keep(self._call(a, self._add(Dense(units=n, activation="sigmoid"), first)), n)
        self.shared.append((a, (n,), (n,)))

    def _join(self) -> None:
        """A sum or a concatenation, of the same wire twice perhaps."""
        source, n = self._anything()
        others = [self._anything(n)[0] if self.rng.random() < 0.7 else source for _ in range(self.rng.randint(1, 2))]
        if self.rng.random() < 0.5:
            self._keep(self._add(Add(), source, *others), n)
        else:
            joined = self._add(Concatenate(), source, *others, self._anything()[0])
            self._keep(self._add(Dense(units=n), joined), n)

    def _convolve(self) -> None:
        image = self._add(Reshape(target_shape=(2, 2, 1)), self._anything(4)[0])
        filters = self._add(Conv2D(filters=2, kernel_size=2, padding="same", activation="tanh"), image)
        if self.rng.random() < 0.5:  # the same filters for the image and for its double
            doubled = self._call(self.layer, self._add(Add(), image, image))
            filters = self._add(Add(), filters, doubled)
        self._keep(self._add(Dense(units=3), self._add(Flatten(), filters)), 3)

    def _read(self) -> None:
        steps = self._add(Reshape(target_shape=(-1, 2)), self._anything(4)[0])
        units, states = self.rng.choice(WIDTHS), self.rng.random() < 0.4
        call = self._add(LSTM(units=units, return_state=states), steps).call
        self._keep(Source(call), units)
        if states:
            self._keep(Source(call, 2), units)
        if self.rng.random() < 0.5:
            again = self._add(Reshape(target_shape=(2, 2)), self._anything(4)[0])
            lstm = self.document.models[self.model].calls[call].layer
            self._keep(self._call(lstm, again), units)

    def _nest(self) -> None:
        if not self.nestable:
            return self._join()
        model, inputs, outputs = self.rng.choice(self.nestable)
        call = self._add(NestedModel(model=model), *(self._anything(n)[0] for n in inputs)).call
        self.shared.append((self.layer, inputs, outputs))
        for number, n in enumerate(outputs):
            self._keep(Source(call, number), n)
        return None

    def _plain(self) -> None:
        source, n = self._anything()
        spec = Dropout(rate=0.3) if self.rng.random() < 0.5 else Activation(activation="softsign")
        self._keep(self._add(spec, source), n)

    def _words(self) -> None:
        """Whole numbers, looked up twice in one table, read with and without a mask."""
        ids = self._add(Input(shape=(3,), dtype="int32"))
        vectors = self._add(Embedding(input_dim=5, output_dim=2, mask_zero=self.rng.random() < 0.5), ids)
        self._keep(self._add(LSTM(units=3), vectors), 3)
