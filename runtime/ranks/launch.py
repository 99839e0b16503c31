"""Several processes begun on this machine by MPI's own starter, and what it says kept from people."""

from __future__ import annotations

import codecs
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from types import FrameType
from typing import IO, TextIO

from graph.specs.message import MessageError
from runtime.ranks.ranks import MISSING, TERMINAL

STARTERS = ("mpiexec", "mpirun")
NOISE = ("[mpiexec@", "[proxy:", "=====", "=   ", "YOUR APPLICATION TERMINATED", "This typically refers to", "Abort(")
NOISE_TOO = ("Please see the FAQ page", "prterun ", "mpirun noticed", "-----", "Primary job  terminated")
DRAWN = "\r\x1b"
"""What a bar begins with that is drawn over another."""
FORWARDED = ("SIGINT", "SIGTERM", "SIGHUP")
SURROUNDINGS = {
    "HYDRA_LAUNCHER": "fork",
    "OMPI_ALLOW_RUN_AS_ROOT": "1",
    "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    "OMPI_MCA_rmaps_base_oversubscribe": "1",
    "PRTE_MCA_rmaps_default_mapping_policy": ":oversubscribe",
}
"""All processes are on this machine, which may have fewer cores; and a container often knows no user but root."""


def starter() -> str:
    """MPI's program that starts processes, of this Python's environment or else the machine's; raises MessageError."""
    beside = str(Path(sys.executable).parent)
    found = next(
        (path for name in STARTERS for where in (beside, None) if (path := shutil.which(name, path=where))), None
    )
    if found is None or importlib.util.find_spec("mpi4py") is None:
        raise MessageError(MISSING)
    return found


@cache
def is_possible() -> bool:
    """Whether several processes could be started here."""
    try:
        return bool(starter())
    except MessageError:
        return False


def launch(count: int, arguments: Sequence[str], lost: str) -> int:
    """Run `layerloom` with these arguments in `count` processes; gives its exit code. Signals that end programs are
    passed on. `lost` is said where the processes ended without a word."""
    home = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(path for path in (home, os.environ.get("PYTHONPATH")) if path)
    environment = {**SURROUNDINGS, **os.environ, "PYTHONPATH": paths}
    if sys.stdout.isatty():
        environment[TERMINAL] = str(shutil.get_terminal_size().columns)
    command = [starter(), "-n", str(count), sys.executable, "-P", "-m", "runtime", *arguments]
    process = subprocess.Popen(
        command,
        env=environment,
        # Of its own group, so that Ctrl+C reaches it once, through us; a terminal can't be read from there.
        start_new_session=True,
        stdin=subprocess.DEVNULL if sys.stdin.isatty() else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_with_us() if sys.platform == "linux" else None,
    )
    before = [(number, signal.signal(number, _passing_on(process))) for number in _heeded()]
    said: list[str] = []
    readers = [
        threading.Thread(target=pass_on, args=(source, target, kept), daemon=True)
        for source, target, kept in ((process.stdout, sys.stdout, []), (process.stderr, sys.stderr, said))
    ]
    for reader in readers:
        reader.start()
    try:
        code = process.wait()
        for reader in readers:
            reader.join(2)
    finally:
        for number, handler in before:
            signal.signal(number, handler)
    if code and not said:
        print(f"layerloom: {lost}", file=sys.stderr)
    return code if code >= 0 else 128 - code


def _heeded() -> list[signal.Signals]:
    if threading.current_thread() is not threading.main_thread():
        return []
    known = [getattr(signal, name) for name in FORWARDED if hasattr(signal, name)]
    return [number for number in known if signal.getsignal(number) is not signal.SIG_IGN]


def _passing_on(process: subprocess.Popen[bytes]) -> Callable[[int, FrameType | None], None]:
    def handle(number: int, _frame: FrameType | None) -> None:
        process.send_signal(number)

    return handle


def _with_us() -> Callable[[], None]:
    """Lets the starter, and so all processes, end when this process is killed."""
    import ctypes

    library, set_signal = ctypes.CDLL(None), 1

    def begin() -> None:
        library.prctl(set_signal, signal.SIGTERM)

    return begin


def pass_on(source: IO[bytes], target: TextIO, said: list[str]) -> None:
    """Print what the processes say; the starter's own words about them are left out. A bar, which ends with no line
    and begins by going back, is passed on as it is drawn."""
    left, is_begun = "", False
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while True:
        data = os.read(source.fileno(), 1 << 16)
        *whole, left = (left + decoder.decode(data, not data)).split("\n")
        passed = []
        for line in (f"{line}\n" for line in whole):
            is_noise = line.startswith((*NOISE, *NOISE_TOO)) or (not line.strip() and target is sys.stdout)
            if is_begun or not is_noise:
                passed.append(line)
                is_begun = False
        if left and (is_begun or left[0] in DRAWN or not data):
            passed.append(left)
            left, is_begun = "", True
        said += (line for line in passed if line.strip())
        try:
            target.write("".join(passed))
            target.flush()
        except OSError:
            return  # nobody reads any more; the processes find that out by themselves
        if not data:
            return
