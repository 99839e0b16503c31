"""How a model is compiled, fitted, judged and asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.document.document import Document
from graph.keras.to_keras import compile_config
from graph.layers.core import Output
from graph.specs.message import say
from runtime.api import compile_arguments, fit_arguments, seeds
from runtime.api.errors import ApiError
from runtime.api.model_weights import WeightedModel
from runtime.api.optimizer_objects import OPTIMIZERS, Optimizer
from runtime.api.structures import leaves, one
from runtime.training.batches import Batches
from runtime.training.callbacks.callback import Callback, History
from runtime.training.objective import score_names
from runtime.training.progress_bar import ProgressBar
from runtime.training.trainer import Trainer, split


class TrainedModel(WeightedModel):
    """A model with Keras' `compile`, `fit`, `evaluate` and `predict`."""

    def __init__(self, inputs: Any, outputs: Any, name: str | None = None, trainable: bool = True) -> None:
        super().__init__(inputs, outputs, name, trainable)
        self.stop_training = False
        self.history: History | None = None
        self.optimizer: Optimizer | None = None
        self.loss: Any = None
        """The losses, as `compile` was given them."""
        self._trainer: Trainer | None = None
        self._settled = False

    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        loss_weights: Any = None,
        metrics: Any = None,
        weighted_metrics: Any = None,
        run_eagerly: bool = False,
        steps_per_execution: int = 1,
        jit_compile: bool | str = "auto",
        auto_scale_loss: bool = True,
        *,
        sample_weight_mode: Any = None,
        target_tensors: Any = None,
    ) -> None:
        """Set optimizer, losses and metrics. Lists go by the order of the outputs, dicts by their names.

        One loss for several outputs serves them all. How steps are run (the last four) makes no difference to what is
        computed: everything is compiled, and callbacks hear of every step. `sample_weight_mode` is taken from programs
        for Keras 2; weights of each step are told by their shape.
        """
        compile_arguments.check_older(self.output_names, sample_weight_mode, target_tensors)
        compile_arguments.check_ways_to_run(run_eagerly, steps_per_execution, jit_compile, auto_scale_loss)
        chosen: Optimizer = OPTIMIZERS.get("rmsprop" if optimizer is None else optimizer)
        given = [self.in_output_order(part) for part in (loss, loss_weights)]
        outputs = compile_arguments.output_specs(self.output_names, given[0], metrics, given[1], weighted_metrics)
        self._take_plan(chosen, outputs)
        self.loss = loss

    def compile_as(self, document: Document) -> None:
        """Take optimizer, losses and metrics from a document's training plan and Outputs."""
        root = document.main
        specs = tuple(root.layer_of(call).spec for call in root.outputs)
        outputs = tuple(spec for spec in specs if isinstance(spec, Output))
        self._take_plan(OPTIMIZERS.get(document.training.optimizer), outputs)
        self.loss = compile_config(document).get("loss")

    def _take_plan(self, optimizer: Optimizer, outputs: tuple[Output, ...]) -> None:
        self.optimizer, self._trainer, self._settled = optimizer, None, False
        self.with_outputs(outputs)

    def _document(self) -> Document:
        document = super()._document()
        if self.optimizer is None:
            return document
        document = replace(document, training=replace(document.training, optimizer=self.optimizer.spec))
        return compile_arguments.without_own_functions(document)

    def _compiled(self) -> Trainer:
        if self.optimizer is None:
            raise ApiError(say("Compile the model before training it: model.compile(optimizer=…, loss=…)."))
        trainer = self._trainer
        if trainer is None or not self.optimizer.steers(trainer.optimizer):
            trainer = self._trainer = Trainer(self._ready(), self.optimizer.spec, model=self)
            self.optimizer.steer(trainer.optimizer)
        return trainer

    def _to_train(self) -> Trainer:
        """The trainer for another step. What is trained is settled by the first one after `compile`, as in Keras, and
        not by whoever made the network before."""
        trainer = self._compiled()
        if not self._settled:
            store, self._settled = trainer.network.weights, True
            trained = {id(v) for v, place in zip(store.variables, store.places) if place.trainable}
            if trained != {id(v) for v in self.trainable_weights}:
                self._network = self._trainer = None
                trainer = self._compiled()
        return trainer

    @property
    def compiled(self) -> bool:
        """Whether `compile` was called."""
        return self.optimizer is not None

    @property
    def metrics_names(self) -> list[str]:
        """The names under which `evaluate` reports, as far as they are known before data is."""
        return score_names(self._ready().program)

    def fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: int | str = "auto",
        callbacks: Any = None,
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
        fit_arguments.check_fit(batch_size, epochs, shuffle, initial_epoch, steps_per_epoch)
        trainer, (level, watchers) = self._to_train(), watching(callbacks, verbose, "train")
        batches = self._batches(x, y, sample_weight, class_weight, batch_size, steps_per_epoch)
        validation = None
        if validation_data is not None:
            held = fit_arguments.held_out(validation_data)
            validation = self._batches(*held, None, validation_batch_size or batches.batch_size)
        elif validation_split:
            batches, validation = split(batches, validation_split)
            if validation_batch_size:
                validation = replace(validation, batch_size=validation_batch_size)
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

    def _batches(
        self, x: Any, y: Any, weights: Any, class_weight: Any, size: int | None, steps: int | None = None
    ) -> Batches:
        network = self._compiled().network
        fit_arguments.check_losses(network.program)
        x, y, weights = self.in_input_order(x), self.in_output_order(y), self.in_output_order(weights)
        return fit_arguments.batches(network, x, y, weights, class_weight, size, steps)

    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        sample_weight: Any = None,
        steps: int | None = None,
        callbacks: Any = None,
        return_dict: bool = False,
    ) -> Any:
        """Loss and metrics on arrays: the loss alone, a list, or a dict where `return_dict` asks for it."""
        trainer, (level, watchers) = self._compiled(), watching(callbacks, verbose, "test")
        batches = self._batches(x, y, sample_weight, None, batch_size)
        return shown(trainer.evaluate(batches, steps=steps, callbacks=watchers, verbose=level), return_dict)

    def predict(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        steps: int | None = None,
        callbacks: Any = None,
    ) -> Any:
        """The outputs for arrays, batch by batch, nested as the model's outputs are."""
        columns = fit_arguments.input_columns(self._ready(), self.in_input_order(x))
        _, watchers = watching(callbacks, verbose, "predict")
        return self.as_given(self._predictor().predict(columns, batch_size or 32, steps=steps, callbacks=watchers))

    def _predictor(self) -> Trainer:
        """The trainer, also of a model that was never compiled."""
        if self.optimizer is not None:
            return self._compiled()
        if self._trainer is None:
            self._trainer = Trainer(self._ready(), OPTIMIZERS.get("sgd").spec, model=self)
        return self._trainer

    def predict_on_batch(self, x: Any) -> Any:
        """The outputs for one batch of arrays."""
        columns = fit_arguments.input_columns(self._ready(), self.in_input_order(x))
        return self.as_given(self._predictor().predict_on_batch(columns))

    def train_on_batch(
        self, x: Any, y: Any = None, sample_weight: Any = None, class_weight: Any = None, return_dict: bool = False
    ) -> Any:
        """One step on these arrays."""
        trainer = self._to_train()
        batches = self._batches(x, y, sample_weight, class_weight, len(leaves(x)[0]))
        return shown(trainer.train_on_batch(batches, class_weight), return_dict)

    def test_on_batch(self, x: Any, y: Any = None, sample_weight: Any = None, return_dict: bool = False) -> Any:
        """Loss and metrics of one batch of arrays."""
        batches = self._batches(x, y, sample_weight, None, len(leaves(x)[0]))
        return shown(self._compiled().evaluate(batches), return_dict)


def watching(callbacks: Any, verbose: int | str, what: str) -> tuple[int, list[Callback]]:
    """The level of `verbose`, and the callbacks with the progress bar that it asks for."""
    level = {"auto": 1, 0: 0, 1: 1, 2: 2}.get(verbose)
    if level is None:
        raise ApiError(say("verbose must be 0, 1, 2 or auto. Received: {given!r:.80}.", given=verbose))
    given = [c for c in leaves(callbacks) if c is not None]
    for callback in given:
        if not isinstance(callback, Callback):
            raise ApiError(
                say("callbacks must be Callback objects, one or a list. Received: {given!r:.80}.", given=callback)
            )
    return level, [*given, *([ProgressBar(level, what)] if level else [])]


def shown(logs: Mapping[str, float], return_dict: bool) -> Any:
    """Results as Keras gives them: by sorted names, or in their order, the only one alone."""
    return dict(sorted(logs.items())) if return_dict else one(list(logs.values()))
