"""Everything that is wrong with a document, found before training: one small function per rule, one family a file."""

from __future__ import annotations

from collections.abc import Mapping

from graph.data.facts import DataFacts
from graph.document.document import Document, ModelId
from graph.inference.shapes import ModelShapes, infer_all
from graph.validate import (
    boxes,
    callbacks,
    columns,
    data,
    fitting,
    losses,
    memory,
    naming,
    nested,
    plan,
    ranges,
    reading,
    sweep,
    targets,
    unknown_keys,
    weights,
    wiring,
)
from graph.validate.check import Check
from graph.validate.problems import SEVERITIES, Problem

FAMILIES = (
    reading,
    unknown_keys,
    wiring,
    fitting,
    weights,
    nested,
    naming,
    losses,
    plan,
    callbacks,
    sweep,
    data,
    columns,
    targets,
    ranges,
    memory,
    boxes,
)


def problems(
    document: Document,
    data: DataFacts | None = None,
    memory: int | None = None,
    shapes: Mapping[ModelId, ModelShapes] | None = None,
) -> tuple[Problem, ...]:
    """Every problem of a document, errors first; never raises, however broken the document is.

    `data`: what is known of the samples; `memory`: bytes that are free for training; `shapes`: those of every model,
    where they have been inferred already.
    """
    check = Check(document, shapes or infer_all(document), data, memory)
    found = [problem for family in FAMILIES for rule in family.RULES for problem in rule(check)]
    return tuple(sorted(found, key=lambda problem: SEVERITIES.index(problem.severity)))


__all__ = ["problems"]
