"""The Data page: source, split and what was found on the left, columns and rows in the middle, what feeds the network
on the right. It edits the document's data plan; what is in the data is for the reader and the overview to find out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QWidget

from graph.data.data_plan import Binding, DataPlan
from graph.data.data_sets.data_set import DatasetSpec
from graph.data.transforms import Transform
from graph.document.document import Document
from graph.layers.core.ends import Input
from graph.specs.message import MessageError
from graph.specs.registry import find
from graph.validate.problems import Problem
from gui.checking import Checker
from gui.data_reader import DataReader
from gui.editing import Editing
from gui.feeds import feeds_of
from gui.messages import tell
from gui.panels.lazy import LazyPanel
from gui.parts import column, plain, scrolling
from gui.theme import Theme
from gui.translate import text
from gui.workspaces.data.bindings import BindingsList
from gui.workspaces.data.columns import ColumnsView
from gui.workspaces.data.columns_header import Use
from gui.workspaces.data.feeding import add_input, feed_with
from gui.workspaces.data.findings import findings_of
from gui.workspaces.data.found import FoundList
from gui.workspaces.data.overview import PARTS, PROPOSAL, DataOverview
from gui.workspaces.data.proposal import ProposalCard
from gui.workspaces.data.source import DropZone, SourceCard, section
from gui.workspaces.data.split import SplitCard
from runtime.data.binding import Feed
from runtime.data.first_network import Started
from runtime.data.readers.reader import file_suffixes, guess_sets

LEFT_WIDTH, RIGHT_WIDTH = 236, 284
USUAL_SHARE = 0.2


class DataPage(LazyPanel):
    """Sleeps while it isn't seen, and with it the overview."""

    drawn = Signal()
    """A network has been made: it is on the canvas."""

    def __init__(self, editing: Editing, reader: DataReader, checker: Checker, theme: Theme) -> None:
        super().__init__(editing)
        self.reader, self.checker, self.theme = reader, checker, theme
        self.overview = DataOverview(editing, reader)
        self.source, self.drop = SourceCard(), DropZone(theme)
        self.split, self.found = SplitCard(editing, theme), FoundList(theme)
        self.columns = ColumnsView(self.overview, theme)
        self.bindings, self.proposal = BindingsList(theme), ProposalCard()
        self._arrange()
        self.source.entered.connect(self._choose)
        self.drop.wanted.connect(self.browse)
        self.found.column_wanted.connect(self.columns.choose_named)
        self.columns.use_asked.connect(self._ask_use)
        self.bindings.changed.connect(self._bind)
        self.bindings.columns_changed.connect(self._feed)
        self.proposal.target_chosen.connect(lambda _name: self.show_anew())
        self.proposal.wanted.connect(self.make_network)
        self.overview.changed.connect(self._learnt)
        # The plan itself is shown at once, since the next edit starts from it.
        editing.changed.connect(self._changed)
        reader.source.opened.connect(self.show_anew)
        reader.source.reading.connect(self.source.show_progress)
        reader.facts_changed.connect(self.show_anew)
        checker.checked.connect(self.mark_stale)

    def _arrange(self) -> None:
        left, right = QWidget(), QWidget()
        page = column(left, (16, 14, 12, 16), 20)
        page.addWidget(section(self.tr("Source"), self.source, self.drop))
        self.split_section = section(self.tr("Split"), self.split)
        page.addWidget(self.split_section)
        self.found_section = section(self.tr("Found in the data"), self.found)
        page.addWidget(self.found_section)
        page.addStretch(1)
        page = column(right, (14, 14, 16, 16), 10)
        self.feeds_title = plain(self.tr("What feeds the network"), "section")
        page.addWidget(self.feeds_title)
        page.addWidget(self.bindings)
        page.addWidget(self.proposal)
        page.addStretch(1)
        splitter = QSplitter()
        for part, least in ((scrolling(left), 226), (self.columns, 300), (scrolling(right), 220)):
            part.setMinimumWidth(least)
            splitter.addWidget(part)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.setSizes([LEFT_WIDTH, 1440 - LEFT_WIDTH - RIGHT_WIDTH, RIGHT_WIDTH])
        column(self).addWidget(splitter)

    @property
    def plan(self) -> DataPlan:
        return self.editing.document.data

    # What is shown

    def _changed(self, before: Document, after: Document) -> None:
        if before.data is not after.data or before.training is not after.training:
            self.show_anew()

    def _learnt(self, what: str) -> None:
        if not self.isVisible():
            self.is_stale = True
        elif what == PROPOSAL:
            self.proposal.show_proposal(self.overview.proposal)
        elif what == PARTS:
            self.split.show_parts(self.overview.parts)
            self.columns.refresh(self.uses())
        else:
            self.columns.refresh(self.uses())
            self._show_findings()

    def refresh(self) -> None:
        """Show the plan as it is, and what is known of its data."""
        source = self.reader.source
        self.overview.follow()
        self.source.show_source(self.plan.dataset, source.now, source.is_busy)
        dataset = None if source.is_busy else source.now.dataset
        self.split_section.setVisible(self.plan.dataset is not None)
        self.found_section.setVisible(self.plan.dataset is not None)
        self.split.refresh()
        self.split.show_parts(self.overview.parts)
        is_empty = not self.editing.document.main.layers
        if dataset is not None and is_empty:
            self.proposal.show_dataset(dataset)
        self.columns.refresh(self.uses())
        self._show_findings()
        feeds = feeds_of(self.editing.document)
        self.bindings.show_feeds(
            feeds, dict(self.plan.bindings), source.now.dataset, self.reader.facts, self._problems()
        )
        self.proposal.setVisible(dataset is not None and is_empty)
        self.feeds_title.setVisible(bool(feeds) or (dataset is not None and is_empty))
        if dataset is not None and is_empty:
            self.overview.propose(self.proposal.target.currentText())
            self.proposal.show_proposal(self.overview.proposal)

    def _problems(self) -> tuple[Problem, ...]:
        """What is wrong at Inputs and Outputs of the root model, as every other place says it."""
        return tuple(problem for problem in self.checker.found if problem.model == self.editing.document.root)

    def _show_findings(self) -> None:
        found = findings_of(self._problems(), self.editing.document, self.overview, self._mend, self._mend_gaps)
        nothing = ""
        if not found and self.overview.dataset is not None:
            looking = self.overview.is_looking or self.reader.facts is None
            nothing = self.tr("Still looking…") if looking else self.tr("Nothing to complain of.")
        self.found.show_findings(found, nothing)

    def _mend(self, problem: Problem) -> None:
        if problem.mend is None:
            return
        try:
            self.editing.apply(text(problem.mend.text), problem.mend.edit)
        except MessageError as error:
            tell(self.window(), text(error)).open()

    def _mend_gaps(self, layer: str, step: Transform) -> None:
        """Put a step before all others of what feeds a layer."""
        binding = self.plan.bindings[layer]
        made = replace(binding, steps=(step, *binding.steps))
        name = self.tr("Mend the gaps of {column}").format(column=binding.column)
        self.editing.apply(name, lambda d: replace(d, data=d.data.bind(layer, made)))

    def uses(self) -> dict[str, Use]:
        """What each column is used for."""
        names = {feed.layer: feed for feed in feeds_of(self.editing.document)}
        found: dict[str, Use] = {}
        for layer, columns in self.overview.uses().items():
            for name in columns:
                role = "target" if names[layer].is_target else "input"
                before = found.get(name)
                is_target = role == "target" or (before is not None and before.role == "target")
                said = names[layer].name if before is None else f"{before.text}, {names[layer].name}"
                found[name] = Use("target" if is_target else "input", said)
        if not names and self.overview.dataset is not None:
            found[self.proposal.target.currentText()] = Use("target", self.tr("to be learnt"))
        return found

    # Another data set

    def _choose(self, value: Any, typing: bool) -> None:
        """Another data set or another parameter of it; a kind that needs a path asks for it first."""
        if isinstance(value, str):
            kind = find("dataset", value)
            known = kind if kind is not None and issubclass(kind, DatasetSpec) else None
            self.browse(known is not None and known.takes_folder, known)
            return
        old = self.plan.dataset
        same = isinstance(old, DatasetSpec) and value is not None and old.kind == value.kind
        name = self.tr("Change the data set") if same else self.tr("Choose the data set")
        self._apply(name, value, "dataset" if typing else "")

    def _apply(self, name: str, dataset: DatasetSpec | None, merge: str = "") -> None:
        self.editing.apply(name, lambda d: replace(d, data=d.data.with_dataset(dataset)), merge)

    def browse(self, folder: bool, kind: type[DatasetSpec] | None = None) -> None:
        """Let a file or folder be chosen; its kind is the one chosen, where it can be, else follows from
        its name and contents."""
        title = self.tr("Choose data")
        if folder:
            chosen = QFileDialog.getExistingDirectory(self, title)
        else:
            endings = " ".join(f"*{suffix}" for suffix in file_suffixes())
            kinds = self.tr("Data") + f" ({endings});;" + self.tr("All files") + " (*)"
            chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.take(Path(chosen), kind)
        else:
            self.refresh()

    def take(self, path: Path, kind: type[DatasetSpec] | None = None) -> bool:
        """Use a file or folder as the data set, and say whether it is one. Tables and folders are often sorted:
        validation takes of all of it."""
        try:
            spec, held_out = guess_sets(path, kind)
        except MessageError as error:
            tell(self.window(), text(error)).open()
            return False
        share = 0.0 if held_out else self.editing.document.training.validation_split or USUAL_SHARE
        training = self.editing.document.training.replace(validation_from=spec.split, validation_split=share)
        self.editing.apply(
            self.tr("Choose the data set"),
            lambda d: replace(d, data=d.data.with_sets(spec, held_out), training=training),
        )
        return True

    # What feeds what

    def _bind(self, layer: str, binding: Binding | None, merge: str) -> None:
        self.editing.apply(self._change_of(layer), lambda d: replace(d, data=d.data.bind(layer, binding)), merge)

    def _change_of(self, layer: str) -> str:
        main = self.editing.document.main
        return self.tr("Change the data of {name}").format(name=main.layers[layer].name if layer in main.layers else "")

    def _feed(self, layer: str, names: tuple[str, ...]) -> None:
        dataset = self.reader.source.now.dataset
        feed = next((feed for feed in feeds_of(self.editing.document) if feed.layer == layer), None)
        if dataset is not None and feed is not None:
            self.editing.apply(self._change_of(layer), lambda d: feed_with(d, dataset, feed, names))

    def _ask_use(self, name: str, at: QPoint) -> None:
        """What a column can be used for, beneath its card."""
        dataset = self.reader.source.now.dataset
        if dataset is None or name not in dataset.columns:
            return
        menu = QMenu(self)
        uses = self.overview.uses()
        for feed in feeds_of(self.editing.document):
            self._offer(menu, feed, name, uses.get(feed.layer, ()))
        if self.editing.document.main.layers:
            found = dataset.columns[name]
            step = self.tr("Add an Input for {column}").format(column=name)
            new = menu.addAction(self.tr("an Input of its own"))
            new.triggered.connect(lambda: self.editing.apply(step, lambda d: add_input(d, found)))
        else:
            menu.addAction(self.tr("learn this column")).triggered.connect(partial(self._learn, name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _offer(self, menu: QMenu, feed: Feed, name: str, used: tuple[str, ...]) -> None:
        title = feed.name.replace("&", "&&")
        if name in used:
            rest = tuple(n for n in used if n != name)
            action = menu.addAction(self.tr("leave out of {name}").format(name=title))
            action.triggered.connect(partial(self._feed, feed.layer, rest))
        elif feed.is_target or not used or not isinstance(self._spec(feed), Input):
            action = menu.addAction(self.tr("use for {name}").format(name=title))
            action.triggered.connect(partial(self._feed, feed.layer, (name,)))
        else:
            action = menu.addAction(self.tr("use for {name} as well").format(name=title))
            action.triggered.connect(partial(self._feed, feed.layer, (*used, name)))

    def _spec(self, feed: Feed) -> object:
        return self.editing.document.main.layers[feed.layer].spec

    def _learn(self, name: str) -> None:
        self.proposal.choose(name)
        self.show_anew()

    def make_network(self) -> None:
        """Draw the network that is proposed, in place of the empty one, with the data and its split."""
        found = self.overview.proposal
        if not isinstance(found, Started):
            return
        made = found.document
        self.editing.apply(self.tr("Make a network for the data"), lambda d: replace(made, extra=d.extra))
        self.drawn.emit()

    def close_overview(self) -> None:
        """Look at nothing more: for the window's end only."""
        self.overview.close()
