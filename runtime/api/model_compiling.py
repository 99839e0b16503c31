"""How a model is compiled, and what it is trained with from then on."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.document.document import Document
from graph.keras.to_keras import compile_config
from graph.layers.core.ends import Output
from graph.specs.message import say
from graph.specs.spec import Value
from runtime.api import compile_arguments
from runtime.api.bound_targets import BoundTargets, weight_modes
from runtime.api.callable_values import Metric
from runtime.api.cross_entropies import wait_for_targets
from runtime.api.errors import ApiError
from runtime.api.model_weights import WeightedModel
from runtime.api.optimizer_objects import OPTIMIZERS, Optimizer
from runtime.api.saved_documents import as_files_hold
from runtime.api.structures import leaves
from runtime.api.value_objects import ValueObject
from runtime.ops.op import Array
from runtime.training.objective import score_names
from runtime.training.optimizers.file_state import file_state
from runtime.training.optimizers.older_state import take_older_state
from runtime.training.trainer import Trainer
from runtime.training.trainer_choice import trainer_class

if TYPE_CHECKING:
    from runtime.files.weight_files import OptimizerState


class CompiledModel(WeightedModel):
    """A model with an optimizer, losses and metrics."""

    def __init__(self, inputs: Any, outputs: Any, name: str | None = None, trainable: bool = True) -> None:
        super().__init__(inputs, outputs, name, trainable)
        self.optimizer: Optimizer | None = None
        self.loss: Any = None
        """The losses, as `compile` was given them."""
        self._trainer: Trainer | None = None
        self._settled = False
        self._ways: dict[str, Any] = {}
        self._given: tuple[Any, ...] = ()
        """Losses, their weights, metrics and weighted metrics as `compile` was given them."""
        self._spoken: list[tuple[ValueObject, Value]] = []
        """The objects among them, each with what it said of itself then."""
        self._waits = False
        """Whether a loss is only settled when targets come."""
        self._target_shapes: list[tuple[int, ...] | None] | None = None
        self._modes: list[str | None] = []
        """What `sample_weight_mode` said of each output."""
        self._bound: BoundTargets | None = None
        self._never_trained = False
        """Whether it was compiled to be evaluated alone, with `optimizer=None`."""

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

        One loss for several outputs serves them all, each by its own weight. How steps are run (the last four) makes no
        difference to what is computed: everything is compiled. Callbacks hear of every `steps_per_execution`-th batch.

        The last two are those of Keras 2. `sample_weight_mode` "temporal", for all outputs or for each, says that
        `sample_weight` has a weight for each step. `target_tensors` are the targets, one array, a list or a dict by
        names of outputs: `fit` and `evaluate` then need no y.
        """
        names, shapes = self.output_names, self._shapes
        modes = weight_modes(names, shapes, self.in_output_order(sample_weight_mode))
        bound = BoundTargets(names, self.in_output_order(target_tensors))
        compile_arguments.check_ways_to_run(run_eagerly, steps_per_execution, jit_compile, auto_scale_loss)
        chosen: Optimizer = OPTIMIZERS.get("rmsprop" if optimizer is None else optimizer)
        given = self.in_output_order(loss), metrics, self.in_output_order(loss_weights), weighted_metrics
        self._take_plan(chosen, compile_arguments.output_specs(names, shapes, *given))
        self._waits = wait_for_targets(compile_arguments.losses_of(names, given[0]), shapes)
        self.loss, self._given, self._modes, self._bound = loss, given, modes, bound
        self._never_trained = optimizer is None
        self._spoken = [(part, part.spec) for part in leaves(list(given)) if isinstance(part, ValueObject)]
        self._ways = {
            "run_eagerly": run_eagerly,
            "steps_per_execution": steps_per_execution,
            "jit_compile": jit_compile,
        }

    def compile_as(self, document: Document, config: Mapping[str, Any] | None = None) -> None:
        """Take optimizer, losses and metrics from a document's training plan and Outputs, and from what a file or
        another model says of `compile` how steps are run."""
        root = document.main
        specs = tuple(root.layer_of(call).spec for call in root.outputs)
        outputs = tuple(spec for spec in specs if isinstance(spec, Output))
        self._take_plan(OPTIMIZERS.get(document.training.optimizer), outputs)
        self.loss = compile_config(document).get("loss")
        self._ways = compile_arguments.ways_to_run(config or {})

    def _take_plan(self, optimizer: Optimizer, outputs: tuple[Output, ...]) -> None:
        self.optimizer, self._trainer, self._settled = optimizer, None, False
        self._given, self._spoken, self._waits, self._target_shapes = (), [], False, None
        self._modes, self._bound, self._never_trained = [], None, False
        self.with_outputs(outputs)

    def _document(self) -> Document:
        document = super()._document()
        if self.optimizer is None:
            return as_files_hold(document)
        document = replace(document, training=replace(document.training, optimizer=self.optimizer.spec))
        return as_files_hold(document)

    def compiled_document(self) -> Document:
        """The model as a document with what it was compiled with, also what no file can hold."""
        document = super()._document()
        optimizer = self.optimizer
        assert optimizer is not None
        return replace(document, training=replace(document.training, optimizer=optimizer.spec))

    def _compiled(self) -> Trainer:
        if self.optimizer is None:
            raise ApiError(say("Compile the model before training it: model.compile(optimizer=…, loss=…)."))
        if self._spoken:
            self._hear_again()
        network, trainer = self._ready(), self._trainer
        if trainer is None or trainer.network is not network or not self.optimizer.steers(trainer.optimizer):
            holders = {id(spec): part for part, spec in self._spoken if isinstance(part, Metric)}
            trainer = self._trainer = trainer_class()(network, self.optimizer.spec, self, holders)
            self.optimizer.steer(trainer.optimizer)
        return trainer

    def keras_config(self, document: Document) -> dict[str, Any]:
        """The same, with how steps are run."""
        config = super().keras_config(document)
        if config.get("compile_config"):
            config["compile_config"] = {**config["compile_config"], **self._ways}
        return config

    def _optimizer_state(self) -> OptimizerState | None:
        from runtime.files.weight_files import OptimizerState

        optimizer, rule = self.optimizer, None if self.optimizer is None else self.optimizer.rule
        if optimizer is None or rule is None or not rule.moves(self._ready().weights):
            return None
        return OptimizerState(optimizer.name, file_state(rule))

    def _take_optimizer_of(self, source: Path, document: Document) -> None:
        from runtime.files.keras_files import load_optimizer
        from runtime.files.safetensors_files import SAFETENSORS

        if self.optimizer is not None and source.suffix != SAFETENSORS:
            self.take_optimizer_state(*load_optimizer(source, document))

    def take_optimizer_state(self, names: Sequence[str], arrays: Sequence[Array]) -> None:
        """Go on where a training stopped that left these arrays, in the order of their file; warns where they are of
        another."""
        if not arrays:
            return
        rule = self._to_train().optimizer
        if not take_older_state(rule, names, arrays):
            warnings.warn(
                "The state of the optimizer is not loaded: it is of another optimizer or of other trained weights, or "
                "lies in an order that is not told. Training begins with a fresh one.",
                stacklevel=4,
            )

    @property
    def _loss_order(self) -> Sequence[str]:
        """The outputs in the order in which their losses are listed: that of a dict of losses where outputs are a
        dict, too."""
        if not (isinstance(self.loss, dict) and isinstance(self.output, dict)):
            return ()
        known = self.output_names
        return [name for name in self.loss if name in known]

    @property
    def _shapes(self) -> list[tuple[int | None, ...]]:
        return [tensor.shape for tensor in self.output_tensors]

    def settle_losses(self, targets: Sequence[tuple[int, ...] | None]) -> None:
        """Settle, by the shapes of the first targets, which losses are meant where only these tell."""
        self._waits, self._target_shapes, self._trainer = False, list(targets), None
        self._take_outputs()

    def _take_outputs(self) -> None:
        given = *self._given, self._target_shapes
        self.with_outputs(compile_arguments.output_specs(self.output_names, self._shapes, *given))

    def _hear_again(self) -> None:
        """Take losses and metrics anew where one of their objects has been changed since."""
        if any(part.spec is not spec for part, spec in self._spoken):
            self._spoken = [(part, part.spec) for part, _ in self._spoken]
            self._trainer = None
            self._take_outputs()

    def _to_train(self) -> Trainer:
        """The trainer for another step. What is trained is settled by the first one after `compile`, as in Keras, and
        not by whoever made the network before."""
        if self._never_trained:
            raise ApiError(
                say("The model was compiled without an optimizer. To train it: compile(optimizer=…, loss=…).")
            )
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
    def metrics(self) -> list[Any]:
        """The running losses and metrics of the last training or evaluation, each with `name` and `result()`."""
        scores = None if self._trainer is None else self._trainer.scores
        return [] if scores is None else list(scores.all())

    def get_metrics_result(self) -> dict[str, float]:
        """What the running losses and metrics say, by sorted names."""
        return dict(sorted((metric.name, metric.result()) for metric in self.metrics))

    def reset_metrics(self) -> None:
        """Let the running losses and metrics begin anew."""
        for metric in self.metrics:
            metric.reset()

    def get_compile_config(self) -> dict[str, Any]:
        """What `compile` was given, as Keras writes it into files."""
        return {**compile_config(self._document()), **self._ways} if self.compiled else {}

    @property
    def metrics_names(self) -> list[str]:
        """The names under which `evaluate` reports, as far as they are known before data is."""
        return score_names(self._ready().program)
