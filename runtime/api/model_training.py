"""How a model is fitted, judged and asked."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence, Sized
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

from graph.specs.arguments import only
from graph.specs.message import MessageError, say
from runtime.api import checks, fit_arguments, seeds
from runtime.api.bound_targets import check_modes
from runtime.api.errors import ApiError
from runtime.api.foreign_arrays import is_foreign, own_arrays
from runtime.api.model_compiling import CompiledModel
from runtime.api.optimizer_objects import OPTIMIZERS
from runtime.api.own_steps import JUDGING, PREDICTING, TESTING, TRAINING, refuse_own_steps
from runtime.api.py_dataset import PyDataset
from runtime.api.streams import is_stream, plain_batches, refuse_beside, stream_feed
from runtime.api.structures import leaves, one
from runtime.data.column import Column
from runtime.ops.op import Array
from runtime.training.batches import Batches
from runtime.training.callbacks.callback import Callback, History
from runtime.training.feeds import StreamFeed
from runtime.training.progress_bar import ProgbarLogger, ProgressBar
from runtime.training.trainer import Trainer, split

MEASURING = ("evaluate", "test_on_batch")
"""What needs no loss: metrics are told all the same."""


class TrainedModel(CompiledModel):
    """A model with Keras' `fit`, `evaluate` and `predict`."""

    def __init__(
        self, inputs: Any = None, outputs: Any = None, name: str | None = None, trainable: bool = True
    ) -> None:
        super().__init__(inputs, outputs, name, trainable)
        self.stop_training = False
        self.history: History | None = None

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
        checks.fitting(
            batch_size=batch_size,
            epochs=epochs,
            validation_split=validation_split,
            shuffle=shuffle,
            initial_epoch=initial_epoch,
            steps_per_epoch=steps_per_epoch,
            validation_steps=validation_steps,
            validation_batch_size=validation_batch_size,
            validation_freq=validation_freq,
        )
        refuse_own_steps(self, *TRAINING, *JUDGING)
        self._to_train()
        watchers = watching(callbacks, verbose, "train")
        validation: Batches | StreamFeed | None = None
        if is_stream(x):
            refuse_beside("fit", y=y, sample_weight=sample_weight, validation_split=validation_split)
            batches: Batches | StreamFeed = self._feed("fit", x, class_weight, steps_per_epoch, bool(shuffle))
        else:
            batches = self._batches("fit", x, y, sample_weight, class_weight, batch_size, steps_per_epoch)
            if validation_split and validation_data is None:
                batches, validation = split(batches, validation_split)
                batches = in_batches(batches, batch_size, steps_per_epoch)
                validation = in_batches(validation, validation_batch_size or batch_size, validation_steps)
        if is_stream(validation_data):
            validation = self._feed("fit", validation_data, None, validation_steps)
        elif validation_data is not None:
            held = fit_arguments.held_out(validation_data)
            size = validation_batch_size or batch_size
            try:
                validation = self._batches("fit", *held, None, size, validation_steps)
            except MessageError as error:
                raise ApiError(say("validation_data: {error}", error=str(error))) from None
        trainer = self._to_train()
        history = trainer.fit(
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
            verbose=verbose,
        )
        tell_trouble(trainer)
        return history

    def _batches(
        self,
        owner: str,
        x: Any,
        y: Any,
        weights: Any,
        class_weight: Any,
        size: int | None,
        steps: int | None = None,
        trainer: Trainer | None = None,
    ) -> Batches:
        x, y = own_arrays("x", x), own_arrays("y", y)
        weights = own_arrays("sample_weight", weights)
        y = self._targets(owner, self.in_output_order(y))
        network = (trainer or self._compiled()).network
        if owner not in MEASURING:
            fit_arguments.check_losses(network.program)
        x, weights = self.in_input_order(x), self.in_output_order(weights)
        found = fit_arguments.batches(owner, network, x, y, weights, class_weight, size, steps)
        if any(self._modes):
            check_modes(self.output_names, self._modes, found.weights)
        return found

    def _targets(self, owner: str, y: Any) -> Any:
        """y with the targets that the model was compiled with; where losses wait for targets, these settle them."""
        if self._bound:
            y = self._bound.beside(owner, y)
        if self._waits and y is not None:
            names = self.output_names
            parts = fit_arguments.by_name("y", names, fit_arguments.nothing_where_unused(self._compiled().network, y))
            self.settle_losses([None if part is None else np.shape(part) for part in parts])
        return y

    def _feed(self, owner: str, x: Any, class_weight: Any, limit: int | None, shuffle: bool = False) -> StreamFeed:
        """The batches of a generator or data set."""

        def read(batch: tuple[Any, ...]) -> Batches:
            x, y, weights = batch
            return self._batches(owner, x, y, weights, class_weight, rows_of(x))

        return stream_feed(owner, x, read, limit, shuffle=shuffle)

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
        refuse_own_steps(self, *TESTING, *JUDGING)
        checks.counting("evaluate", batch_size, steps)
        watchers = watching(callbacks, verbose, "test")
        batches: Batches | StreamFeed
        if is_stream(x):
            refuse_beside("evaluate", y=y, sample_weight=sample_weight)
            batches = self._feed("evaluate", x, None, steps)
        else:
            batches = self._batches("evaluate", x, y, sample_weight, None, batch_size, steps)
        trainer = self._compiled()
        logs = trainer.evaluate(batches, steps=steps, callbacks=watchers, verbose=verbose)
        return self._shown(logs, return_dict)

    def predict(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: int | str = "auto",
        steps: int | None = None,
        callbacks: Any = None,
    ) -> Any:
        """The outputs for arrays, batch by batch, nested as the model's outputs are."""
        checks.counting("predict", batch_size, steps)
        watchers = watching(callbacks, verbose, "predict")
        how: dict[str, Any] = {"callbacks": watchers, "verbose": verbose}
        if is_stream(x):
            columns_of_each = (self._columns(given) for given, _, _ in islice(plain_batches("predict", x), steps))
            known = steps or (x.num_batches if isinstance(x, PyDataset) else None)
            return self.as_given(self._predictor().predict_each(columns_of_each, steps=known, **how))
        columns = self._columns(x)
        if not len(columns[0]):
            return self.as_given(self._of_nothing(columns))
        size = fit_arguments.usual_size(batch_size, steps, len(columns[0]))
        return self.as_given(self._predictor().predict(columns, size, steps=steps, **how))

    def _columns(self, x: Any) -> list[Column]:
        """The inputs as columns; there may be no samples in them."""
        return fit_arguments.input_columns(self._ready(), self.in_input_order(own_arrays("x", x)), least=0)

    def _of_nothing(self, columns: Sequence[Column]) -> list[Array]:
        """The outputs for no samples: arrays of their shapes."""
        return self._ready()(*(np.zeros((0, *column.shape[1:]), np.float32) for column in columns))

    def _predictor(self) -> Trainer:
        """The trainer, also of a model that was never compiled."""
        refuse_own_steps(self, *PREDICTING)
        if self.optimizer is not None:
            return self._compiled()
        if self._trainer is None or self._trainer.network is not self._ready():
            self._trainer = Trainer(self._ready(), OPTIMIZERS.get("sgd").spec, model=self)
        return self._trainer

    def predict_on_batch(self, x: Any) -> Any:
        """The outputs for one batch of arrays."""
        columns = self._columns(x)
        if not len(columns[0]):
            return self.as_given(self._of_nothing(columns))
        return self.as_given(self._predictor().predict_on_batch(columns))

    def train_on_batch(
        self, x: Any, y: Any = None, sample_weight: Any = None, class_weight: Any = None, return_dict: bool = False
    ) -> Any:
        """One step on these arrays."""
        refuse_own_steps(self, *TRAINING, *JUDGING)
        trainer = None if self._waits else self._to_train()
        batches = self._batches("train_on_batch", x, y, sample_weight, class_weight, rows_of(x), None, trainer)
        trainer = trainer or self._to_train()
        logs = trainer.train_on_batch(batches, class_weight)
        tell_trouble(trainer)
        return self._shown(logs, return_dict)

    def test_on_batch(self, x: Any, y: Any = None, sample_weight: Any = None, return_dict: bool = False) -> Any:
        """Loss and metrics of one batch of arrays."""
        refuse_own_steps(self, *TESTING, *JUDGING)
        batches = self._batches("test_on_batch", x, y, sample_weight, None, rows_of(x))
        return self._shown(self._compiled().evaluate(batches), return_dict)

    def _shown(self, logs: Mapping[str, float], return_dict: bool) -> Any:
        """Results as Keras gives them: by sorted names, or in their order, the only one alone."""
        if return_dict:
            return dict(sorted(logs.items()))
        scores = None if self._trainer is None else self._trainer.scores
        return one(list(logs.values()) if scores is None else scores.listed(logs, self._loss_order))


