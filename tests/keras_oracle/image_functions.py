"""Keras' `ops.image` on small images, recorded for `tests/runtime/api/test_image_functions.py`.

usage: KERAS_BACKEND=jax PYTHON tests/keras_oracle/image_functions.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

TARGET = Path(__file__).resolve().parent.parent / "data" / "keras_images.json"
SHAPES = {"batch": (2, 5, 6, 3), "one": (5, 6, 3), "volumes": (1, 4, 4, 4, 2), "plane": (4, 5), "large": (2, 12, 13, 2)}
MAPS = [[1.1, 0.2, -0.5, -0.1, 0.9, 0.7, 0.0, 0.0], [0.7, 0.0, 1.0, 0.3, 1.2, -1.5, 0.0, 0.0]]
START, END = [[0, 0], [5, 0], [0, 4], [5, 4]], [[0.5, 0.2], [4.6, 0.1], [0.3, 3.7], [5.2, 4.1]]
PLACES = [[[-1.3, 0.4, 2.5], [3.2, 1.5, 5.7]], [[0.2, -2.6, 3.5], [4.4, 6.1, 2.0]]]
WAYS = ("nearest", "bilinear", "bicubic", "lanczos3")
MODES = ("constant", "nearest", "wrap", "mirror", "reflect")

CASES: list[tuple[str, tuple[str, ...], list[Any], dict[str, Any]]] = [
    ("rgb_to_grayscale", ("batch",), [], {}),
    ("rgb_to_grayscale", ("one",), [], {}),
    ("rgb_to_hsv", ("batch",), [], {}),
    ("hsv_to_rgb", ("one",), [], {}),
    ("crop_images", ("batch",), [], {"top_cropping": 1, "bottom_cropping": 2, "left_cropping": 3, "target_width": 2}),
    ("crop_images", ("one",), [1, 2, None, None, 3, 4], {}),
    ("pad_images", ("batch",), [1, 2, 3, 0], {}),
    ("pad_images", ("one",), [], {"bottom_padding": 1, "target_height": 9, "right_padding": 0, "target_width": 8}),
    *(("resize", ("batch",), [[7, 4]], {"interpolation": way}) for way in WAYS),
    ("resize", ("one",), [[3, 3]], {"antialias": True}),
    ("resize", ("batch",), [[4, 4]], {"crop_to_aspect_ratio": True}),
    ("resize", ("batch",), [[4, 4]], {"pad_to_aspect_ratio": True, "fill_value": 0.5}),
    ("extract_patches", ("batch",), [[2, 3]], {}),
    ("extract_patches", ("one",), [2], {"strides": 1, "padding": "same"}),
    ("extract_patches", ("batch",), [2], {"strides": 1, "dilation_rate": 2}),
    ("extract_patches_3d", ("volumes",), [2], {}),
    *(("affine_transform", ("batch",), [MAPS], {"fill_mode": mode, "fill_value": 0.3}) for mode in MODES),
    ("affine_transform", ("one",), [MAPS[0], "nearest"], {}),
    ("perspective_transform", ("batch",), [[START, START], [END, END]], {}),
    ("perspective_transform", ("one",), [START, END], {"fill_value": 0.4}),
    *(("map_coordinates", ("plane",), [PLACES, order, mode, 0.2], {}) for order in (0, 1) for mode in MODES),
    ("gaussian_blur", ("batch",), [[3, 5], [0.7, 1.4]], {"data_format": "channels_last"}),
    ("scale_and_translate", ("plane",), [[6, 3], [1.4, 0.6], [0.3, -0.2], [0, 1], "linear"], {}),
    ("scale_and_translate", ("plane",), [[6, 3], [1.4, 0.6], [0.3, -0.2], [0, 1], "cubic"], {"antialias": False}),
    ("scale_and_translate", ("plane",), [[3, 5], [0.7], [0.1], [0], "lanczos3"], {}),
    ("sobel_edges", ("batch",), [], {}),
    ("ssim", ("large", "large"), [], {}),
    ("ssim", ("batch", "batch"), [], {"filter_size": 4, "max_val": 2.0}),
]  # fmt: skip


AS_ARRAYS = {"affine_transform": (0,), "perspective_transform": (0, 1), "map_coordinates": (0,)}
AS_ARRAYS["scale_and_translate"] = (1, 2)
"""Which of the arguments Keras wants as arrays."""


def arrays(names: tuple[str, ...]) -> list[Any]:
    """Images by their names; a second one is another."""
    return [np.random.default_rng(k).random(SHAPES[name]).astype(np.float32) for k, name in enumerate(names)]


def main() -> None:
    import keras

    found = []
    for name, images, given, settings in CASES:
        plain = [np.asarray(g, np.float32) if n in AS_ARRAYS.get(name, ()) else g for n, g in enumerate(given)]
        result = getattr(keras.ops.image, name)(*arrays(images), *plain, **settings)
        found.append([name, list(np.shape(result)), [round(float(v), 6) for v in np.asarray(result).ravel()]])
    TARGET.write_text("[\n" + ",\n".join(json.dumps(entry) for entry in found) + "\n]\n", encoding="utf-8")
    print(f"Recorded {len(found)} answers.")


if __name__ == "__main__":
    main()
