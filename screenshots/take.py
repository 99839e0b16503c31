"""Takes the README's pictures of the editor: `.venv/bin/python screenshots/take.py [name …]`. No display is needed.

What they show is real: the networks are trained, and the curves are theirs.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
SIZE, SCALE = (1440, 900), "1.25"
os.environ["QT_SCALE_FACTOR"] = SCALE
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from gui.app import make_application  # noqa: E402
from gui.language import install_language  # noqa: E402
from gui.main_window import MainWindow  # noqa: E402
from gui.settings import Settings  # noqa: E402
from gui.theme import Mode, Theme  # noqa: E402

LONGEST_TRAINING = 600.0


@dataclass(frozen=True)
class Scene:
    """One picture: which template, in which dress, trained how long, and what is done before it is taken."""

    template: str
    mode: Mode
    epochs: int = 0
    language: str = "en"
    prepare: Callable[[MainWindow], None] = lambda _window: None


def select(name: str) -> Callable[[MainWindow], None]:
    """Select a layer, as a click would."""

    def prepare(window: MainWindow) -> None:
        layer = window.editing.model.layer_named(name)
        window.editing.select({layer.id} if layer else ())

    return prepare


def show_curves(window: MainWindow) -> None:
    """The page of the training."""
    window.workspaces.go("train")


def show_plot(window: MainWindow) -> None:
    """The plot beneath the canvas."""
    window.show_below(window.plot)


def go_into_encoder(window: MainWindow) -> None:
    """Into a nested model, with its table beneath."""
    window.show_below(window.summary)
    encoder = next(model for model in window.editing.document.models.values() if model.name == "encoder")
    window.editing.enter(encoder.id)
    select("conv2d_2")(window)


SCENES = {
    "tweets-dark": Scene("tweets", "dark", prepare=select("shared_lstm")),
    "digits-light": Scene("fully_connected", "light", epochs=30, prepare=show_curves),
    "resnet-light": Scene("small_resnet", "light", prepare=show_plot),
    "autoencoder-dark": Scene("autoencoder", "dark", prepare=go_into_encoder),
    "chinese-dark": Scene("headline", "dark", language="zh_CN", prepare=select("concatenate")),
}


def rest(seconds: float) -> None:
    """Let the window work."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)


def train(window: MainWindow, epochs: int) -> None:
    document = window.editing.document
    window.editing.load(replace(document, training=document.training.replace(epochs=epochs)))
    window.train()
    until = time.monotonic() + LONGEST_TRAINING
    while window.training.link.is_busy and time.monotonic() < until:
        rest(0.1)


def take(app: QApplication, name: str, scene: Scene) -> Path:
    """Take one picture; gives its file."""
    os.environ["LAYERLOOM_CONFIG_DIR"] = tempfile.mkdtemp(prefix="layerloom-screenshots-")
    translators = install_language(app, scene.language)
    theme = Theme(scene.mode)
    theme.install(app)
    window = MainWindow(Settings(), theme)
    window.resize(*SIZE)
    window.show()
    rest(0.3)
    window.files.new_from_template(scene.template)
    rest(1.0)
    if scene.epochs:
        train(window, scene.epochs)
    scene.prepare(window)
    rest(1.5)
    path = FOLDER / f"{name}.png"
    window.grab().save(str(path))
    Image.open(path).convert("RGB").save(path, optimize=True)
    window.editing.mark_saved()
    window.close()
    for translator in translators:
        app.removeTranslator(translator)
    return path


def main() -> int:
    app = make_application()
    for name in sys.argv[1:] or SCENES:
        path = take(app, name, SCENES[name])
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
