"""The files of a checkpoint: one or two generations of a state, and a manifest that is written last."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.specs.message import MessageError
from graph.storage.atomic import atomic_file, atomic_write, file_trouble
from runtime.files.run_names import MANIFEST, STATES
from runtime.files.state_file import StateFileError, read_state, write_state


class CheckpointFiles:
    """A checkpoint in a folder. With two `generations` the one before the newest stays, whatever happens to that."""

    def __init__(self, folder: Path, generations: int = 2) -> None:
        self.folder = folder
        self._names = STATES[:generations]
        self._newest = self._named()

    def _named(self) -> str:
        """The file that the manifest calls the newest, empty where nobody knows."""
        name = manifest(self.folder).get("newest")
        return str(name) if name in STATES else ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no state to go on from."""
        return not any((self.folder / name).exists() for name in STATES)

    def write(self, state: Mapping[str, Any]) -> None:
        """Keep a state; the one before stays until this one is whole. Raises MessageError."""
        later = [name for name in self._names if name != self._newest]
        name = (later or self._names)[0]
        path = self.folder / name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with atomic_file(path) as file:
                digest = write_state(file, state)
            self._newest = name
            path = self.folder / MANIFEST
            place = {key: state[key] for key in ("epoch", "step")}
            told = {"newest": name, **place, "written": time.strftime("%Y-%m-%dT%H:%M:%S"), "sha256": digest}
            atomic_write(path, (json.dumps(told) + "\n").encode())
        except OSError as error:
            raise MessageError(file_trouble(error, path)) from None

    def read(self) -> dict[str, Any] | None:
        """The newest state that is whole, None where there is none; raises MessageError where all are damaged."""
        trouble: MessageError | None = None
        found = []
        for name in sorted(STATES, key=lambda name: name != self._newest):
            try:
                found.append(read_state(self.folder / name))
            except FileNotFoundError:
                continue
            except OSError as error:
                trouble = trouble or MessageError(file_trouble(error, self.folder / name))
            except StateFileError as error:
                trouble = trouble or error
            else:
                if self._newest:
                    break
        if not found and trouble is not None:
            raise trouble
        return max(found, key=lambda state: (state["epoch"], state["step"]), default=None)

    def remove(self) -> None:
        """Take the checkpoint away, and the folder where nothing else is in it."""
        for name in (MANIFEST, *STATES):
            try:
                (self.folder / name).unlink(missing_ok=True)
            except OSError:
                pass  # it is of no use any more, and does no harm
        self._newest = ""

    def remove_folder(self) -> None:
        """Take the checkpoint away, and its folder where nothing else is in it."""
        self.remove()
        try:
            self.folder.rmdir()
        except OSError:
            pass  # somebody keeps other files there


def manifest(folder: Path) -> dict[str, Any]:
    """What the manifest in a folder says of its checkpoint, nothing where there is none."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
