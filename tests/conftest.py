"""What every test runs under: no display, no network, nobody's own settings, and the same random draws each time."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.no_network.sitecustomize import forbid_network

# Before anything imports Qt, matplotlib or the packages: they read these once. Compiled kernels stay in the user's
# cache folder, shared by all workers, so that only the first run ever compiles them.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MPLBACKEND", "Agg")
SETTINGS = tempfile.mkdtemp(prefix="layerloom-test-settings-")
os.environ["LAYERLOOM_CONFIG_DIR"] = SETTINGS
NUMBERS = itertools.count()

settings.register_profile(
    "ci",
    deadline=None,  # the first example may compile a kernel
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Neither this process reaches the network, nor do the programs that tests begin: they find the hook at their start.
paths = (str(Path(__file__).with_name("no_network")), os.environ.get("PYTHONPATH"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
sys.addaudithook(forbid_network)


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty settings folder: neither the user's nor another test's recent files show up."""
    folder = Path(SETTINGS, str(next(NUMBERS)))  # pytest's own numbering reads the whole folder for each new one
    folder.mkdir()
    monkeypatch.setenv("LAYERLOOM_CONFIG_DIR", str(folder))
    return folder


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat what failed before pytest began, where it cannot be overlooked."""
    failed = os.environ.get("LAYERLOOM_FAILED_CHECKS", "")
    if failed:
        terminalreporter.section("checks before the tests", red=True)
        terminalreporter.line(f"FAILED: {failed} (what they said is above)")


def pytest_unconfigure() -> None:
    """Remove the settings folder that imports may have written to."""
    shutil.rmtree(SETTINGS, ignore_errors=True)
