"""Keras' update rules for one weight and a list of gradients, in float64; each gives the weight after every step."""

from __future__ import annotations

import math


def sgd(w, gradients, rate, momentum=0.0, nesterov=False):
    m = 0.0
    for g in gradients:
        m = momentum * m - rate * g
        w += momentum * m - rate * g if nesterov else m
        yield w


def rmsprop(w, gradients, rate, rho, epsilon, momentum=0.0, centered=False):
    v = m = a = 0.0
    for g in gradients:
        v = rho * v + (1 - rho) * g * g
        a = rho * a + (1 - rho) * g if centered else 0.0
        m = momentum * m + rate * g / math.sqrt(v - a * a + epsilon)
        w -= m
        yield w


def adam(w, gradients, rate, beta_1, beta_2, epsilon, amsgrad=False):
    m = v = top = 0.0
    for t, g in enumerate(gradients, 1):
        m += (g - m) * (1 - beta_1)
        v += (g * g - v) * (1 - beta_2)
        top = max(top, v) if amsgrad else v
        w -= rate * math.sqrt(1 - beta_2**t) / (1 - beta_1**t) * m / (math.sqrt(top) + epsilon)
        yield w
