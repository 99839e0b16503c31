"""What the list of findings says: the problems at Inputs and Outputs, and the gaps of all other columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication

from graph.data.steps.missing import DropMissing, FillClasses, FillNumbers
from graph.data.transforms import Transform
from graph.document.document import Document, LayerId
from graph.validate.problems import ERROR, HINT, SEVERITIES, Problem
from gui.canvas.captions import number_text
from gui.translate import text
from gui.workspaces.data.found import Button, Finding
from gui.workspaces.data.overview import DataOverview
from gui.workspaces.data.words import percent, rows_text
from runtime.data.column_look import CLASS, TEXT

translate = QCoreApplication.translate
NAMED = 3
FILLING = {kind.__name__ for kind in (DropMissing, FillClasses, FillNumbers)}


def findings_of(
    problems: Sequence[Problem],
    document: Document,
    overview: DataOverview,
    mend: Callable[[Problem], None],
    mend_gaps: Callable[[LayerId, Transform], None],
) -> list[Finding]:
    """Errors first. Gaps that nothing fills are told by their column, with the mends that there are, once."""
    uses, gaps = overview.uses(), _gaps(document, overview, mend_gaps)
    unfilled = {finding.key for finding in gaps if finding.severity == ERROR}
    found = []
    for problem in problems:
        if not problem.for_training or (problem.layer is not None and problem.layer not in document.data.bindings):
            continue
        if problem.layer is None and "data" not in problem.code:
            continue
        if problem.code == "unreadable-column" and problem.layer in unfilled:
            continue
        found.append(_of_problem(problem, uses.get(problem.layer or "", ()), mend))
    return sorted((*found, *gaps, *_notes(overview)), key=lambda finding: SEVERITIES.index(finding.severity))


def _notes(overview: DataOverview) -> list[Finding]:
    """What the reader assumed, or saw that is odd."""
    found = overview.reader.source.now.summary
    notes = found.notes if found is not None and overview.dataset is not None else ()
    return [Finding(HINT, text(note), column=str(note.args.get("column", "")), key="note") for note in notes]


def _of_problem(problem: Problem, columns: tuple[str, ...], mend: Callable[[Problem], None]) -> Finding:
    said = text(problem.message)
    about = next((name for name in columns if name in said), columns[0] if len(columns) == 1 else "")
    button = () if problem.mend is None else (Button(text(problem.mend.text), partial(mend, problem)),)
    return Finding(problem.severity, said, column=about, key=problem.code, buttons=button)


def _gaps(document: Document, overview: DataOverview, mend: Callable[[LayerId, Transform], None]) -> list[Finding]:
    found = []
    for name, look in overview.looks.items():
        if not look.missing:
            continue
        said = translate("DataPage", "{column} has {n} gaps").format(column=name, n=number_text(look.missing))
        below = rows_text(look.gaps[:NAMED], look.missing > NAMED)
        below += " · " + translate("DataPage", "{share} of its rows").format(share=percent(look.missing / look.seen))
        open_layers = [layer for layer in overview.used_by(name) if not _fills(document, layer)]
        if not open_layers:
            found.append(Finding(HINT, said, below, name))
            continue
        layer = open_layers[0]
        fill: Transform = FillClasses() if look.kind in (CLASS, TEXT) else FillNumbers(by="median")
        title = (
            translate("DataPage", "Fill with the most frequent")
            if isinstance(fill, FillClasses)
            else translate("DataPage", "Fill with the median")
        )
        buttons = (
            Button(title, partial(mend, layer, fill)),
            Button(translate("DataPage", "Leave these rows out"), partial(mend, layer, DropMissing())),
        )
        found.append(Finding(ERROR, said, below, name, key=layer, buttons=buttons))
    return found


def _fills(document: Document, layer: LayerId) -> bool:
    """Whether one of the steps takes gaps."""
    return any(step.kind in FILLING for step in document.data.bindings[layer].steps)
