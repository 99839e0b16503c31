"""Opening files from elsewhere in a process of their own, so that a crash, a hang or a flood costs one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from graph.specs.message import MessageError, say
from runtime.files.contents import TEXT, KerasFileError, contents_of, is_keras
from runtime.files.documents import ONNX, SCRIPTS, Opened, exists, is_run, open_document
from runtime.imports.limits import NO_MEMORY, memory_for, seconds_for, size_of

SMALL_TEXT = 256 << 10
"""Bytes of a script or a description in JSON that is read here: only code of this program touches it."""
TIMED_OUT = -1_000_000
"""In the place of an exit code: it was ended, since it took too long."""


class ImportFailed(MessageError):
    """The process that was to read a file came to nothing."""


def is_foreign(path: Path) -> bool:
    """Whether a file is read by what reads other programs' files, rather than a project of ours or a run."""
    if is_run(path):
        return False
    return path.suffix.lower() in (*SCRIPTS, ONNX) or is_keras(path)


def open_apart(text: str, rest: bool = False) -> Opened:
    """What FILE means, as `open_document`; a file from elsewhere is read by a process of its own, unless it is a small
    text. Raises MessageError."""
    path = Path(text)
    if not exists(path) or not is_foreign(path) or _is_small_text(path):
        return open_document(text, rest)
    with ImportJob(path, rest) as job:
        process = subprocess.Popen(
            job.command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=job.env()
        )
        try:
            ending = process.wait(job.seconds)
        except subprocess.TimeoutExpired:
            ending = TIMED_OUT
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        return job.result(ending)


def _is_small_text(path: Path) -> bool:
    if path.is_dir() or path.suffix.lower() == ONNX or size_of(path) > SMALL_TEXT:
        return False
    try:
        return contents_of(path) == TEXT
    except KerasFileError:
        return True  # it can't be read at all, and that is said here


@dataclass
class ImportJob:
    """What is needed to have one file read: the command, the folder for its result, and what its end means.

    To be used in a `with`, after which the folder is gone.
    """

    path: Path
    rest: bool = False

    def __post_init__(self) -> None:
        size = size_of(self.path)
        self.memory, self.seconds = memory_for(size), seconds_for(size)
        self._folder = tempfile.TemporaryDirectory(prefix="layerloom-", ignore_cleanup_errors=True)

    def __enter__(self) -> ImportJob:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def command(self) -> list[str]:
        module = [sys.executable, "-P", "-m", "runtime.imports.worker"]
        rest = "rest" if self.rest else "whole"
        return [*module, str(self.path.absolute()), self._folder.name, rest, str(self.memory), str(self.seconds)]

    @staticmethod
    def env() -> dict[str, str]:
        """The environment in which the command finds this program, and one thread is enough."""
        home = str(Path(__file__).resolve().parents[2])
        paths = os.pathsep.join(path for path in (home, os.environ.get("PYTHONPATH")) if path)
        return {**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

    def result(self, ending: int) -> Opened:
        """What the file is, where the process ended so: by its exit code, or the negative number of a signal. Raises
        MessageError."""
        name = self.path.name
        if ending == TIMED_OUT:
            raise ImportFailed(
                say(
                    "{path} can't be opened: reading it was broken off after {seconds} seconds.",
                    path=name,
                    seconds=self.seconds,
                )
            )
        if ending == NO_MEMORY:
            from runtime.data.memory import bytes_text

            raise ImportFailed(
                say(
                    "{path} can't be opened: reading it takes more memory than the {memory} that it may have.",
                    path=name,
                    memory=bytes_text(self.memory),
                )
            )
        if ending:
            raise ImportFailed(
                say(
                    "{path} can't be opened: the process that read it died ({ending}). The file is damaged, or a "
                    "library that reads it has a fault.",
                    path=name,
                    ending=_named(ending),
                )
            )
        # What reads models is needed where one was read, and by no other command.
        from runtime.imports.results import read_result

        try:
            return read_result(Path(self._folder.name), self.path)
        except MessageError:
            raise
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ImportFailed(
                say(
                    "{path} can't be opened: what was read of it could not be handed over ({kind}).",
                    path=name,
                    kind=type(error).__name__,
                )
            ) from None


def _named(ending: int) -> str:
    """A signal by its name, else the exit code."""
    if ending < 0:
        import signal

        try:
            return signal.Signals(-ending).name
        except ValueError:
            return f"signal {-ending}"
    return f"exit code {ending}"
