"""A summary as JSON, for programs."""

from __future__ import annotations

from typing import Any

from graph.views.summary import CallRow, Table


def summary_json(table: Table) -> dict[str, Any]:
    """Layers in Keras' order, each with its calls, and the totals."""
    counts = table.counts
    layers = [
        {
            "name": row.name,
            "kind": row.kind,
            "depth": row.depth,
            "params": row.params,
            "trainable": row.trainable,
            "used": row.used,
            "calls": [_call(call) for call in row.calls],
        }
        for row in table.rows
    ]
    totals = {"total": counts.total, "trainable": counts.trainable, "non_trainable": counts.non_trainable}
    return {"model": table.name, "layers": layers, "params": totals}


def _call(call: CallRow) -> dict[str, Any]:
    shapes = [None if type is None else list(type.shape) for type in call.outputs]
    return {"output_shapes": shapes, "sources": list(call.sources)}
