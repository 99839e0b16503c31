"""A dense layer inside another one: y = x·W + b on rows, with its gradients."""

from __future__ import annotations

from runtime.kernels.elementwise.reductions import column_sums
from runtime.kernels.matmul.packed_product import Epilogue, bind_product, pays
from runtime.ops.op import Array, Scratch

MOST_ROWS = 4
"""So many times as many inputs as outputs, and a product of their weights is shared out by rows, not by columns."""


class Projection:
    """Bound to its arrays, all of two axes but the bias."""

    def __init__(self, x: Array, weight: Array, bias: Array | None, y: Array, scratch: Scratch) -> None:
        self._x, self._weight = x, weight
        self.forward = bind_product(x, weight, y, scratch, bias)

    def bind_back(
        self,
        dy: Array,
        dx: Array | None,
        d_weight: Array | None,
        d_bias: Array | None,
        scratch: Scratch,
        add_weights: bool,
        add_x: bool,
    ) -> None:
        """Where the gradients lie, and whether they are added to what is there."""
        turned, weight = self._x.T, self._weight
        epilogue = Epilogue()
        self._adds, self._dy, self._d_bias = (add_weights, add_x), dy, d_bias
        if d_weight is not None and pays(turned, dy) and weight.shape[0] <= MOST_ROWS * weight.shape[1]:
            epilogue = Epilogue(sums=d_bias, add_sums=add_weights)
            self._d_bias = None
        self._row = None if self._d_bias is None else scratch(self._d_bias.shape)
        self._of_weight = None if d_weight is None else bind_product(turned, dy, d_weight, scratch, None, epilogue)
        self._of_x = None if dx is None else bind_product(dy, weight.T, dx, scratch)

    def backward(self) -> None:
        if self._of_weight is not None:
            self._of_weight(self._adds[0])
        if self._d_bias is not None and self._row is not None:
            rows, columns = self._dy.shape
            sums = self._dy.reshape(-1), rows, columns, self._row, self._d_bias, self._adds[0]
            column_sums(*sums, 0, columns)
        if self._of_x is not None:
            self._of_x(self._adds[1])
