"""Starts the editor: settings, language, theme, the guard against faults, the window."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import runtime.data.readers.reader  # noqa: F401  (loaded before the window shows, so that it never has to wait for it)
from gui.crash import CrashGuard, native_faults, watch_native
from gui.language import install_language
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme, mode_of
from gui.windows import Windows


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="layerloom", description="Draw neural networks on a canvas and train them.")
    opened = "a .loom project, a Keras model (.keras, .h5 or .json) or the folder of a run to open"
    parser.add_argument("file", nargs="?", type=Path, help=opened)
    parser.add_argument("--template", help="start from a shipped template instead")
    return parser.parse_args(given)


def make_application() -> QApplication:
    """The Qt application, with its name and version."""
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
    made.setApplicationName("Layerloom")
    made.setDesktopFileName("layerloom")
    try:
        made.setApplicationVersion(version("layerloom"))
    except PackageNotFoundError:
        pass  # Run from a folder that was never installed.
    return made


def main(given: Sequence[str] | None = None) -> int:
    """Run the editor until its window is closed; returns the exit code."""
    options = arguments(given)
    if has_no_display():
        said = "There is no display, so the editor can't open its window. Without one, `layerloom train FILE` trains."
        print(said, file=sys.stderr)
        return 1
    # Data is read in threads; the one that draws gets its turn soon.
    sys.setswitchinterval(0.001)
    app = make_application()
    settings = Settings()
    settings.apply_threads()
    translators = install_language(app, settings.language)
    theme = Theme(mode_of(settings.theme))
    theme.install(app)
    windows = Windows(lambda: MainWindow(settings, theme))
    window = windows.open()
    guard = CrashGuard(lambda: (windows.front or window).editing.document, lambda: windows.front or window)
    guard.install()
    watch_native()
    if options.file is not None:
        window.files.open(options.file)
    elif options.template:
        window.files.new_from_template(options.template)
    if native_faults():
        window.mention(
            window.tr("The program was ended by a fault the last time. Help › Report a problem has its trace.")
        )
    window.recovery.offer()
    _let_interrupts_through(window)
    code = app.exec()
    translators.clear()
    return int(code)


def has_no_display() -> bool:
    """Whether Qt would find no display and end the process with a message that helps nobody."""
    if sys.platform in ("win32", "darwin"):
        return False
    return not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _let_interrupts_through(window: MainWindow) -> None:
    """Ctrl+C in the terminal closes the window; Python sees the signal only when it runs, so it is woken."""
    signal.signal(signal.SIGINT, lambda _number, _frame: window.close())
    waker = QTimer(window)
    waker.start(300)
    waker.timeout.connect(lambda: None)
