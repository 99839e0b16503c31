"""Everything that is wrong with a document, found before training: one small function per rule, one family a file."""

from __future__ import annotations

from collections.abc import Mapping

from graph.data.facts import DataFacts
from graph.document.document import Document, ModelId
from graph.inference.following import infer_all
from graph.inference.shapes import ModelShapes
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
from graph.validate.check import AnyRule, Check, Kept
from graph.validate.looking import look
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


RULES: tuple[AnyRule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)


def problems(
    document: Document,
    data: DataFacts | None = None,
    memory: int | None = None,
    shapes: Mapping[ModelId, ModelShapes] | None = None,
    kept: Kept | None = None,
) -> tuple[Problem, ...]:
    """Every problem of a document, errors first; never raises, however broken the document is.

    `data`: what is known of the samples; `memory`: bytes that are free for training; `shapes`: those of every model,
    where they have been inferred already; `kept`: what the last look has left, so that only what has changed since is
    looked at. What is found is the same with or without it.
    """
    kept = kept or Kept()
    check = Check(document, shapes or infer_all(document), data, memory, kept)
    found = look(RULES, check)
    return tuple(sorted(found, key=lambda problem: SEVERITIES.index(problem.severity)))


__all__ = ["Kept", "problems"]
