"""A document made ready to train, evaluate or predict: data opened and prepared, network built, trainer set."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from graph.document.document import Document
from graph.inference.program import Program, flatten
from graph.inference.program_types import program_types
from graph.specs.callbacks.callback import CallbackSpec
from graph.specs.message import Message, MessageError, say
from graph.specs.spec import Value
from graph.validate import problems
from graph.validate.problems import Problem, errors
from runtime.data.kept import Kept
from runtime.data.memory import available_bytes
from runtime.data.model_data import ModelData, load_data
from runtime.data.readers.reader import read_alike
from runtime.data.splitting import Split
from runtime.execution.network import Network
from runtime.jit import threads
from runtime.ops.op import Array, find_op
from runtime.ranks.ranks import ranks
from runtime.training.batches import Batches
from runtime.training.class_weights import weights_of_classes
from runtime.training.memory_forecast import memory_forecast
from runtime.training.plan_callbacks import TrainedDocument, check_callbacks
from runtime.training.targets import Target
from runtime.training.trainer import Trainer
from runtime.training.trainer_choice import trainer_class

SEEDS = 2**31


class ExperimentError(MessageError):
    """A document can't be trained or run as it stands."""


@dataclass(frozen=True)
class Overrides:
    """What a command changes in a document's plan; None leaves it as it is.

    `data` is a file or folder to train on, `held_out` one to judge by or to predict for: it goes through the same
    preprocessing as the training data, with the means and classes of that.
    """

    epochs: int | None = None
    batch_size: int | None = None
    seed: int | None = None
    threads: int | None = None
    data: Path | None = None
    held_out: Path | None = None
    class_weight: str | None = None
    callbacks: tuple[Value, ...] = ()
    """Behind those of the document."""
    own_callbacks: bool = True
    """Whether those of the document take part."""

    def applied(self, document: Document) -> Document:
        """The document with these changes; raises MessageError where the data is of no known kind."""
        names = ("epochs", "batch_size", "seed", "threads", "class_weight")
        changes: dict[str, Any] = {name: value for name in names if (value := getattr(self, name)) is not None}
        if self.callbacks or not self.own_callbacks:
            changes["callbacks"] = (*(document.training.callbacks if self.own_callbacks else ()), *self.callbacks)
        document = replace(document, training=document.training.replace(**changes)) if changes else document
        data = document.data
        if self.data is not None:
            data = data.with_dataset(read_alike(self.data.absolute(), data.dataset))
        if self.held_out is not None:
            spec = read_alike(self.held_out.absolute(), data.dataset)
            data = replace(data, dataset=data.dataset or spec, validation=spec)
        return replace(document, data=data)


class Experiment:
    """One document made ready. `base_folder` is where its relative paths start; raises MessageError.

    Without `targets` only the Inputs are fed, which is enough to predict. With `everything` all samples are held out
    for judging, those trained on too. What is `kept` of a training is not learnt anew of the data.
    """

    def __init__(
        self,
        document: Document,
        base_folder: Path | None = None,
        *,
        targets: bool = True,
        everything: bool = False,
        kept: Kept | None = None,
    ) -> None:
        plan = document.training
        self.document, self.base_folder = document, base_folder
        self.program = ready_program(document, training=targets)
        if targets and all(output.spec.loss is None for output in self.program.outputs):
            raise ExperimentError(
                say("No Output has a loss, so there is nothing to train on. Choose a loss in an Output.")
            )
        if targets:
            check_callbacks(plan.callbacks)
        if plan.threads is not None:
            threads.set_threads(plan.threads)
        self.seed = plan.seed if plan.seed is not None else secrets.randbelow(SEEDS)
        self.kept = kept
        self.training, self.validation = self._batches(base_folder, targets, everything)
        self.network = Network(self.program, seed=self.seed)
        self.model = TrainedDocument(document, self.network)
        """What its callbacks see as their model."""
        self.trainer: Trainer = trainer_class()(self.network, plan.optimizer, self.model)
        self.model.trainer = self.trainer

    def _batches(self, base_folder: Path | None, targets: bool, everything: bool) -> tuple[Batches, Batches | None]:
        plan = self.document.training
        split = Split(plan.validation_split, plan.validation_from, plan.seed or 0)
        train, held = load_data(
            self.program,
            self.document.data,
            base_folder,
            split=split,
            targets=targets,
            everything=everything,
            kept=self.kept,
        )
        self.kept = train.kept or self.kept
        self.files: tuple[str, ...] = () if held is None else held.files
        """Of which files the samples are that are held out, where all of a folder are."""
        batches = batches_of(self.program, train, plan.batch_size)
        return batches, None if held is None else batches_of(self.program, held, plan.batch_size)

    @cached_property
    def class_weight(self) -> dict[int, float] | None:
        """How much each class counts; raises RunError where the targets have none."""
        return weights_of_classes(self.document.training.class_weight, self.training)

    @cached_property
    def memory(self) -> int:
        """Bytes that the process will take at most; raises ExperimentError where that is more than it may have.

        Nothing that is counted has been touched then.
        """
        forecast = memory_forecast(self.trainer, self.training, self.validation, self._copies())
        together = ranks()
        refusal = forecast.refusal(available_bytes(), 1 if together is None else together.here)
        if refusal is not None:
            raise ExperimentError(refusal)
        return forecast.total

    def _copies(self) -> int:
        """Copies of the weights that callbacks keep."""
        known = (spec for spec in self.document.training.callbacks if isinstance(spec, CallbackSpec))
        return sum(spec.copies for spec in known)

    @property
    def held_out(self) -> Batches:
        """The samples to judge by: those kept for validation, else all."""
        return self.training if self.validation is None else self.validation

    @property
    def weights(self) -> list[Array]:
        """Copies of the weights in Keras' order."""
        return self.network.weights.get()


def ready_program(document: Document, *, training: bool = True) -> Program:
    """The program of a document without errors; raises ExperimentError with the first one's sentence."""
    found = errors(problems(document, memory=available_bytes() if training else None), training=training)
    if found:
        raise ExperimentError(with_mend(found[0]))
    program = flatten(document)
    for step in program.steps:
        if find_op(type(step.spec)) is None:
            raise ExperimentError(
                say(
                    "{layer}: a layer of the kind {kind} can be drawn and exported, but not be trained here yet. "
                    "Replace it, or train the exported script in Keras.",
                    layer=step.name,
                    kind=step.spec.kind,
                )
            )
    return program


def with_mend(problem: Problem) -> Message:
    """A problem's sentence, with how to mend it."""
    if problem.mend is None:
        return problem.message
    return say("{problem} To mend it: {mend}.", problem=problem.message, mend=problem.mend.text)


def batches_of(program: Program, data: ModelData, batch_size: int) -> Batches:
    """The samples as batches, targets in the form that each Output's loss takes; raises ProgramError or RunError."""
    types = program_types(program, tuple((1, *column.shape[1:]) for column in data.x))
    targets: list[Target | None] = []
    for output, column in zip(program.outputs, data.y, strict=True):
        shape = tuple(n for n in types[output.value].shape[1:] if n is not None)
        targets.append(None if column is None else Target(output, shape, column, np.dtype(np.float32)))
    return Batches(data.x, tuple(targets), (None,) * len(targets), batch_size)
