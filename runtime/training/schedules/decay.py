"""Schedules that make steps smaller as training goes on. Formulas: keras/src/optimizers/schedules."""

from __future__ import annotations

import math

from graph.specs.schedules.decay import CosineDecay, ExponentialDecay, InverseTimeDecay, PolynomialDecay
from runtime.kinds.computes import computes
from runtime.training.schedules.schedule import ScheduleRule


@computes(ExponentialDecay)
class ExponentialDecayRule(ScheduleRule):
    def rate(self, step: int) -> float:
        s = self.spec
        passed = step // s.decay_steps if s.staircase else step / s.decay_steps
        return float(s.initial_learning_rate * s.decay_rate**passed)


@computes(InverseTimeDecay)
class InverseTimeDecayRule(ScheduleRule):
    def rate(self, step: int) -> float:
        s = self.spec
        passed = step // s.decay_steps if s.staircase else step / s.decay_steps
        return float(s.initial_learning_rate / (1 + s.decay_rate * passed))


@computes(PolynomialDecay)
class PolynomialDecayRule(ScheduleRule):
    def rate(self, step: int) -> float:
        s = self.spec
        length = s.decay_steps * max(1, math.ceil(step / s.decay_steps)) if s.cycle else s.decay_steps
        left = 1 - min(step, length) / length
        return float((s.initial_learning_rate - s.end_learning_rate) * left**s.power + s.end_learning_rate)


@computes(CosineDecay)
class CosineDecayRule(ScheduleRule):
    def rate(self, step: int) -> float:
        s = self.spec
        top = s.initial_learning_rate
        if s.warmup_target is not None:
            if step < s.warmup_steps:
                return float(top + (s.warmup_target - top) * step / s.warmup_steps)
            top, step = s.warmup_target, step - s.warmup_steps
        wave = (1 + math.cos(math.pi * min(step, s.decay_steps) / s.decay_steps)) / 2
        return float(top * ((1 - s.alpha) * wave + s.alpha))
