"""No network yet? A sensible one for the data that is open, described before it is drawn."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from graph.document.document import Document
from graph.document.nesting import call_order, is_input, is_output
from graph.specs.message import MessageError
from gui.canvas.captions import subtitle
from gui.forms.editors import CalmCombo
from gui.parts import column, plain
from gui.translate import text
from runtime.data.dataset import Dataset
from runtime.data.first_network import Started

LIKELY = ("target", "label", "y", "species", "survived", "outcome", "result", "output", "quality", "price", "class")
MOST_LISTED = 1000
MOST_NOTES = 4


def likely_target(dataset: Dataset) -> str:
    """The column that people usually want to learn: one called so, else the last one that has one value in a row."""
    names = [name for name, found in dataset.columns.items() if found.shape[1:] in ((), (1,))]
    called = {name.casefold(): name for name in reversed(names)}
    found = next((called[name] for name in LIKELY if name in called), None)
    if found is not None or not names:
        return found or next(iter(dataset.columns), "")
    first = dataset.columns[names[0]].classes
    return names[0] if first and not dataset.columns[names[-1]].classes else names[-1]


class ProposalCard(QFrame):
    """Which column is to be learnt, what the network would be, and the button that draws it."""

    target_chosen = Signal(str)
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "source")
        self.setProperty("chosen", True)
        self.target = CalmCombo()
        self.target.setAccessibleName(self.tr("Column that is to be learnt"))
        self.target.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.target.activated.connect(lambda place: self.target_chosen.emit(self.target.itemText(place)))
        self.network = plain("", "", wrap=True)
        self.notes = plain("", "muted", wrap=True)
        self.trouble = plain("", "error", wrap=True)
        self.draw = QPushButton(self.tr("Draw it"))
        self.draw.setProperty("primary", True)
        self.draw.clicked.connect(self.wanted)
        line = QHBoxLayout()
        line.addWidget(plain(self.tr("that learns"), "muted"))
        line.addWidget(self.target, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.draw)
        foot.addStretch(1)
        page = column(self, (14, 11, 14, 12), 7)
        page.addWidget(plain(self.tr("No network yet?"), "strong"))
        page.addWidget(plain(self.tr("A sensible one for this data,"), "muted", wrap=True))
        page.addLayout(line)
        for widget in (self.network, self.notes, self.trouble):
            page.addWidget(widget)
        page.addLayout(foot)

    def show_dataset(self, dataset: Dataset) -> None:
        """Offer its columns; one that was chosen stays so."""
        names, now = list(dataset.columns)[:MOST_LISTED], self.target.currentText()
        if [self.target.itemText(i) for i in range(self.target.count())] != names:
            self.target.clear()
            self.target.addItems(names)
            self.choose(now if now in names else likely_target(dataset))

    def choose(self, name: str) -> None:
        self.target.setCurrentIndex(self.target.findText(name))

    def show_proposal(self, found: Started | MessageError | None) -> None:
        made = found if isinstance(found, Started) else None
        self.network.setText(described(made.document) if made else "" if found else self.tr("…"))
        said = [text(note) for note in made.notes] if made else []
        more = [self.tr("and {n} more").format(n=len(said) - MOST_NOTES)] if len(said) > MOST_NOTES else []
        self.notes.setText("\n".join((*said[:MOST_NOTES], *more)))
        self.notes.setVisible(bool(said))
        self.trouble.setText(text(found) if isinstance(found, MessageError) else "")
        self.trouble.setVisible(isinstance(found, MessageError))
        self.draw.setEnabled(made is not None)


def described(document: Document) -> str:
    """`numbers, sex → Concatenate → Dense · 64 units, relu → Dense · 3 units, softmax`."""
    main = document.main
    inputs = [layer for layer in main.layers.values() if is_input(layer)]
    heads = ", ".join(layer.name for layer in inputs[:4]) + (", …" if len(inputs) > 4 else "")
    parts = [heads]
    for call in call_order(main):
        layer = main.layer_of(call)
        if not is_input(layer) and not is_output(layer):
            parts.append(subtitle(layer))
    return " → ".join(parts)
