"""Rules about columns: what they seem to be, whether they can teach anything, and whether they give the target away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.data.facts import (
    COUNTRIES,
    DATES,
    FILES,
    IDS,
    POSTCODES,
    ROW_NUMBERS,
    TELEPHONES,
    TEXTS,
    ColumnFacts,
    SourceFacts,
)
from graph.document.document import LayerId
from graph.specs.message import Message, say
from graph.validate.check import Check, Rule
from graph.validate.column_mends import leave_out
from graph.validate.problems import HINT, WARNING, Mend, Problem

NAMED = 5
SAID = {
    ROW_NUMBERS: say(
        "{columns} of {layer} only numbers the rows ({example}, …): what is learnt of it means nothing for other rows."
    ),
    IDS: say(
        "{columns} of {layer} seems to identify the rows, such as {example}: nearly each has another, so nothing can "
        "be learnt of it that holds for other rows."
    ),
    DATES: say(
        "{columns} of {layer} seems to hold dates, such as {example}. Neither as categories nor as numbers do they "
        "tell month or weekday: take the step DateParts, or leave them out."
    ),
    FILES: say("{columns} of {layer} holds names of files, such as {example}, which say nothing of what is in them."),
    TELEPHONES: say(
        "{columns} of {layer} seems to hold telephone numbers, such as {example}: nothing can be learnt of their size."
    ),
    POSTCODES: say(
        "{columns} of {layer} seems to hold postcodes, such as {example}: they are categories, whose size means "
        "nothing, and many. Take the step HashBuckets, or leave them out."
    ),
    COUNTRIES: say(
        "{columns} of {layer} seems to hold countries by number, such as {example}: they are categories, whose size "
        "means nothing. List the column under text columns."
    ),
    TEXTS: say(
        "{columns} of {layer} holds whole texts, such as {example}: as categories nearly every row is one of its own. "
        "Take the step TextToWords, or leave them out."
    ),
}


def no_quantities(check: Check) -> Iterator[Problem]:
    """Identifiers, dates, file names and the like among what is learnt from, as numbers or as categories.

    A column that has no other beside it can be nothing else than what is to be learnt from.
    """
    fed = list(_inputs(check))
    has_one = len(fed) == 1 and len(fed[0][1].sources) == 1
    for layer, facts in fed:
        for looks, sentence in SAID.items():
            found = [s for s in facts.sources if s.looks == looks]
            if not found or _is_prepared(check, layer) or (has_one and looks == ROW_NUMBERS):
                continue
            args = {"columns": _names(found), "layer": _name(check, layer), "example": found[0].example[:40]}
            text = Message(sentence.template, args)
            yield _problem(check, "no-quantity", WARNING, text, layer, facts, found)


def constant_columns(check: Check) -> Iterator[Problem]:
    """Columns with one value in all rows."""
    for layer, facts in _inputs(check):
        found = [source for source in facts.sources if source.different == 1]
        if not found:
            continue
        text = say(
            "{columns} of {layer}: one value in all {rows} rows ({example}), so nothing can be learnt of it.",
            columns=_names(found),
            layer=_name(check, layer),
            rows=found[0].rows,
            example=found[0].example[:40],
        )
        # Of many columns side by side, as the pixels of a picture, some are usually alike.
        severity = HINT if len(facts.sources) > 30 else WARNING
        yield _problem(check, "constant-column", severity, text, layer, facts, found)


def given_away(check: Check) -> Iterator[Problem]:
    """What is to be learnt stands among what it is learnt from."""
    learnt = {end.layer.id: check.document.data.bindings.get(end.layer.id) for end in check.ends}
    targets = {binding.column for binding in learnt.values() if binding is not None}
    for layer, facts in _inputs(check):
        binding = check.document.data.bindings.get(layer)
        if binding is None or (binding.column in targets and len(facts.sources) != 1):
            continue  # it learns to give back what it is given
        for source in facts.sources:
            if not source.tells:
                continue
            if source.is_copy:
                text = say(
                    "{column} of {layer} is a copy of {target}, which is to be learnt: the answer is given away.",
                    column=source.name,
                    layer=_name(check, layer),
                    target=source.tells,
                )
            else:
                text = say(
                    "{column} of {layer} tells {target}, which is to be learnt: each of its {count} values goes with "
                    "one value there, and the reverse.",
                    column=source.name,
                    layer=_name(check, layer),
                    target=source.tells,
                    count=source.different,
                )
            yield _problem(check, "target-given", WARNING, text, layer, facts, [source])


def targets_without_meaning(check: Check) -> Iterator[Problem]:
    """Targets of a single value, or of classes that nearly every row has for itself."""
    root = check.document.root
    for end in check.ends:
        facts = check.facts(end.layer.id)
        if facts is None or len(facts.sources) != 1 or end.spec.loss is None:
            continue
        source = facts.sources[0]
        if source.different == 1:
            text = say(
                "The target {column} of {name} has one value alone ({example}): there is nothing to learn.",
                column=source.name,
                name=end.name,
                example=source.example[:40],
            )
            yield Problem("one-class", WARNING, text, root, end.layer.id, end.call.id, 0, for_training=True)
        elif source.has_classes and source.rows >= 20 and source.different > source.rows // 2:
            text = say(
                "The target {column} of {name} has {classes} classes in {rows} rows: nearly every row has one of its "
                "own, so nothing can be learnt that holds for other rows. Choose another column.",
                column=source.name,
                name=end.name,
                classes=source.different,
                rows=source.rows,
            )
            yield Problem("classes-of-one-row", WARNING, text, root, end.layer.id, end.call.id, 0, for_training=True)


def repeated_rows(check: Check) -> Iterator[Problem]:
    """Rows that stand more than once."""
    for end in check.ends:
        facts = check.facts(end.layer.id)
        if facts is not None and facts.repeated is not None:
            again = facts.repeated
            text = say(
                "{count} rows are the same as an earlier one in all columns that are used (row {row} as row {first}, "
                "counted from 0). Where some are kept for validation, they judge what was learnt by heart.",
                count=again.count,
                row=again.row,
                first=again.same_as,
            )
            yield Problem("repeated-rows", HINT, text, check.document.root, end.layer.id, for_training=True)
            return


def _inputs(check: Check) -> Iterator[tuple[LayerId, ColumnFacts]]:
    ends = {end.layer.id for end in check.ends}
    for layer, facts in (check.data.columns if check.data else {}).items():
        if layer not in ends and layer in check.document.main.layers:
            yield layer, facts


def _is_prepared(check: Check, layer: LayerId) -> bool:
    """Whether the first step makes something of what the column holds."""
    binding = check.document.data.bindings.get(layer)
    return binding is not None and any(getattr(step, "reads_texts", False) for step in binding.steps)


def _problem(
    check: Check,
    code: str,
    severity: str,
    text: Message,
    layer: LayerId,
    facts: ColumnFacts,
    found: Sequence[SourceFacts],
) -> Problem:
    edit = leave_out(check.document, layer, facts, {source.name for source in found})
    mend = None if edit is None else Mend(say("Leave out {columns}", columns=_names(found)), edit)
    return Problem(code, severity, text, check.document.root, layer, mend=mend, for_training=True)


def _names(found: Sequence[SourceFacts]) -> str:
    shown = ", ".join(source.name[:40] for source in found[:NAMED])
    return f"{shown}, … ({len(found)})" if len(found) > NAMED else shown


def _name(check: Check, layer: LayerId) -> str:
    return check.document.main.layers[layer].name or "Output"


RULES: tuple[Rule, ...] = (no_quantities, constant_columns, given_away, targets_without_meaning, repeated_rows)
