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


def adamax(w, gradients, rate, beta_1, beta_2, epsilon):
    m = u = 0.0
    for t, g in enumerate(gradients, 1):
        m += (g - m) * (1 - beta_1)
        u = max(beta_2 * u, abs(g))
        w -= rate * m / ((1 - beta_1**t) * (u + epsilon))
        yield w


def nadam(w, gradients, rate, beta_1, beta_2, epsilon):
    m, v, product = 0.0, 0.0, 1.0
    for t, g in enumerate(gradients, 1):
        now, ahead = (beta_1 * (1 - 0.5 * 0.96**k) for k in (t, t + 1))
        product *= now
        m += (g - m) * (1 - beta_1)
        v += (g * g - v) * (1 - beta_2)
        hat = ahead * m / (1 - product * ahead) + (1 - now) * g / (1 - product)
        w -= hat * rate / (math.sqrt(v / (1 - beta_2**t)) + epsilon)
        yield w


def adagrad(w, gradients, rate, initial_accumulator_value, epsilon):
    a = initial_accumulator_value
    for g in gradients:
        a += g * g
        w -= rate * g / math.sqrt(a + epsilon)
        yield w


def adadelta(w, gradients, rate, rho, epsilon):
    a = d = 0.0
    for g in gradients:
        a = rho * a + (1 - rho) * g * g
        step = -math.sqrt(d + epsilon) * g / math.sqrt(a + epsilon)
        d = rho * d + (1 - rho) * step * step
        w += rate * step
        yield w


def ftrl(
    w,
    gradients,
    rate,
    learning_rate_power,
    initial_accumulator_value,
    l1_regularization_strength,
    l2_regularization_strength,
    l2_shrinkage_regularization_strength,
    beta,
):
    a, linear, l1 = initial_accumulator_value, 0.0, l1_regularization_strength
    l2 = l2_regularization_strength + beta / (2 * rate)
    for g in gradients:
        n = a + g * g
        change = n**-learning_rate_power - a**-learning_rate_power
        linear += g + 2 * l2_shrinkage_regularization_strength * w - change / rate * w
        w = (min(max(linear, -l1), l1) - linear) / (n**-learning_rate_power / rate + 2 * l2)
        a = n
        yield w


def lion(w, gradients, rate, beta_1, beta_2):
    m = 0.0
    for g in gradients:
        w -= rate * math.copysign(1.0, beta_1 * m + (1 - beta_1) * g)
        m = beta_2 * m + (1 - beta_2) * g
        yield w


def schedulefreeadamw(w, gradients, rate, beta_1, beta_2, epsilon, warmup_steps):
    x = z = w
    v = 0.0
    for t, g in enumerate(gradients, 1):
        v += (g * g - v) * (1 - beta_2)
        rise = min(t / warmup_steps, 1.0) if warmup_steps else 1.0
        z -= rate * rise * g / (math.sqrt(v / (1 - beta_2**t)) + epsilon)
        x += (z - x) / t
        yield (1 - beta_1) * z + beta_1 * x


def lamb(w, gradients, rate, beta_1, beta_2, epsilon):
    m = v = 0.0
    for t, g in enumerate(gradients, 1):
        m += (g - m) * (1 - beta_1)
        v += (g * g - v) * (1 - beta_2)
        step = m / (1 - beta_1**t) / (math.sqrt(v / (1 - beta_2**t)) + epsilon)
        w -= rate * (abs(w) / abs(step) if w and step else 1.0) * step
        yield w


def adafactor(w, gradients, rate, beta_2_decay, epsilon_1, epsilon_2, clip_threshold, relative_step):
    v = 0.0
    for t, g in enumerate(gradients, 1):
        now = min(rate, 1 / math.sqrt(t)) if relative_step else rate
        alpha = max(epsilon_2, abs(w)) * min(now, 1 / math.sqrt(t))
        beta = 1 - t**beta_2_decay
        v = beta * v + (1 - beta) * (g * g + epsilon_1)
        step = g / math.sqrt(v)
        w -= alpha * step / max(1.0, abs(step) / clip_threshold)
        yield w
