"""What holds for every kind of metric: a state that batches update. A new one needs nothing here."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.specs.registry import kinds, make
from runtime.training.metrics.metric import MetricState, metric_state, resolved

ROWS, CLASSES = 6, 4
METRICS = [
    pytest.param(make(kind, given), id=f"{name}-{i}")
    for name, kind in kinds("metric").items()
    for i, given in enumerate(kind.examples)
]


def state_of(metric: Any) -> MetricState:
    return metric_state(resolved(metric, metric.sparse, CLASSES), metric.sparse, "output")


def batch(metric: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    prediction = rng.dirichlet(np.ones(CLASSES), ROWS)
    classes = rng.integers(0, CLASSES, ROWS)
    target = classes if metric.sparse else np.eye(CLASSES)[classes]
    return target, prediction, np.linspace(0.5, 2, ROWS)


@pytest.mark.parametrize("metric", METRICS)
def test_batches_together_say_what_all_rows_at_once_say(metric: Any) -> None:
    rows = batch(metric)
    whole, parts = state_of(metric), state_of(metric)
    whole.update(*rows)
    for part in (slice(0, 2), slice(2, 3), slice(3, None)):
        parts.update(*(array[part] for array in rows))
    assert parts.result() == pytest.approx(whole.result(), rel=1e-9)
    assert np.isfinite(whole.result()).all()


@pytest.mark.parametrize("metric", METRICS)
def test_after_a_reset_nothing_is_known(metric: Any) -> None:
    used, fresh = state_of(metric), state_of(metric)
    used.update(*batch(metric))
    used.reset()
    assert not np.any(used.result()) and not np.any(fresh.result())
    for state in (used, fresh):
        state.update(*batch(metric))
    np.testing.assert_array_equal(used.result(), fresh.result())


@pytest.mark.parametrize("metric", METRICS)
def test_rows_without_weight_don_t_count(metric: Any) -> None:
    target, prediction, weights = batch(metric)
    weights[-2:] = 0
    with_them, without = state_of(metric), state_of(metric)
    with_them.update(target, prediction, weights)
    without.update(target[:-2], prediction[:-2], weights[:-2])
    assert with_them.result() == pytest.approx(without.result(), rel=1e-9)


@pytest.mark.parametrize("metric", METRICS)
def test_it_is_kept_under_the_name_it_was_given_by(metric: Any) -> None:
    assert state_of(metric.replace(label="mine")).name == "mine"
    assert state_of(metric).name == (metric.names[0] if metric.names else state_of(metric).spec.shown)
