"""Predicting by several ranks: whole batches are shared out, and what they gave is brought together."""

from __future__ import annotations

from runtime.ops.op import Array
from runtime.ranks.ranks import ranks
from runtime.training.batches import Batches
from runtime.training.predictor import Predictor


def predict_jointly(predictor: Predictor, samples: Batches) -> list[Array]:
    """The outputs for all samples, of the bits of one process; on other ranks than the leading one not all of them."""
    together, size = ranks(), samples.batch_size
    batches = -(-samples.rows // size)
    if together is None:
        return predictor.predict(samples.x, size)
    if batches < together.count:
        return predictor.predict(samples.x, size) if together.leads else []
    begin, end = (size * (batches * rank // together.count) for rank in (together.number, together.number + 1))
    own = samples.part(begin, min(end, samples.rows))
    return [together.brought(output) for output in predictor.predict(own.x, size)]
