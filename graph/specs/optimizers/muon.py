"""Muon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.arrays import TextsParam
from graph.specs.optimizers.optimizer import COMMON, Optimizer
from graph.specs.params import param
from graph.specs.registry import register
from graph.specs.spec import ArgumentOrder


@register
@dataclass(frozen=True)
class Muon(Optimizer):
    """Steps of a matrix in all its directions alike."""

    names: ClassVar[tuple[str, ...]] = ("muon",)
    formula: ClassVar[str] = """m ← μm + g, G = g + μm
w ← w − rate · rms_rate · √max(rows, columns) · orthogonal(G), by Newton and Schulz
weights that are no matrices: as AdamW"""
    examples: ClassVar[tuple[Any, ...]] = (
        {"learning_rate": 0.01},
        {"learning_rate": 0.01, "nesterov": False, "ns_steps": 3, "rms_rate": None, "adam_lr_ratio": 0.5},
        {"learning_rate": 0.01, "momentum": 0.9, "exclude_layers": ("kernel",), "exclude_embeddings": False},
        {"learning_rate": 0.01, "weight_decay": 0.1, "adam_weight_decay": None, "epsilon": 1e-4},
        {"learning_rate": 0.01, "adam_beta_1": 0.8, "adam_beta_2": 0.9},
    )
    arguments: ClassVar[ArgumentOrder] = (
        "learning_rate",
        "adam_beta_1",
        "adam_beta_2",
        "adam_weight_decay",
        "epsilon",
        *COMMON,
        ...,
    )

    adam_beta_1: float = param("float", 0.9, "of the weights that are no matrices", low=0, high=1)
    adam_beta_2: float = param("float", 0.999, "of the weights that are no matrices", low=0, high=1)
    adam_weight_decay: float | None = param("float", 0.004, "of the weights that are no matrices", low=0, nullable=True)
    epsilon: float = param("float", 1e-7, above=0)
    weight_decay: float | None = param(
        "float", 0.004, "decoupled decay: w ← w − w · decay · rate", low=0, nullable=True
    )
    exclude_layers: TextsParam = param(
        "texts", (), "weights whose path has one of these patterns go by Adam", if_none=()
    )
    exclude_embeddings: bool = param("bool", True, "tables of an Embedding go by Adam")
    muon_a: float = param("float", 3.4445, advanced=True)
    muon_b: float = param("float", -4.775, advanced=True)
    muon_c: float = param("float", 2.0315, advanced=True)
    adam_lr_ratio: float = param("float", 1.0, "rate of the weights that are no matrices, over the others'", above=0)
    momentum: float = param("float", 0.95, low=0, high=1)
    ns_steps: int = param("int", 5, "rounds that make a step orthogonal", low=1)
    nesterov: bool = param("bool", True)
    rms_rate: float | None = param("float", 0.2, "size of a step; none: as it comes", above=0, nullable=True)

    def slots(self) -> tuple[str, ...]:
        return "momentum", "velocity"
