"""What stands on an empty canvas: how one begins."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget

from gui.canvas.scene import CanvasScene
from gui.theme import font

translate = QCoreApplication.translate


class Beginning(QLabel):
    """A muted line in the middle, there while the model in view holds nothing. A widget, so that Qt itself takes it
    off the screen; the mouse goes through it."""

    def __init__(self, parent: QWidget, scene: CanvasScene) -> None:
        super().__init__(parent)
        self._around, self._scene = parent, scene
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(font(14))
        self.setText(translate("Canvas", "Double-click to add a layer, or drag one here from the left"))
        scene.refreshed.connect(self.refresh)
        scene.theme.changed.connect(self._dress)
        self._dress()
        self.refresh()

    def _dress(self) -> None:
        self.setStyleSheet(f"color: {self._scene.theme.colors.muted.name()}; background: transparent;")

    def refresh(self) -> None:
        self.setVisible(not self._scene.boxes and not self._scene.notes)

    def place(self) -> None:
        """Stand in the middle of the view, whatever size it has."""
        size = self.sizeHint()
        area = self._around.rect()
        self.setGeometry(
            area.center().x() - size.width() // 2, area.center().y() - size.height() // 2, size.width(), size.height()
        )
