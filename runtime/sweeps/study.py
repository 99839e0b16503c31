"""The study of a sweep: which values were tried and what came of them, as Optuna keeps it."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from graph.document.document import Document
from graph.inference.history import history_directions
from graph.specs.message import say
from graph.specs.ranges.range import RangeSpec
from runtime.sweeps.folder import SweepError, SweepFolder
from runtime.sweeps.ranges.rule import rule_of

if TYPE_CHECKING:
    import optuna

NAME = "layerloom"
DONE, PRUNED, FAILED, RUNNING = "done", "pruned", "failed", "running"


@dataclass(frozen=True)
class Trial:
    """One training of a sweep: `values` by setting, `value` what it is judged by (None while there is nothing),
    `reported` the epochs told so far, `reason` why it failed, `worker` who trains it."""

    number: int
    id: int
    state: str
    values: Mapping[str, Any]
    value: float | None = None
    reported: Mapping[int, float] = field(default_factory=dict)
    reason: str = ""
    worker: str = ""
    tries: int = 0
    seconds: float | None = None


class Study:
    """The trials of a sweep, also those that other processes train; raises SweepError where they can't be had."""

    def __init__(self, folder: SweepFolder, document: Document, storage: str | None = None) -> None:
        self._folder, self._document, self._plan = folder, document, document.sweep
        self._ranges = {r.key: r for r in self._plan.ranges if isinstance(r, RangeSpec)}
        self.is_larger_better = is_larger_better(document)
        self._told: dict[int, set[int]] = {}
        self._study = self._open(storage)

    def _open(self, storage: str | None) -> optuna.Study:
        import optuna

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        warnings.filterwarnings("ignore", module="optuna")
        try:
            kept: Any = storage
            if storage is None:
                from optuna.storages import JournalStorage
                from optuna.storages.journal import JournalFileBackend

                kept = JournalStorage(JournalFileBackend(str(self._folder.journal)))
            name = NAME if storage is None else self._folder.path.resolve().name
            direction: Any = "maximize" if self.is_larger_better else "minimize"
            return optuna.create_study(study_name=name, storage=kept, load_if_exists=True, direction=direction)
        except Exception as error:  # whatever a database, its driver or a damaged journal raises
            where = storage or str(self._folder.journal)
            raise SweepError(
                say("The trials of the sweep can't be read from {where}: {reason}", where=where, reason=_short(error))
            ) from None

    def trials(self) -> list[Trial]:
        """All trials so far, by number."""
        return [self._read(found) for found in self._study.get_trials(deepcopy=False)]

    def ask(self) -> Trial | None:
        """A new trial with its values, this process being its worker; None where a grid has no more."""
        known = self._study.get_trials(deepcopy=False)
        if self._plan.sampler == "grid":
            left = self._untried(known)
            if left is None:
                return None
            self._study.sampler = _fixed(left)
        else:
            self._study.sampler = self._sampler(len(known))
        trial = self._study.ask({key: rule_of(spec).distribution(spec) for key, spec in self._ranges.items()})
        trial.set_user_attr("worker", self._folder.worker)
        return self._read(self._study.get_trials(deepcopy=False)[trial.number])

    def _untried(self, known: Sequence[Any]) -> dict[str, Any] | None:
        """What of the grid no trial has been given yet, None where there is nothing."""
        tried = {tuple(found.params.get(key) for key in self._ranges) for found in known}
        grids = [rule_of(spec).grid(spec) for spec in self._ranges.values()]
        left = next((each for each in product(*grids) if each not in tried), None)
        return None if left is None else dict(zip(self._ranges, left))

    def take_up(self, trial: Trial) -> Trial:
        """Make this process the worker of a trial that another one has left; `tries` counts how often that was."""
        self._trial(trial).set_user_attr("worker", self._folder.worker)
        self._trial(trial).set_user_attr("tries", trial.tries + 1)
        return self._read(self._study.get_trials(deepcopy=False)[trial.number])

    def report(self, trial: Trial, epoch: int, value: float | None) -> bool:
        """Tell the number after an epoch, counted from 0; whether the trial is so bad that it should end."""
        told = self._told.setdefault(trial.number, set(trial.reported))
        if value is None or not math.isfinite(value) or (epoch in told and epoch < max(told)):
            return False
        self._study.pruner = self._pruner
        own = self._trial(trial)
        if epoch not in told:  # else it was told, and whoever told it was gone before it could act
            told.add(epoch)
            own.report(value, epoch)
        return bool(own.should_prune())

    def done(self, trial: Trial, value: float) -> None:
        self._study.tell(self._trial(trial), value)

    def prune(self, trial: Trial) -> None:
        from optuna.trial import TrialState

        self._study.tell(self._trial(trial), state=TrialState.PRUNED)

    def fail(self, trial: Trial, reason: str) -> None:
        from optuna.trial import TrialState

        own = self._trial(trial)
        own.set_user_attr("reason", reason[:500])
        self._study.tell(own, state=TrialState.FAIL)

    def best(self) -> Trial | None:
        """The best of the trials that were trained to their end."""
        done = [trial for trial in self.trials() if trial.state == DONE and trial.value is not None]
        sign = -1 if self.is_larger_better else 1
        return min(done, key=lambda trial: sign * (trial.value or 0.0), default=None)

    def _trial(self, trial: Trial) -> optuna.trial.Trial:
        import optuna

        return optuna.trial.Trial(self._study, trial.id)

    def _read(self, found: Any) -> Trial:
        from optuna.trial import TrialState

        states = {TrialState.COMPLETE: DONE, TrialState.PRUNED: PRUNED, TrialState.FAIL: FAILED}
        attributes = found.user_attrs
        values = {
            key: rule_of(self._ranges[key]).value(drawn) for key, drawn in found.params.items() if key in self._ranges
        }
        ended = found.datetime_complete
        return Trial(
            found.number,
            found._trial_id,
            states.get(found.state, RUNNING),
            values,
            found.value,
            dict(found.intermediate_values),
            attributes.get("reason", ""),
            attributes.get("worker", ""),
            attributes.get("tries", 0),
            (ended - found.datetime_start).total_seconds() if ended and found.datetime_start else None,
        )

    def _sampler(self, number: int) -> optuna.samplers.BaseSampler:
        """The sampler of one trial: from the sweep's seed and the trial's number, whoever asks."""
        from optuna import samplers

        seed = (self._plan.seed + number) % 2**32
        if self._plan.sampler == "random":
            return samplers.RandomSampler(seed=seed)
        return samplers.TPESampler(seed=seed)

    @cached_property
    def _pruner(self) -> optuna.pruners.BasePruner:
        from optuna import pruners

        if self._plan.pruner == "none":
            return pruners.NopPruner()
        if self._plan.pruner == "hyperband":
            return pruners.HyperbandPruner(min_resource=1, max_resource=self._document.training.epochs)
        return pruners.MedianPruner(n_startup_trials=5)


def _fixed(values: dict[str, Any]) -> optuna.samplers.BaseSampler:
    """A sampler that chooses these values."""
    from optuna import samplers

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is said to be experimental
        return samplers.PartialFixedSampler(values, samplers.RandomSampler())


def is_larger_better(document: Document) -> bool:
    """Whether the number that a sweep is judged by is better when it is large."""
    plan = document.sweep
    if plan.mode != "auto":
        return plan.mode == "max"
    return history_directions(document).get(plan.monitor, "") == "up"


def _short(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text[:200] or type(error).__name__
