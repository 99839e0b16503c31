"""Identity."""

from __future__ import annotations

from graph.layers.core.identity import Identity
from runtime.kinds.computes import computes
from runtime.ops.op import View


@computes(Identity)
class IdentityOp(View):
    """The input itself."""
