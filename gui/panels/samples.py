"""The first samples of a column: images drawn, everything else in numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme, font

TILE, GAP, LABEL = 52, 8, 16


def image_of(sample: NDArray[Any], low: float, high: float) -> QImage | None:
    """A sample as a picture: (rows, columns) or (rows, columns, 1, 3 or 4 channels); None where it is none."""
    if sample.ndim == 2:
        sample = sample[:, :, None]
    if sample.ndim != 3 or sample.shape[2] not in (1, 3, 4) or min(sample.shape[:2]) < 3:
        return None
    spread = high - low if high > low else 1.0
    scaled = np.clip((sample.astype(np.float32) - low) / spread * 255, 0, 255)
    scaled = np.nan_to_num(scaled).astype(np.uint8)
    rows, columns, channels = scaled.shape
    if channels == 1:
        scaled = np.repeat(scaled, 3, axis=2)
    if channels < 4:
        scaled = np.concatenate([scaled, np.full((rows, columns, 1), 255, np.uint8)], axis=2)
    data = np.ascontiguousarray(scaled)
    return QImage(data.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()


class SampleStrip(QWidget):
    """Draws the first samples in rows of tiles, with the class beneath where there is one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.images: list[QImage] = []
        self.labels: list[str] = []
        self.texts: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(TILE + LABEL)
        theme.changed.connect(self.update)

    def show_samples(self, samples: NDArray[Any], texts: tuple[str, ...], labels: list[str]) -> None:
        """Pictures where the samples are some, otherwise `texts`."""
        low, high = (float(np.nanmin(samples)), float(np.nanmax(samples))) if samples.size else (0.0, 1.0)
        drawn = [image_of(sample, low, high) for sample in samples]
        self.images = [image for image in drawn if image is not None]
        self.labels = labels if len(labels) >= len(self.images) else []
        self.texts = () if self.images else texts
        self.update()

    def clear(self) -> None:
        self.images, self.labels, self.texts = [], [], ()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 2 * (TILE + LABEL + GAP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(11))
        painter.setPen(self.theme.colors.muted)
        if self.texts:
            painter.setFont(font(12, monospace=True))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignTop, "\n".join(self.texts))
        across = max(1, (self.width() + GAP) // (TILE + GAP))
        height = TILE + (LABEL if self.labels else 0) + GAP
        for place, image in enumerate(self.images):
            x, y = place % across * (TILE + GAP), place // across * height
            if y + height > self.height() + GAP:
                break
            side = max(image.width(), image.height())
            width, tall = TILE * image.width() / side, TILE * image.height() / side
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, side > TILE)
            painter.drawImage(QRectF(x + (TILE - width) / 2, y + (TILE - tall) / 2, width, tall), image)
            if self.labels:
                painter.drawText(QRectF(x, y + TILE, TILE, LABEL), Qt.AlignmentFlag.AlignCenter, self.labels[place])
        painter.end()
