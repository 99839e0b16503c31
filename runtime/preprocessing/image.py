"""Keras' `preprocessing.image`: older names, and `smart_resize`."""

from __future__ import annotations

from runtime.arrays.images import array_to_img, img_to_array, load_img, save_img
from runtime.arrays.resizing import smart_resize

__all__ = ["array_to_img", "img_to_array", "load_img", "save_img", "smart_resize"]
