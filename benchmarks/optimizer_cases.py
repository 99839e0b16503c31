"""A step of every optimizer, on matrices that together fit no cache; and the same in torch, where it has them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

import runtime as keras
from benchmarks.kernel_cases import MEMORY, Measured
from graph.inference.program import flatten
from graph.specs.registry import kinds, make_value
from runtime.api.building import to_document
from runtime.execution.network import Network
from runtime.jit.denormals import Flushing
from runtime.training.optimizers.optimizer import OptimizerRule, make_optimizer
from runtime.weights.weights import WeightStore

MATRICES = 64
SIDE = int((MEMORY // MATRICES) ** 0.5)


def optimizer_steps() -> Iterator[Measured]:
    """The least that a step moves: weights and slots there and back, gradients there."""
    for name in kinds("optimizer"):
        store = weights()
        rule = make_optimizer(make_value("optimizer", name, "benchmark"), store)
        amount = 3 * store.gradients.nbytes + 2 * sum(slot.nbytes for slot in rule.slots)
        yield Measured(f"step of {name}", 1e-9 * amount, True, partial(flushed, rule))


def flushed(rule: OptimizerRule) -> None:
    """A step as the trainer takes it."""
    with Flushing():
        rule.apply()


def weights() -> WeightStore:
    """Fresh weights with gradients; Muon takes them for those of hidden layers."""
    tensor = entrance = keras.Input((SIDE,))
    for _ in range(MATRICES):
        tensor = keras.layers.Dense(SIDE, use_bias=False)(tensor)
    store = Network(flatten(to_document(keras.Model(entrance, tensor)).document)).weights
    store.gradients[...] = np.random.default_rng(0).standard_normal(store.gradients.shape, np.float32)
    return store


def torch_steps(python: str, threads: int) -> dict[str, float]:
    """Milliseconds of torch's steps by the names of ours, from its interpreter."""
    command = [python, "-m", "benchmarks.torch_optimizers", str(MATRICES), str(SIDE), str(threads)]
    root = Path(__file__).resolve().parent.parent
    found = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    return {f"step of {name}": ms for name, ms in json.loads(found.stdout).items()}
