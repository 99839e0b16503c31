"""What happens when something goes wrong: one sentence for people, an event for programs; never a traceback."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
import traceback
from pathlib import Path
from typing import TextIO

from graph.specs.message import Message, MessageError
from graph.views.summary_text import shown
from runtime.cli import INTERRUPTED
from runtime.jit.user_cache import cache_root, make_private

PROBLEM, USAGE = 1, 2
SECONDS_BETWEEN = 2.0
SIGNAL, PIPE = 128, 13
"""What shells add to the number of a signal that ended a program, and that of a pipe which nobody reads."""


def guarded(options: argparse.Namespace) -> int:
    """Run a command and turn whatever it raises into a sentence and an exit code."""
    from runtime.data.progress import watched

    try:
        with watched(_Reading(options.json)):
            code = int(options.run(options))
        sys.stdout.flush()
        return code
    except MessageError as error:
        return report(str(error), layer_of(error), options.json)
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        silence(sys.stdout)
        return SIGNAL + PIPE
    except MemoryError:
        return report("There is not enough memory for this. Use a smaller batch or fewer samples.", None, options.json)
    except Exception as error:
        return report(unexpected(error), None, options.json)


class _Reading:
    """Tells on standard error how far a reading is that takes long, every few seconds."""

    def __init__(self, as_json: bool) -> None:
        self._as_json, self._told = as_json, time.monotonic()

    def __call__(self, what: Message, share: float) -> None:
        now = time.monotonic()
        if not self._as_json and now - self._told >= SECONDS_BETWEEN:
            self._told = now
            print(shown(f"{what}: {share:.0%}"), file=sys.stderr, flush=True)


def silence(stream: TextIO) -> None:
    """Let what is written to a stream vanish: whoever read it is gone, and Python would complain once more while it
    flushes at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError:
        pass  # a stream without a file, as in tests


def report(sentence: str, layer: str | None, as_json: bool) -> int:
    """Say what is wrong; gives the exit code."""
    sentence = shown(" ".join(sentence.split()))
    if as_json:
        print(json.dumps({"event": "error", "message": sentence, "layer": layer}), flush=True)
    else:
        print(f"layerloom: {sentence}", file=sys.stderr)
    return PROBLEM


def layer_of(error: MessageError) -> str | None:
    """The layer that a message names, where it names one."""
    for key in ("layer", "name"):
        value = error.message.args.get(key)
        if isinstance(value, str):
            return value
    return None


def unexpected(error: Exception) -> str:
    """The sentence for an error that should not have happened; its details go to a file."""
    kind = type(error).__name__
    try:
        path = write_log(error)
    except OSError:
        return f"Something went wrong that never should ({kind}: {error}). Your files are as they were."
    return f"Something went wrong that never should ({kind}). Your files are as they were; the details are in {path}."


def write_log(error: Exception) -> Path:
    """Write the traceback into the user's cache folder; raises OSError."""
    folder = cache_root() / "logs"
    make_private(folder)
    path = folder / f"{time.strftime('%Y-%m-%d_%H-%M-%S')}_{os.getpid()}.txt"
    about = f"{' '.join(sys.argv[:3])}\nPython {platform.python_version()}, {platform.platform()}\n\n"
    path.write_text(about + "".join(traceback.format_exception(error)), encoding="utf-8")
    return path
