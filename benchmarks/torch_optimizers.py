"""Steps of torch's optimizers, for `benchmarks.kernels --torch`: run by torch's interpreter, prints JSON.

Lion, which torch has not, is its formula by torch's functions over all weights at once.
"""

from __future__ import annotations

import json
import sys

import torch

from benchmarks.timing import best

SECONDS = 0.5


class Lion(torch.optim.Optimizer):
    """w ← w − rate · sign(β₁ m + (1 − β₁) g), m ← β₂ m + (1 − β₂) g."""

    def __init__(self, weights: list[torch.Tensor]) -> None:
        super().__init__(weights, {})
        self.moments = [torch.zeros_like(w) for w in weights]

    @torch.no_grad()
    def step(self) -> None:  # type: ignore[override]
        weights = self.param_groups[0]["params"]
        gradients = [w.grad for w in weights]
        signs = torch._foreach_sign(torch._foreach_lerp(self.moments, gradients, 0.1))
        torch._foreach_add_(weights, signs, alpha=-0.001)
        torch._foreach_lerp_(self.moments, gradients, 0.01)


def main() -> None:
    matrices, side, threads = map(int, sys.argv[1:])
    torch.set_num_threads(threads)
    weights = [torch.randn(side, side) for _ in range(matrices)]
    for w in weights:
        w.requires_grad_()
        w.grad = torch.randn(side, side)
    made = {"SGD": lambda: torch.optim.SGD(weights, fused=True), "Adam": lambda: torch.optim.Adam(weights, fused=True)}
    made["Lion"] = lambda: Lion(weights)
    if hasattr(torch.optim, "Muon"):
        made["Muon"] = lambda: torch.optim.Muon(weights)
    print(json.dumps({name: 1e3 * best(make().step, SECONDS) for name, make in made.items()}))


if __name__ == "__main__":
    main()
