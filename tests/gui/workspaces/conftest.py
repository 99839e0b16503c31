"""Data of the kinds that people drop on the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

Make = Callable[[Path], Path]


def iris(folder: Path) -> Path:
    """150 flowers of three kinds, sorted by kind as in the well-known file."""
    random = np.random.default_rng(1)
    lines = ["sepal_length,sepal_width,petal_length,petal_width,species"]
    for kind, middle in (
        ("setosa", (5.0, 3.4, 1.5, 0.2)),
        ("versicolor", (5.9, 2.8, 4.3, 1.3)),
        ("virginica", (6.6, 3, 5.6, 2)),
    ):
        for _ in range(50):
            lines.append(",".join(f"{m + random.normal(0, 0.2):.1f}" for m in middle) + f",{kind}")
    return written(folder / "iris.csv", lines)


def passengers(folder: Path) -> Path:
    """A table with gaps, an id, names, and what is to be learnt in the second column."""
    random = np.random.default_rng(2)
    lines = ["id,survived,class,name,sex,age,fare,cabin"]
    for row in range(200):
        sex = random.choice(["male", "female"])
        alive = "yes" if random.random() < (0.8 if sex == "female" else 0.2) else "no"
        age = "" if row % 5 == 0 else str(random.integers(1, 80))
        cabin = random.choice(["A1", "B2", "C3"]) if row % 4 == 0 else ""
        fare = f"{random.lognormal(2.5, 1):.2f}"
        lines.append(f'{row + 1},{alive},{random.integers(1, 4)},"Doe, {row}",{sex},{age},{fare},{cabin}')
    return written(folder / "passengers.csv", lines)


def decimal_commas(folder: Path) -> Path:
    random = np.random.default_rng(3)
    lines = ["länge;breite;preis"]
    for _ in range(120):
        a, b = random.uniform(0, 9, 2)
        lines.append(";".join(f"{x:.3f}".replace(".", ",") for x in (a, b, 2 * a - b)))
    return written(folder / "preise.csv", lines)


def pictures(folder: Path) -> Path:
    random = np.random.default_rng(4)
    for name, low in (("dark", 0), ("light", 128)):
        (folder / "pictures" / name).mkdir(parents=True)
        for k in range(12):
            Image.fromarray(random.integers(low, low + 100, (16, 16, 3), np.uint8)).save(
                folder / "pictures" / name / f"{k}.png"
            )
    return folder / "pictures"


def written(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


MAKERS: dict[str, Make] = {
    "iris": iris,
    "passengers": passengers,
    "decimal commas": decimal_commas,
    "pictures": pictures,
}


@pytest.fixture
def make_data(tmp_path: Path) -> Callable[[str], Path]:
    return lambda name: MAKERS[name](tmp_path)


def drop(target: QWidget, path: Path) -> bool:
    """What the window system would deliver when a file is dropped; whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    middle, copy, left = target.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(middle, copy, data, left, none)
    QApplication.sendEvent(target, entering)
    dropping = QDropEvent(QPointF(middle), copy, data, left, none)
    QApplication.sendEvent(target, dropping)
    return entering.isAccepted() and dropping.isAccepted()


@pytest.fixture
def drop_on() -> Callable[[QWidget, Path], bool]:
    return drop
