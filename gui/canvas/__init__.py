"""The canvas: a scene that follows the document by ids, and a view that turns mouse and keys into edits."""

from __future__ import annotations

from gui.canvas.view import CanvasView

__all__ = ["CanvasView"]
