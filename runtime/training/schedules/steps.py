"""Schedules that jump. Formulas: keras/src/optimizers/schedules."""

from __future__ import annotations

import math
from bisect import bisect_left

from graph.specs.schedules.steps import CosineDecayRestarts, PiecewiseConstantDecay
from runtime.kinds.computes import computes
from runtime.training.schedules.schedule import ScheduleRule


@computes(PiecewiseConstantDecay)
class PiecewiseConstantDecayRule(ScheduleRule):
    def rate(self, step: int) -> float:
        return float(self.spec.values[bisect_left(self.spec.boundaries, step)])


@computes(CosineDecayRestarts)
class CosineDecayRestartsRule(ScheduleRule):
    def rate(self, step: int) -> float:
        s = self.spec
        share = step / s.first_decay_steps
        if s.t_mul == 1:
            wave = math.floor(share)
            share -= wave
        else:
            wave = math.floor(math.log(max(1 - share * (1 - s.t_mul), 1e-12)) / math.log(s.t_mul) + 1e-9)
            share = (share - (1 - s.t_mul**wave) / (1 - s.t_mul)) / s.t_mul**wave
        height = s.m_mul**wave * (1 + math.cos(math.pi * min(max(share, 0.0), 1.0))) / 2
        return float(s.initial_learning_rate * ((1 - s.alpha) * height + s.alpha))
