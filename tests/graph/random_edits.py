"""Edits as somebody might make them who tries everything: for tests of what follows a document from edit to edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from graph.document.document import Document, Layer, Model, Note, Source
from graph.editing import edits
from graph.editing.clipboard import copy, paste
from graph.editing.grouping import group, share, ungroup
from graph.editing.rewiring import remove_and_reconnect
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import MessageError
from graph.specs.registry import find, layer_kinds
from graph.specs.spec import Spec

KINDS = (
    "Input",
    "Dense",
    "Dense",
    "Output",
    "Add",
    "Concatenate",
    "Flatten",
    "Reshape",
    "Dropout",
    "Embedding",
    "LSTM",
)
KINDS += ("BatchNormalization", "Conv2D", "Activation", "MultiHeadAttention", "Identity")
SETTINGS: dict[str, tuple[dict[str, object], ...]] = {
    "Input": ({"shape": (4,)}, {"shape": (8,)}, {"shape": (6, 6, 3)}, {"shape": (5, 4)}, {"shape": (None,)}),
    "Dense": ({"units": 4}, {"units": 8}, {"activation": "softmax"}, {"units": 1}, {"activation": "relu"}),
    "Reshape": ({"target_shape": (2, 2)}, {"target_shape": (4, 1)}, {"target_shape": (-1,)}),
    "Embedding": ({"input_dim": 10, "output_dim": 4}, {"input_dim": 3}),
    "LSTM": ({"return_sequences": True}, {"units": 4}),
    "Conv2D": ({"filters": 4, "kernel_size": 3}, {"kernel_size": 9}, {"padding": "same"}),
}
NAMES = ("dense", "a", "b", "x/y", "", "long name", "b")


def spec(kind: str) -> Spec:
    cls = layer_kinds()[kind]
    return cls(**cls.examples[0].params)


class Someone:
    """Makes one edit after another; some are refused and leave the document as it was."""

    def __init__(self, random: Random, document: Document) -> None:
        self.random, self.document = random, document
        self.history = [document]

    def step(self) -> Document:
        """The document after one more edit, or after going back."""
        make: Callable[[], Document] = self.random.choice(
            [self._add] * 4
            + [self._connect] * 6
            + [self._set] * 3
            + [self._reuse] * 2
            + [self._other] * 3
            + [
                self._disconnect,
                self._dot,
                self._dot,
                self._remove,
                self._group,
                self._ungroup,
                self._paste,
                self._back,
                self._share,
            ]
        )
        try:
            self.document = make()
        except (MessageError, IndexError, KeyError):
            return self.document
        self.history.append(self.document)
        return self.document

    def _model(self) -> Model:
        return self.random.choice(list(self.document.models.values()))

    def _layer(self, model: Model) -> Layer:
        return self.random.choice(list(model.layers.values()))

    def _call(self, model: Model) -> str:
        return self.random.choice(list(model.calls))

    def _some(self, model: Model) -> list[str]:
        return self.random.sample(list(model.layers), min(self.random.randint(1, 3), len(model.layers)))

    def _add(self) -> Document:
        model = self._model()
        others = [m for m in self.document.models if m not in (model.id, self.document.root)]
        made = NestedModel(model=self.random.choice(others)) if others and self.random.random() < 0.2 else None
        place = (self.random.randint(0, 4) * 200.0, self.random.randint(0, 4) * 100.0)
        return edits.add_layer(self.document, model.id, made or spec(self.random.choice(KINDS)), place)[0]

    def _connect(self) -> Document:
        model = self._model()
        source = Source(self._call(model), self.random.choice((0, 0, 0, 1)))
        return edits.connect(self.document, model.id, source, self._call(model), self.random.choice((0, 0, 1, 2)))

    def _disconnect(self) -> Document:
        model = self._model()
        _, call, port = self.random.choice(list(model.wires()))
        return edits.disconnect(self.document, model.id, call, port)

    def _dot(self) -> Document:
        model = self._model()
        _, call, port = self.random.choice(list(model.wires()))
        place = (self.random.randint(0, 4) * 200.0, self.random.randint(0, 4) * 100.0)
        before = self.random.choice([None, *model.dots])
        return edits.add_dot(self.document, model.id, call, port, place, before)[0]

    def _remove(self) -> Document:
        model = self._model()
        delete = self.random.choice((edits.remove, remove_and_reconnect))
        return delete(self.document, model.id, self._some(model))

    def _set(self) -> Document:
        model = self._model()
        layer = self._layer(model)
        options = SETTINGS.get(layer.spec.kind)
        if options is None:
            return self._other()
        return edits.set_params(self.document, model.id, layer.id, self.random.choice(options))

    def _reuse(self) -> Document:
        model = self._model()
        return edits.reuse(self.document, model.id, Source(self._call(model)), self._layer(model).id)[0]

    def _group(self) -> Document:
        model = self._model()
        return group(self.document, model.id, self._some(model), "inner")[0]

    def _ungroup(self) -> Document:
        model = self._model()
        return ungroup(self.document, model.id, self._layer(model).id)[0]

    def _share(self) -> Document:
        model = self._model()
        return share(self.document, model.id, self._some(model), "second")[0]

    def _paste(self) -> Document:
        model = self._model()
        return paste(self.document, model.id, copy(self.document, model.id, self._some(model)))[0]

    def _back(self) -> Document:
        return self.random.choice(self.history)

    def _other(self) -> Document:
        """What changes no shape, mostly."""
        model, document = self._model(), self.document
        layer, call = self._layer(model), self._call(model)
        place = (self.random.randint(0, 4) * 200.0, self.random.randint(0, 4) * 100.0)
        loss = find("loss", self.random.choice(("CategoricalCrossentropy", "BinaryCrossentropy", "MeanSquaredError")))
        assert loss is not None
        return self.random.choice(
            (
                lambda: edits.rename_layer(document, model.id, layer.id, self.random.choice(NAMES)),
                lambda: edits.set_trainable(document, model.id, layer.id, not layer.trainable),
                lambda: edits.move(document, model.id, {layer.id: place}),
                lambda: edits.split_off(document, model.id, call, place),
                lambda: edits.join_back(document, model.id, call),
                lambda: edits.rename_model(document, model.id, self.random.choice(("one", "two"))),
                lambda: edits.put_note(document, model.id, Note("", "text", place, (120.0, 60.0)))[0],
                lambda: edits.set_params(document, model.id, layer.id, {"loss": loss()}),
                lambda: replace(document, training=document.training.replace(batch_size=self.random.choice((8, 64)))),
                lambda: edits.order_ends(document, model.id, model.inputs[::-1], model.outputs[::-1]),
            )
        )()
