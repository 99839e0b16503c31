"""One trial's training: a process of its own, whose events come in a queue beside those of the others."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from graph.specs.message import say
from graph.storage.atomic import file_trouble
from runtime.files.run_names import MANIFEST
from runtime.sweeps.folder import SweepError

LOG = "log.txt"
ENDED = "ended"
Events = SimpleQueue[tuple[int, Mapping[str, Any]]]


class TrialProcess:
    """Trains the document of a trial into its folder, or goes on from its checkpoint; `ended` is its last event."""

    def __init__(self, number: int, file: Path, threads: int, events: Events) -> None:
        folder = file.parent
        begun = ["--resume", str(folder)] if (folder / MANIFEST).is_file() else [str(file), "-o", str(folder)]
        command = [sys.executable, "-m", "runtime", "train", *begun, "--json", "--threads", str(threads)]
        self.number, self._events = number, events
        self.error = ""
        """What the training says that went wrong."""
        self.pruned = False
        try:
            with open(folder / LOG, "ab") as log:
                # In a session of its own, so that Ctrl+C reaches the sweep alone, which then ends all of them.
                self._process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, start_new_session=True
                )
        except OSError as error:
            raise SweepError(
                say("A trial can't be started: {reason}", reason=file_trouble(error, folder / LOG))
            ) from None
        threading.Thread(target=self._read, name=f"layerloom-trial-{number}", daemon=True).start()

    def stop(self) -> None:
        """Let it end after the step under way, keeping what there is."""
        with contextlib.suppress(OSError, ValueError):
            assert self._process.stdin is not None
            self._process.stdin.write(b"stop\n")
            self._process.stdin.flush()

    def kill(self) -> None:
        self._process.kill()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if isinstance(event, dict):
                    self._events.put((self.number, event))
        self._events.put((self.number, {"event": ENDED, "code": self._process.wait()}))