def tell_trouble(trainer: Trainer) -> None:
    """Warn of what ended a training before its time."""
    if trainer.trouble is not None:
        warnings.warn(str(trainer.trouble), RuntimeWarning, stacklevel=3)


def rows_of(x: Any) -> int | None:
    """How many samples a batch has; None where it is none, which is found out with the rest."""
    first = next(iter(leaves(x)), None)
    if first is not None and is_foreign(first):
        shape: tuple[int, ...] = getattr(first, "shape", ())
        return int(shape[0]) if len(shape) else None
    return len(first) if isinstance(first, Sized) else None


def in_batches(batches: Batches, size: int | None, steps: int | None) -> Batches:
    """The same rows in batches of the usual size for so many steps, where none was asked for."""
    return replace(batches, batch_size=fit_arguments.usual_size(size, steps, batches.rows))


def watching(callbacks: Any, verbose: Any, what: str) -> list[Callback]:
    """The callbacks, with the progress bar that `verbose` asks for."""
    owner = {"train": "fit", "test": "evaluate"}.get(what, what)
    if verbose is None or isinstance(verbose, (bool, np.bool_, np.integer)):
        verbose = int(verbose or 0)
    only(owner, "verbose", verbose, "auto", 0, 1, 2)
    level = 1 if verbose == "auto" else int(verbose)
    given = [] if callbacks is None else list(leaves(callbacks))
    for callback in given:
        if not isinstance(callback, Callback):
            raise ApiError(
                say("callbacks must be Callback objects, one or a list. Received: {given!r:.80}.", given=callback)
            )
    drawn = level and not any(isinstance(callback, ProgbarLogger) for callback in given)
    return [*given, *([ProgressBar(level, what)] if drawn else [])]
