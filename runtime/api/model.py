"""Keras' `Model`: layers between input and output tensors, to be compiled, fitted, evaluated, asked, and used as a
layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from graph.document.document import Document
from graph.inference.program import flatten
from graph.layers.core import Model as ModelSpec
from graph.layers.core import Output
from graph.specs.message import say
from graph.specs.spec import TensorType
from runtime.api import compile_arguments, fit_arguments, seeds
from runtime.api.building import nodes_feeding, to_document
from runtime.api.functional import ApiError, Layer, Node, Tensor, automatic_name, checked_name, flat_tensors, one
from runtime.execution.network import Network
from runtime.ops.op import Array
from runtime.training.callbacks import Callback, History
from runtime.training.progress_bar import ProgressBar
from runtime.training.trainer import Trainer, split
from runtime.weights.weights import Variable


class Model(Layer):
    """`Model(inputs, outputs)`: what lies between the tensors."""

    spec_class = ModelSpec

    def __init__(
        self, inputs: Any = None, outputs: Any = None, name: str | None = None, trainable: bool = True
    ) -> None:
        self.input_tensors: list[Tensor] = list(flat_tensors(inputs))
        self.output_tensors: list[Tensor] = list(flat_tensors(outputs))
        if not all(isinstance(t, Tensor) for t in (*self.input_tensors, *self.output_tensors)):
            raise ApiError(
                say("Model needs symbolic tensors: inputs made by Input, and outputs that layers made of them.")
            )
        self._single = isinstance(outputs, Tensor)
        self.nodes_in_order: list[Node] = nodes_feeding(self.input_tensors, self.output_tensors)
        self.name = checked_name(name) if name is not None else automatic_name("functional")
        self._check_names()
        self.extra: Mapping[str, Any] = {}
        """What a file said about the model beyond layers and calls, such as Keras' class for it."""
        self._trainable = True
        if not trainable:
            self.trainable = False
        self.nodes: list[Node] = []
        self.variables: dict[str, Variable] = {}
        self.built = True
        self.stop_training = False
        self.history: History | None = None
        self._outputs: tuple[Output, ...] = ()
        self._optimizer_spec: Any = None
        self._network: Network | None = None
        self._trainer: Trainer | None = None

    def _check_names(self) -> None:
        seen: dict[str, Layer] = {}
        for node in self.nodes_in_order:
            if seen.setdefault(node.layer.name, node.layer) is not node.layer:
                raise ApiError(say('The name "{name}" is used by two layers of the model.', name=node.layer.name))

    @property
    def trainable(self) -> bool:
        """Whether training changes the weights inside; setting it sets it for every layer inside, as in Keras."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)
        for node in self.nodes_in_order:
            node.layer.trainable = bool(value)

    def connect(self, inputs: tuple[Tensor, ...]) -> Node:
        """Use the model as a layer: its layers are called again on these tensors."""
        if len(inputs) != len(self.input_tensors):
            raise ApiError(
                say(
                    "The model {name} takes {n} inputs. Received: {m}.",
                    name=self.name,
                    n=len(self.input_tensors),
                    m=len(inputs),
                )
            )
        node = Node(self, inputs, self._types_for(tuple(t.type for t in inputs)))
        self.nodes.append(node)
        return node

    def _types_for(self, given: tuple[TensorType, ...]) -> tuple[TensorType, ...]:
        types = dict(zip((id(t) for t in self.input_tensors), given))
        for tensor, type in zip(self.input_tensors, given):
            want, got = tensor.shape, type.shape
            if len(want) != len(got) or any(
                a is not None and b is not None and a != b for a, b in zip(want[1:], got[1:])
            ):
                raise ApiError(
                    say(
                        "The model {name} expects {want} at {input}. Received: {got}.",
                        name=self.name,
                        want=str(tensor.type),
                        input=tensor.name,
                        got=str(type),
                    )
                )
        for node in self.nodes_in_order[len(self.input_tensors) :]:
            arriving = tuple(types[id(t)] for t in node.inputs)
            found = (
                node.layer._types_for(arriving) if isinstance(node.layer, Model) else node.layer.spec.outputs(arriving)
            )
            types.update(zip((id(t) for t in node.outputs), found))
        return tuple(types[id(t)] for t in self.output_tensors)

    def __call__(self, *inputs: Any, **keywords: Any) -> Any:
        given = flat_tensors(inputs)
        if all(isinstance(t, Tensor) for t in given):
            return one(self.connect(given).outputs)
        arrays = [np.asarray(x) for x in given]
        network = self._ready()
        return one(network(*arrays, training=bool(keywords.get("training"))))

    @property
    def layers(self) -> list[Layer]:
        """The layers in Keras' order."""
        from graph.inference.program import layer_order

        built = to_document(self)
        objects = built.layers[built.document.root]
        return [objects[layer] for layer in layer_order(built.document.main) if layer in objects]

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        found = self.layers
        if index is not None:
            return found[index]
        for layer in found:
            if layer.name == name:
                return layer
        raise ApiError(
            say("No layer is called {name}. There are: {names}.", name=name, names=", ".join(x.name for x in found))
        )

    @property
    def inputs(self) -> list[Tensor]:
        return list(self.input_tensors)

    @property
    def outputs(self) -> list[Tensor]:
        return list(self.output_tensors)

    @property
    def input_shape(self) -> Any:
        return one([t.shape for t in self.input_tensors])

    @property
    def output_shape(self) -> Any:
        return one([t.shape for t in self.output_tensors])

    @property
    def input_names(self) -> list[str]:
        return [t.name for t in self.input_tensors]

    @property
    def output_names(self) -> list[str]:
        return list(self._ready().output_names)

    # Weights -------------------------------------------------------------------------------------------------------

    def _ready(self) -> Network:
        """The network, made when it is first needed and again after `compile`."""
        if self._network is None:
            built = to_document(self, self._outputs)
            self._network = Network(flatten(built.document), seed=seeds.draw(), variables=built.variables)
        return self._network

    @property
    def weights(self) -> list[Variable]:
        return list(self._ready().weights.variables)

    @property
    def trainable_weights(self) -> list[Variable]:
        built = to_document(self)  # not of the network: layers may have been frozen since it was made
        owned = flatten(built.document).weights
        return list(dict.fromkeys(built.variables[w.layer, w.name] for w in owned if w.trainable))

    @property
    def non_trainable_weights(self) -> list[Variable]:
        trained = self.trainable_weights
        return [v for v in self.weights if v not in trained]

    def get_weights(self) -> list[Array]:
        """Copies of all weights, in Keras' order."""
        return [v.numpy() for v in self.weights]

    def count_params(self) -> int:
        return sum(v.value.size for v in self.weights)

    def save(self, path: str | Path, **options: Any) -> None:
        """Write the model as a `.keras` file that Keras opens too."""
        from runtime.files.keras_files import save_keras

        document = to_document(self, self._outputs).document
        if self._optimizer_spec is not None:
            document = replace(document, training=replace(document.training, optimizer=self._optimizer_spec))
        save_keras(Path(path), document, self._ready().weights.of_every_path())

    def save_weights(self, path: str | Path, **options: Any) -> None:
        from runtime.files.keras_files import save_weights

        save_weights(Path(path), to_document(self).document, self._ready().weights.of_every_path())

    def load_weights(self, path: str | Path, **options: Any) -> None:
        from runtime.files.keras_files import load_weights

        self._ready().weights.set_every_path(load_weights(Path(path), to_document(self).document))

    # Training ------------------------------------------------------------------------------------------------------

    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        metrics: Any = None,
        loss_weights: Any = None,
        sample_weight_mode: Any = None,
        weighted_metrics: Any = None,
        target_tensors: Any = None,
        **options: Any,
    ) -> None:
        """Set optimizer, losses and metrics. Lists go by the order of the outputs, dicts by their names.

        One loss for several outputs serves them all. `sample_weight_mode` is accepted from older Keras and not needed.
        """
        compile_arguments.check_options(options, target_tensors)
        self._optimizer_spec = compile_arguments.optimizer_spec(optimizer)
        names = list(names_of_outputs(self))
        self._outputs = compile_arguments.output_specs(names, loss, metrics, loss_weights, weighted_metrics)
        self._network = self._trainer = None

    def compile_as(self, document: Document) -> None:
        """Take optimizer, losses and metrics from a document's training plan and Outputs."""
        root = document.main
        specs = tuple(root.layer_of(call).spec for call in root.outputs)
        self._outputs = tuple(spec for spec in specs if isinstance(spec, Output))
        self._optimizer_spec = document.training.optimizer
        self._network = self._trainer = None

    def _compiled(self) -> Trainer:
        if self._optimizer_spec is None:
            raise ApiError(say("Compile the model before training it: model.compile(optimizer=…, loss=…)."))
        if self._trainer is None:
            self._trainer = Trainer(self._ready(), self._optimizer_spec, model=self)
        return self._trainer

    @property
    def optimizer(self) -> Any:
        return self._compiled().optimizer

    @property
    def metrics_names(self) -> list[str]:
        from runtime.training.objective import score_names

        return score_names(self._ready().program)

    def fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: int | str = "auto",
        callbacks: Sequence[Callback] | None = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: bool | str = True,
        class_weight: Mapping[int, float] | None = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_batch_size: int | None = None,
        validation_freq: int | Sequence[int] = 1,
    ) -> History:
        """Train on arrays (or lists and dicts of them); gives the History. All arguments mean what they mean in
        Keras."""
        trainer = self._compiled()
        fit_arguments.check_losses(trainer.network.program)
        batches = fit_arguments.batches(trainer.network, x, y, sample_weight, class_weight, batch_size, steps_per_epoch)
        validation = None
        if validation_data is not None:
            held = (*validation_data, None)[:3] if len(validation_data) < 3 else validation_data
            size = validation_batch_size or batches.batch_size
            validation = fit_arguments.batches(trainer.network, held[0], held[1], held[2], None, size, None)
        elif validation_split:
            batches, validation = split(batches, validation_split)
            if validation_batch_size:
                validation = replace(validation, batch_size=validation_batch_size)
        level = 1 if verbose == "auto" else int(verbose)
        watchers = [*(callbacks or ()), *([ProgressBar(level)] if level else [])]
        self.history = trainer.fit(
            batches,
            validation,
            epochs=epochs,
            initial_epoch=initial_epoch,
            shuffle=shuffle,
            seed=seeds.draw(),
            steps_per_epoch=steps_per_epoch,
            validation_steps=validation_steps,
            validation_freq=validation_freq,
            class_weight=dict(class_weight) if class_weight else None,
            callbacks=watchers,
            verbose=level,
        )
        return self.history

    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        sample_weight: Any = None,
        steps: int | None = None,
        callbacks: Sequence[Callback] | None = None,
        return_dict: bool = False,
    ) -> Any:
        """Loss and metrics on arrays: the loss alone, a list, or a dict where `return_dict` asks for it."""
        trainer = self._compiled()
        fit_arguments.check_losses(trainer.network.program)
        batches = fit_arguments.batches(trainer.network, x, y, sample_weight, None, batch_size, None)
        level = 1 if verbose == "auto" else int(verbose)
        watchers = [*(callbacks or ()), *([ProgressBar(level, "test")] if level else [])]
        logs = trainer.evaluate(batches, steps=steps, callbacks=watchers, verbose=level)
        if return_dict:
            return dict(sorted(logs.items()))
        return one(list(logs.values()))

    def predict(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        steps: int | None = None,
        callbacks: Sequence[Callback] | None = None,
    ) -> Any:
        """The outputs for arrays, batch by batch; a list where the model has several."""
        network = self._ready()
        columns = fit_arguments.input_columns(network, x)
        trainer = self._predictor()
        level = 1 if verbose == "auto" else int(verbose)
        watchers = [*(callbacks or ()), *([ProgressBar(level, "predict")] if level else [])]
        return one(trainer.predict(columns, batch_size or 32, steps=steps, callbacks=watchers))

    def _predictor(self) -> Trainer:
        """The trainer, also of a model that was never compiled."""
        if self._trainer is None and self._optimizer_spec is None:
            self._trainer = Trainer(self._ready(), compile_arguments.optimizer_spec("sgd"), model=self)
        return self._trainer or self._compiled()

    def predict_on_batch(self, x: Any) -> Any:
        """The outputs for one batch of arrays."""
        return one(self._predictor().predict_on_batch(fit_arguments.input_columns(self._ready(), x)))

    def train_on_batch(
        self, x: Any, y: Any = None, sample_weight: Any = None, class_weight: Any = None, return_dict: bool = False
    ) -> Any:
        """One step on these arrays."""
        trainer = self._compiled()
        rows = len(flat_tensors(x)[0])
        logs = trainer.train_on_batch(
            fit_arguments.batches(trainer.network, x, y, sample_weight, class_weight, rows, None), class_weight
        )
        return dict(sorted(logs.items())) if return_dict else one(list(logs.values()))

    # Views ---------------------------------------------------------------------------------------------------------

    def summary(
        self,
        line_length: int | None = None,
        print_fn: Any = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
    ) -> None:
        """Print Keras' table."""
        from graph.views.summary import summary
        from graph.views.summary_text import summary_text

        table = summary(to_document(self).document, expand_nested=expand_nested, show_trainable=show_trainable)
        (print_fn or print)(summary_text(table, line_length=line_length))


def names_of_outputs(model: Model) -> tuple[str, ...]:
    from graph.document.names import output_names

    return output_names(to_document(model).document.main)
