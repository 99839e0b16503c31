"""Networks whose batches can't be shared out among ranks."""

from __future__ import annotations

from graph.layers.core.added_loss import AddedLoss
from graph.specs.message import Message, say
from graph.specs.regularizers import L1, L1L2, L2
from runtime.execution.network import Network
from runtime.execution.steps import op_class
from runtime.ops.memory import is_stateful


def refusal(network: Network) -> Message | None:
    """Why a network can't be trained by several processes, None where it can."""
    types = network.types(network.typical_shapes(2 * 3 * 5 * 7))
    for step in network.program.steps:
        spec = step.spec
        if is_stateful(spec):
            return say(
                "{layer} is stateful: it keeps the memory of each sample for the next batch, so its batches can't be "
                "shared out among processes. Train in one process.",
                layer=step.name,
            )
        inputs = tuple(types[v] for v in step.inputs)
        apart = all(types[v].shape[:1] == (2 * 3 * 5 * 7,) for v in step.outputs)
        if spec.mixes_samples(inputs) or op_class(step).blends_samples(spec) or not apart:
            return say(
                "{layer} mixes the samples of a batch, which can't be shared out among processes then. Train in one "
                "process.",
                layer=step.name,
            )
        penalty = step.activity_regularizer
        if isinstance(spec, AddedLoss) or (penalty is not None and not isinstance(penalty, (L1, L2, L1L2))):
            return say(
                "{layer} adds to the loss what depends on all samples of a batch, which can't be shared out among "
                "processes then. Train in one process.",
                layer=step.name,
            )
    return None
