"""The picture of the network as it goes into a paper: zoomed by the wheel, moved by dragging, saved as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QWidget

from graph.document.names import identifier
from graph.views.drawing import Drawing
from graph.views.plot import plot
from gui.editing import Editing
from gui.messages import written
from gui.panels.lazy import LazyPanel
from gui.panels.painted import paint_drawing
from gui.parts import column
from gui.theme import Theme

SMALLEST, LARGEST = 0.05, 8.0
READABLE, COMFORTABLE = 0.5, 0.85


class PlotPanel(LazyPanel):
    """Draws the root model; what is shown can be chosen as in Keras' `plot_model`."""

    def __init__(self, editing: Editing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.view = DrawingView(theme)
        self.shapes, self.names = QCheckBox(self.tr("Shapes")), QCheckBox(self.tr("Names"))
        self.activations, self.nested = QCheckBox(self.tr("Activations")), QCheckBox(self.tr("Unfold models"))
        self.across = QCheckBox(self.tr("Left to right"))
        for box in (self.shapes, self.names, self.across):
            box.setChecked(True)
        self.save_button, self.fit_button = QPushButton(self.tr("Save…")), QPushButton(self.tr("Fit"))
        self.save_button.clicked.connect(lambda: self.save())
        self.fit_button.clicked.connect(self.view.fit)
        tools = QHBoxLayout()
        tools.setSpacing(14)
        for box in (self.shapes, self.names, self.activations, self.nested, self.across):
            box.toggled.connect(self.refresh)
            tools.addWidget(box)
        tools.addStretch(1)
        tools.addWidget(self.fit_button)
        tools.addWidget(self.save_button)
        page = column(self, (16, 6, 16, 10), 8)
        page.addLayout(tools)
        page.addWidget(self.view, 1)

    def options(self) -> dict[str, bool | str]:
        """The options of `graph.plot.plot` that are chosen."""
        return {
            "show_shapes": self.shapes.isChecked(),
            "show_layer_names": self.names.isChecked(),
            "show_layer_activations": self.activations.isChecked(),
            "expand_nested": self.nested.isChecked(),
            "rankdir": "LR" if self.across.isChecked() else "TB",
        }

    def refresh(self) -> None:
        self.view.show_drawing(plot(self.editing.document, **self.options()))  # type: ignore[arg-type]

    def save(self, path: Path | None = None) -> bool:
        """Write the picture as .png, .svg or .pdf, to a file that is asked for where none is given."""
        from runtime.files.figures import draw

        if path is None:
            start = f"{identifier(self.editing.document.main.name)}.png"
            kinds = "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)"
            chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the picture"), start, kinds)
            if not chosen:
                return False
            path = Path(chosen)
        drawing = plot(self.editing.document, **self.options())  # type: ignore[arg-type]
        return written(self, path, lambda: draw(drawing, path))


class DrawingView(QWidget):
    """Paints a drawing; fits it in until somebody zooms or moves it. Of one too long to be read so, its beginning."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.drawing: Drawing | None = None
        self.zoom, self.corner = 1.0, QPointF()
        self._fitted, self._whole, self._from = True, False, QPointF()
        self.setMinimumHeight(80)
        self.setAccessibleName(self.tr("Picture of the network"))
        theme.changed.connect(self.update)

    def show_drawing(self, drawing: Drawing) -> None:
        self.drawing = drawing
        if self._fitted:
            self.look()
        self.update()

    def start_anew(self) -> None:
        """Another network will be shown: forget where one looked in the last one."""
        self._fitted, self._whole = True, False

    def look(self) -> None:
        """Show the drawing as it is best seen at first, or whole where that was asked for."""
        whole = self._whole
        self.fit()
        self._whole = whole
        if self.drawing is not None and self.zoom < READABLE and not whole:
            self.zoom = min(COMFORTABLE, max(READABLE, self.height() / max(1.0, self.drawing.height)))
            middle = (self.height() - self.drawing.height * self.zoom) / 2
            across = (self.width() - self.drawing.width * self.zoom) / 2
            self.corner = QPointF(max(0.0, across), max(0.0, middle))

    def fit(self) -> None:
        """Show the whole drawing, hardly larger than 100 %."""
        if self.drawing is None:
            return
        self._whole = True
        width, height = max(1.0, self.drawing.width), max(1.0, self.drawing.height)
        self.zoom = max(SMALLEST, min(self.width() / width, self.height() / height, 1.3))
        self.corner = QPointF((self.width() - width * self.zoom) / 2, (self.height() - height * self.zoom) / 2)
        self._fitted = True
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(self.rect()))
        painter.translate(self.corner)
        painter.scale(self.zoom, self.zoom)
        paint_drawing(painter, self.drawing, self.theme)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        factor = 1.0015 ** event.angleDelta().y()
        zoom = min(max(self.zoom * factor, SMALLEST), LARGEST)
        self.corner = event.position() + (self.corner - event.position()) * (zoom / self.zoom)
        self.zoom, self._fitted = zoom, False
        self.update()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.corner += event.position() - self._from
            self._from, self._fitted = event.position(), False
            self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.fit()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        if self._fitted:
            self.look()
