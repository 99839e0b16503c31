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

NOT_FOR_TESTS = ("socket.connect", "socket.sendto", "socket.getaddrinfo")


def forbid_network(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook that lets a socket reach this machine only."""
    if event not in NOT_FOR_TESTS:
        return
    address = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    at_home = host in (None, "", "localhost", "::1") or str(host).startswith("127.")
    unix_socket = event != "socket.getaddrinfo" and not isinstance(address, tuple)
    if not (at_home or unix_socket):
        raise PermissionError(f"A test tried to reach the network: {event} to {address!r}")


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
