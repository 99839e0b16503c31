"""Files from elsewhere are read by a process of their own: whatever becomes of it, the window lives and can be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QProcess, QProcessEnvironment, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from runtime.files.documents import Opened, exists, is_run, open_path
from runtime.imports.apart import TIMED_OUT, ImportJob, is_foreign

translate = QCoreApplication.translate
QUIETLY_MS = 500
"""A file that is read by then asks for nobody's patience."""
Job = Callable[[Path, bool], ImportJob]


def open_file(window: QWidget, path: Path, rest: bool = False) -> Opened | None:
    """What a file is, None where the user broke it off; a project of ours is read here. Raises MessageError."""
    if exists(path) and (is_run(path) or is_foreign(path)):
        return import_file(window, path, rest)
    return open_path(path, rest)


def import_file(window: QWidget, path: Path, rest: bool = False, job: Job = ImportJob) -> Opened | None:
    """What a file from elsewhere is, None where the user broke it off; raises MessageError.

    Until then the window is drawn, and takes no edit.
    """
    with job(path, rest) as wanted:
        waiting = _Waiting(wanted)
        waiting.wait(QUIETLY_MS, QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if waiting.is_running:
            waiting.wait_with(_dialog(window, path))
        return None if waiting.ending is None else wanted.result(waiting.ending)


def _dialog(window: QWidget, path: Path) -> QProgressDialog:
    said = translate("Importing", "Reading {name}…").format(name=path.name)
    dialog = QProgressDialog(said, translate("Importing", "Cancel"), 0, 0, window)
    dialog.setWindowTitle("Layerloom")
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(0)
    return dialog


class _Waiting:
    """The process of one job, and how it ended: as ImportJob knows it, None where it was broken off."""

    def __init__(self, job: ImportJob) -> None:
        self.ending: int | None = None
        self.is_running = True
        self._loop = QEventLoop()
        self._process = QProcess()
        environment = QProcessEnvironment()
        for name, value in job.env().items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.setStandardInputFile(QProcess.nullDevice())
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._late = QTimer()
        self._late.setSingleShot(True)
        self._late.timeout.connect(lambda: self._end(TIMED_OUT))
        self._late.start(job.seconds * 1000)
        command = job.command()
        self._process.start(command[0], command[1:])

    def wait(self, milliseconds: int, flags: QEventLoop.ProcessEventsFlag) -> None:
        """Wait for the end, but no longer than that."""
        if self.is_running:
            QTimer.singleShot(milliseconds, self._loop.quit)
            self._loop.exec(flags)

    def wait_with(self, dialog: QProgressDialog) -> None:
        """Wait for the end, which a press on the dialog's button brings about."""
        dialog.canceled.connect(lambda: self._end(None))
        dialog.show()
        while self.is_running:
            self._loop.exec()
        dialog.close()
        dialog.deleteLater()

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self.is_running:
            self._over(-code if status == QProcess.ExitStatus.CrashExit else code)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self.is_running:
            self._over(1)

    def _end(self, ending: int | None) -> None:
        """End the process."""
        if self.is_running:
            self._over(ending)
            self._process.kill()
            self._process.waitForFinished(1000)

    def _over(self, ending: int | None) -> None:
        self.ending, self.is_running = ending, False
        self._late.stop()
        self._loop.quit()
