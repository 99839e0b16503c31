"""What the editor remembers between two starts: window, recent files, theme, language. One ini file, no registry."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_config_path, user_data_path
from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

APP = "layerloom"
RECENT_FILES = 10
THREADS = "LAYERLOOM_THREADS"
"""The variable by which the training process is told how many cores to use."""


def config_folder() -> Path:
    """Where settings and emergency copies are kept: LAYERLOOM_CONFIG_DIR, else the platform's place for settings."""
    given = os.environ.get("LAYERLOOM_CONFIG_DIR")
    folder = Path(given) if given else user_config_path(APP, appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def runs_folder() -> Path:
    """Where training runs are kept; beside the settings where LAYERLOOM_CONFIG_DIR names their place."""
    given = os.environ.get("LAYERLOOM_CONFIG_DIR")
    folder = (Path(given) if given else user_data_path(APP, appauthor=False)) / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Settings(QObject):
    """Typed access to the ini file; everything that listens is told at once."""

    recent_changed = Signal()
    theme_changed = Signal(str)
    language_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = QSettings(str(config_folder() / "settings.ini"), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        return self._text("look/theme", "system", ("system", "light", "dark"))

    @theme.setter
    def theme(self, name: str) -> None:
        self.store.setValue("look/theme", name)
        self.theme_changed.emit(name)

    @property
    def language(self) -> str:
        """`system`, `en` or `zh_CN`."""
        return self._text("look/language", "system", ("system", "en", "zh_CN"))

    @language.setter
    def language(self, name: str) -> None:
        self.store.setValue("look/language", name)
        self.language_changed.emit(name)

    @property
    def shows_training(self) -> bool:
        """Whether the Train page comes to the front when a training starts."""
        return str(self.store.value("training/show", False)).lower() == "true"

    @shows_training.setter
    def shows_training(self, on: bool) -> None:
        self.store.setValue("training/show", on)

    def _text(self, key: str, default: str, allowed: tuple[str, ...]) -> str:
        value = str(self.store.value(key, default))
        return value if value in allowed else default

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened or saved last, the newest first."""
        value = self.store.value("files/recent", [])
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(Path(str(name)) for name in names if name)[:RECENT_FILES]

    def remember(self, path: Path) -> None:
        path = path.absolute()
        self._set_recent([path, *(p for p in self.recent if p != path)][:RECENT_FILES])

    def forget(self, path: Path) -> None:
        self._set_recent([p for p in self.recent if p != path.absolute()])

    def forget_all(self) -> None:
        self._set_recent([])

    def _set_recent(self, paths: list[Path]) -> None:
        self.store.setValue("files/recent", [str(p) for p in paths])
        self.recent_changed.emit()

    def bytes(self, key: str) -> QByteArray | None:
        """A window's or splitter's saved state."""
        value = self.store.value(key)
        return value if isinstance(value, QByteArray) else None

    def set_bytes(self, key: str, value: QByteArray) -> None:
        self.store.setValue(key, value)

    def unfolded(self, family: str, default: bool) -> bool:
        """Whether a family of the palette shows its members."""
        return str(self.store.value(f"palette/{family}", default)).lower() == "true"

    def set_unfolded(self, family: str, is_open: bool) -> None:
        self.store.setValue(f"palette/{family}", is_open)

    @property
    def threads(self) -> int:
        """How many processor cores trainings use where their document says nothing; 0 for all."""
        value = str(self.store.value("training/threads", 0))
        return int(value) if value.isdigit() else 0

    @threads.setter
    def threads(self, count: int) -> None:
        self.store.setValue("training/threads", count)
        self.apply_threads()

    def apply_threads(self) -> None:
        """Let processes that are started from now on know it."""
        if self.threads:
            os.environ[THREADS] = str(self.threads)
        else:
            os.environ.pop(THREADS, None)

    def keys(self, command: str) -> tuple[str, ...] | None:
        """The keys that the user has given a command, None where it has those it is shipped with."""
        if not self.store.contains(f"keys/{command}"):
            return None
        value = self.store.value(f"keys/{command}")
        given = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(str(key) for key in given if key)

    def set_keys(self, command: str, keys: Sequence[str] | None) -> None:
        """Keep the keys of a command; None for those it is shipped with."""
        if keys is None:
            self.store.remove(f"keys/{command}")
        else:
            self.store.setValue(f"keys/{command}", list(keys))

    def usage(self, kind: str) -> int:
        """How often a kind of layer was added: ties in searches are broken by it."""
        value = self.store.value(f"usage/{kind}", 0)
        return int(value) if isinstance(value, (int, str)) and str(value).isdigit() else 0

    def count_usage(self, kind: str) -> None:
        self.store.setValue(f"usage/{kind}", self.usage(kind) + 1)
