"""Follows the document's data plan: its data is opened and read in a thread, and what is known of it is kept.

An edit that doesn't touch the data plan costs nothing here, and no edit reads anything on the window's own thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from graph.data.data_plan import Binding
from graph.data.data_sets.data_set import DatasetSpec
from graph.data.facts import DataFacts
from graph.data.transforms import Transform
from graph.document.document import Document
from graph.specs.message import Message, MessageError, say
from gui.data_source import DataSource, OpenedData
from gui.editing import Editing
from gui.files import DocumentFiles
from runtime.data.binding import Feed
from runtime.data.document_facts import bound_beside, bound_feeds
from runtime.data.facts import Measured, measure

KEPT = 64
"""Findings that are kept, so that undo and a second thought cost nothing."""


@dataclass(frozen=True)
class Question:
    """What a layer is fed with; the same question has the same answer as long as the data is the same."""

    layer: str
    name: str
    is_target: bool
    column: str
    steps: tuple[Transform, ...]
    beside: tuple[str, ...] = ()
    """The columns at the other end: what a target is learnt from, or what an Input is to teach."""

    @property
    def feed(self) -> Feed:
        return Feed(self.layer, self.name, (), is_target=self.is_target)

    @property
    def binding(self) -> Binding:
        return Binding(self.column, self.steps)


Answer = Measured | Message
"""What is known, or why training would fail."""


class DataReader(QObject):
    """What is in the data sets of a document, and what is known of what feeds its Inputs and Outputs."""

    facts_changed = Signal(object)
    """A `DataFacts`, or None while nothing is known."""
    answered = Signal(int, object)

    def __init__(self, editing: Editing, files: DocumentFiles, parent: QObject | None = None) -> None:
        super().__init__(parent or editing)
        self.editing, self.files = editing, files
        self.facts: DataFacts | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.source, self.held_out = DataSource(self._pool, self), DataSource(self._pool, self)
        self._known: dict[Question, Answer] = {}
        self._time = 0
        self._asked = False
        for source in (self.source, self.held_out):
            source.opened.connect(self._opened)
        self.source.opened.connect(lambda opened: self.held_out.read_like(opened.dataset))
        self.answered.connect(self._take)
        editing.changed.connect(lambda _before, _after: self.follow())
        files.path_changed.connect(lambda _path: self.follow())
        self.follow()

    def follow(self) -> None:
        """Look at the document's plan: open what it names, and find out what is not known yet."""
        plan = self.editing.document.data
        folder = self.files.folder
        for source, spec in ((self.source, plan.dataset), (self.held_out, plan.validation)):
            has_paths = isinstance(spec, DatasetSpec) and bool(spec.paths())
            source.want(spec, folder if has_paths else None)
        self._tell()

    def look_again(self) -> None:
        """The user comes back from elsewhere: files may have come, gone or changed."""
        self.source.look_again()
        self.held_out.look_again()

    def _opened(self, _opened: OpenedData) -> None:
        self._known.clear()
        self._time += 1
        self._asked = False
        self._tell()

    def _tell(self) -> None:
        """Say what is known now, and ask for what is not."""
        facts = self._facts()
        if facts != self.facts:
            self.facts = facts
            self.facts_changed.emit(facts)
        if facts is None or self.source.now.dataset is None or self._asked:
            return
        open_questions = [q for q in questions(self.editing.document) if q not in self._known]
        if open_questions:
            self._asked = True
            self._pool.start(_Reading(self, self._time, open_questions, self.source.now, self.held_out.now))

    def _facts(self) -> DataFacts | None:
        if self.source.is_busy or self.held_out.is_busy or self.source.now.spec is None:
            return None
        answers = {q.layer: self._known[q] for q in questions(self.editing.document) if q in self._known}
        return DataFacts(
            {layer: answer.facts for layer, answer in answers.items() if isinstance(answer, Measured)},
            self.source.now.dataset.rows if self.source.now.dataset is not None else 0,
            self.source.now.trouble or self.held_out.now.trouble,
            {layer: answer for layer, answer in answers.items() if isinstance(answer, Message)},
        )

    def _take(self, time: int, answers: dict[Question, Answer]) -> None:
        if time != self._time:
            return
        self._asked = False
        self._known.update(answers)
        for oldest in list(self._known)[: max(0, len(self._known) - KEPT)]:
            del self._known[oldest]
        self._tell()

    def close(self) -> None:
        """Read nothing more, and wait until nothing is being read."""
        self.source.close()
        self.held_out.close()
        self._pool.clear()
        self._pool.waitForDone(2000)


def questions(document: Document) -> Iterator[Question]:
    """What the document's bindings ask of its data; a step that isn't known has a problem of its own."""
    for feed in bound_feeds(document):
        binding = document.data.bindings[feed.layer]
        yield Question(
            feed.layer,
            feed.name,
            feed.is_target,
            binding.column,
            binding.known_steps(),
            bound_beside(document, feed.is_target),
        )


class _Reading(QRunnable):
    """Answers questions in a thread."""

    def __init__(
        self, reader: DataReader, time: int, asked: list[Question], opened: OpenedData, held_out: OpenedData
    ) -> None:
        super().__init__()
        self.reader, self.time, self.asked, self.opened, self.held_out = reader, time, asked, opened, held_out

    def run(self) -> None:
        answers = {question: answer(question, self.opened, self.held_out) for question in self.asked}
        try:
            self.reader.answered.emit(self.time, answers)
        except RuntimeError:
            pass  # The window has been closed meanwhile; nobody waits for the answer.


def answer(question: Question, opened: OpenedData, held_out: OpenedData) -> Answer:
    """Read what a layer is fed with in training, and see that the data kept for validation goes the same way."""
    assert opened.dataset is not None
    try:
        found = measure(opened.dataset, question.binding, question.feed, beside=question.beside)
        if held_out.dataset is not None:
            measure(held_out.dataset, question.binding, question.feed, found)
        return found
    except MessageError as error:
        return error.message
    except (OSError, ValueError, MemoryError) as error:
        return say("The data can't be read: {reason}.", reason=str(error))
