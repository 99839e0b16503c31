"""Losses that turn to what is still predicted badly, or away from it. Formulas: keras/src/losses/losses.py on JAX.

From logits the value is Keras' own, in which probabilities are clipped at 1e-7; the gradient is that of the loss that
is not clipped: who is sure and wrong must learn.
"""

from __future__ import annotations

import numpy as np

from graph.specs.losses.focal import (
    BinaryFocalCrossentropy,
    CategoricalFocalCrossentropy,
    CategoricalGeneralizedCrossEntropy,
)
from graph.specs.message import say
from runtime.kinds.computes import computes
from runtime.ops.faults import RunError
from runtime.ops.op import Array
from runtime.training.losses.loss import ArrayLoss, Kernel

EPSILON = 1e-7


def _limits(prediction: Array) -> tuple[Array, Array]:
    """The least and the largest probability whose logarithm is taken, in the prediction's precision."""
    low = prediction.dtype.type(EPSILON)
    return low, prediction.dtype.type(1) - low


def _power(base: Array, exponent: float) -> tuple[Array, Array]:
    """The power and its slope, which is 0 where the exponent is."""
    slope = exponent * base ** (exponent - 1) if exponent else np.zeros_like(base)
    return base**exponent, slope


@computes(BinaryFocalCrossentropy)
class BinaryFocalCrossentropyRule(ArrayLoss):
    def values(self, target: Array, prediction: Array) -> Array:
        y, p = self._targets(target), _sigmoid(prediction) if self.spec.from_logits else prediction
        clipped = np.clip(p, *_limits(p))
        entropy = -y * np.log(clipped) - (1 - y) * np.log(1 - clipped)
        found: Array = (self._balance(y) * (y + p - 2 * y * p) ** self.spec.gamma * entropy).mean(axis=1)
        return found

    def slopes(self, target: Array, prediction: Array) -> Array:
        y = self._targets(target)
        if self.spec.from_logits:
            p, other = _sigmoid(prediction), _sigmoid(-prediction)
            entropy = np.logaddexp(0, prediction) - y * prediction
            by_entropy, inner = p - y, p * other
        else:
            p, (low, high) = prediction, _limits(prediction)
            clipped = np.clip(p, low, high)
            entropy = -y * np.log(clipped) - (1 - y) * np.log(1 - clipped)
            outside = (p < low) | (p > high)
            by_entropy = np.where(outside, 0, (clipped - y) / (clipped * (1 - clipped)))
            other, inner = 1 - p, np.ones_like(p)
        focus, by_miss = _power(y * other + (1 - y) * p, self.spec.gamma)
        found: Array = self._balance(y) * (by_miss * (1 - 2 * y) * inner * entropy + focus * by_entropy)
        return found / prediction.shape[1]

    def _targets(self, target: Array) -> Array:
        smoothing = self.spec.label_smoothing
        return target * (1 - smoothing) + 0.5 * smoothing

    def _balance(self, y: Array) -> Array:
        alpha = self.spec.alpha
        return y * alpha + (1 - y) * (1 - alpha) if self.spec.apply_class_balancing else np.ones_like(y)


@computes(CategoricalFocalCrossentropy)
class CategoricalFocalCrossentropyRule(ArrayLoss):
    def values(self, target: Array, prediction: Array) -> Array:
        y, alpha = self._targets(target), self._alpha(prediction)
        p = np.exp(_log_softmax(prediction)) if self.spec.from_logits else _shares(prediction)
        clipped = np.clip(p, *_limits(p))
        found: Array = (alpha * (1 - clipped) ** self.spec.gamma * -y * np.log(clipped)).sum(axis=1)
        return found

    def slopes(self, target: Array, prediction: Array) -> Array:
        y, alpha = self._targets(target), self._alpha(prediction)
        if self.spec.from_logits:
            logs = _log_softmax(prediction)
            p = np.exp(logs)
            focus, by_miss = _power(-np.expm1(logs), self.spec.gamma)
            by_logs = alpha * y * (by_miss * p * logs - focus)
            return by_logs - p * by_logs.sum(axis=1, keepdims=True)
        p, (low, high) = _shares(prediction), _limits(prediction)
        clipped = np.clip(p, low, high)
        focus, by_miss = _power(1 - clipped, self.spec.gamma)
        by_share = alpha * y * (by_miss * np.log(clipped) - focus / clipped)
        by_share[(p < low) | (p > high)] = 0
        mean = (by_share * p).sum(axis=1, keepdims=True)
        found: Array = (by_share - mean) / prediction.sum(axis=1, keepdims=True)
        return found

    def _targets(self, target: Array) -> Array:
        smoothing = self.spec.label_smoothing
        return target * (1 - smoothing) + smoothing / target.shape[1]

    def _alpha(self, prediction: Array) -> Array:
        """The weight of each class; raises RunError where there are as many weights as there are no classes."""
        alpha = np.asarray(self.spec.alpha, prediction.dtype)
        if alpha.shape not in ((), (1,), prediction.shape[1:]):
            raise RunError(
                say(
                    "{loss}: alpha must be one number, or one for each of the {n} classes. Received: an array of shape "
                    "{given}.",
                    loss=self.spec.kind,
                    n=prediction.shape[1],
                    given=str(alpha.shape),
                )
            )
        return alpha


@computes(CategoricalGeneralizedCrossEntropy)
class CategoricalGeneralizedCrossEntropyRule(ArrayLoss):
    def kernel_of_logits(self, _logits: Array) -> Kernel:
        """The slope by the probability is without end where that is 0; by the logits it is not."""

        def rows(target: Array, probabilities: Array, scales: Array, values: Array, gradient: Array, *how: bool) -> int:
            bad = _first_unknown(target, probabilities.shape[1])
            if bad < 0:
                at = np.arange(len(target)), target
                power = probabilities[at] ** self.spec.q
                values[:] = (1 - power) / self.spec.q
                if how[0]:
                    slopes = probabilities * power[:, None]
                    slopes[at] -= power
                    slopes *= scales[:, None]
                    gradient[:] = gradient + slopes if how[1] else slopes
            return bad

        return rows

    def _rows(
        self, target: Array, prediction: Array, scales: Array, values: Array, gradient: Array, slope: bool, add: bool
    ) -> int:
        bad = _first_unknown(target, prediction.shape[1])
        if bad < 0:
            super()._rows(target, prediction, scales, values, gradient, slope, add)
        return bad

    def values(self, target: Array, prediction: Array) -> Array:
        found: Array = (1 - prediction[np.arange(len(target)), target] ** self.spec.q) / self.spec.q
        return found

    def slopes(self, target: Array, prediction: Array) -> Array:
        found, at = np.zeros_like(prediction), (np.arange(len(target)), target)
        found[at] = -(prediction[at] ** (self.spec.q - 1))
        return found


def _first_unknown(classes: Array, count: int) -> int:
    """The first row whose class does not exist, below 0 where there is none."""
    wrong = (classes < 0) | (classes >= count)
    return int(wrong.argmax()) if wrong.any() else -1


def _sigmoid(z: Array) -> Array:
    small = np.exp(-np.abs(z))  # never overflows
    found: Array = np.where(z >= 0, 1, small) / (1 + small)
    return found


def _shares(prediction: Array) -> Array:
    found: Array = prediction / prediction.sum(axis=1, keepdims=True)
    return found


def _log_softmax(z: Array) -> Array:
    moved = z - z.max(axis=1, keepdims=True)
    found: Array = moved - np.log(np.exp(moved).sum(axis=1, keepdims=True))
    return found
