"""The report holds what helps and nothing of whose machine it is; a native crash leaves its trace."""

from __future__ import annotations

import platform
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph.data.data_plan import DataPlan
from graph.data.data_sets.csv_file import CsvFile
from graph.storage.storage import loads
from gui.crash import LOG_LIMIT, log_files, native_faults, write_log
from gui.main_window import MainWindow
from gui.report import ReportDialog, without_paths

MakeWindow = Callable[..., MainWindow]
SECRET = "/home/somebody/secret/patients.csv"


def test_the_report_is_shown_and_holds_no_data_and_no_paths(make_window: MakeWindow, tmp_path: Path) -> None:
    window = make_window()
    document = replace(window.editing.document, data=DataPlan(CsvFile(path=SECRET)))
    write_log(f'Traceback\n  File "{SECRET}", line 3\nValueError: C:\\Users\\somebody\\x.csv')
    dialog = ReportDialog(document, window)
    assert dialog.save(tmp_path / "report.zip")
    with zipfile.ZipFile(tmp_path / "report.zip") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(texts) == {"versions.txt", "document.loom", "faults.txt"}
    everything = "".join(texts.values())
    assert "somebody" not in everything and str(Path.home()) + "/" not in everything
    assert len(platform.node()) < 5 or platform.node() not in everything
    assert platform.python_version() in texts["versions.txt"] and "ValueError" in texts["faults.txt"]
    assert loads(texts["document.loom"]).models == document.models
    assert all(text in dialog.text.toPlainText() for text in texts.values())


@pytest.mark.parametrize("text", ["/a/b/c.csv", "C:\\a\\b.csv", "'/home/x/y z'", "at /usr/lib/x.so: "])
def test_of_a_path_only_its_end_is_told(text: str) -> None:
    assert "/a/" not in without_paths(text) and "home" not in without_paths(text) and "usr" not in without_paths(text)
    assert without_paths("units=3, a/b: 1 / 2") == "units=3, a/b: 1 / 2"


def test_the_log_is_turned_over_when_it_has_grown(own_settings: Path) -> None:
    for _ in range(4):
        write_log("x" * (LOG_LIMIT // 2 + 1))
    assert len(log_files()) == 2 and sum(path.stat().st_size for path in log_files()) < 4 * LOG_LIMIT


def test_a_native_crash_is_found_at_the_next_start(own_settings: Path) -> None:
    program = (
        "from gui.crash import watch_native\nwatch_native()\nimport os, signal\nos.kill(os.getpid(), signal.SIGSEGV)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode != 0
    assert native_faults() and native_faults() == ()
    assert "Segmentation fault" in log_files()[0].read_text(encoding="utf-8")
