"""How processes of the runtime are started: the command line of this very program, found wherever the user stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment


def runtime_command(*arguments: str) -> list[str]:
    """A command of the command line, told to speak JSON."""
    return [sys.executable, "-m", "runtime", *arguments, "--json"]


def new_process(parent: QObject) -> QProcess:
    """A process that finds this program's packages, and says each line as soon as it is written."""
    process = QProcess(parent)
    environment = QProcessEnvironment.systemEnvironment()
    home = str(Path(__file__).resolve().parent.parent.parent)
    known = environment.value("PYTHONPATH")
    environment.insert("PYTHONPATH", os.pathsep.join(p for p in (home, known) if p))
    environment.insert("PYTHONUNBUFFERED", "1")
    environment.insert("PYTHONIOENCODING", "utf-8")
    process.setProcessEnvironment(environment)
    return process
