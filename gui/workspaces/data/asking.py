"""Questions whose answers take a while: worked out in one thread, and only the newest of a kind counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from graph.specs.message import MessageError

Work = Callable[[], object]


class Asking(QObject):
    """Answers come back on the thread that asked. What is asked last for a key is all that is answered for it."""

    answered = Signal(str, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._tickets: dict[str, int] = {}
        self._takers: dict[str, Callable[[object], None]] = {}
        self._open: set[str] = set()
        self.answered.connect(self._take)

    def ask(self, key: str, work: Work, take: Callable[[object], None], urgency: int = 0) -> None:
        """Let `work` be done in the thread, and hand what it returns, or the MessageError it raises, to `take`."""
        self._tickets[key] = self._tickets.get(key, 0) + 1
        self._takers[key] = take
        self._open.add(key)
        self._pool.start(_Question(self, key, self._tickets[key], work), urgency)

    def is_open(self, key: str) -> bool:
        """Whether an answer is still awaited."""
        return key in self._open

    def forget(self, begin: str = "") -> None:
        """Want no answer any more to questions whose keys begin so."""
        for key in self._tickets:
            if key.startswith(begin):
                self._tickets[key] += 1
                self._open.discard(key)

    def is_wanted(self, key: str, ticket: int) -> bool:
        return self._tickets.get(key) == ticket

    def _take(self, key: str, ticket: int, answer: object) -> None:
        if self.is_wanted(key, ticket):
            self._open.discard(key)
            self._takers[key](answer)

    def close(self) -> None:
        """Answer nothing more, and wait until nothing is being worked out."""
        self.forget()
        self._pool.clear()
        self._pool.waitForDone(2000)


class _Question(QRunnable):
    def __init__(self, asking: Asking, key: str, ticket: int, work: Work) -> None:
        super().__init__()
        self.asking, self.key, self.ticket, self.work = asking, key, ticket, work

    def run(self) -> None:
        try:
            if not self.asking.is_wanted(self.key, self.ticket):
                return
            try:
                answer: object = self.work()
            except MessageError as error:
                answer = error
            except (OSError, ValueError, MemoryError):
                return  # the reader says what is wrong with the data
            self.asking.answered.emit(self.key, self.ticket, answer)
        except RuntimeError:
            pass  # The window has been closed meanwhile; nobody waits for the answer.
