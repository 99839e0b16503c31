"""Record what Keras' data functions answer, into tests/data/keras_arrays.json: pictures resized, files by seed, splits.

Needs Keras on TensorFlow: `KERAS_BACKEND=tensorflow PYTHON tests/keras_oracle/array_answers.py`.
"""

from __future__ import annotations

import json
import tempfile
from copy import deepcopy
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

TARGET = Path(__file__).resolve().parents[1] / "data" / "keras_arrays.json"
WAYS = ("bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic")
FORMS = {"plain": {}, "cropped": {"crop_to_aspect_ratio": True}, "padded": {"pad_to_aspect_ratio": True}}


def picture() -> np.ndarray:
    """9×7 grey pixels; the tests make the same."""
    return np.round(127.5 + 127.5 * np.sin(np.arange(63) ** 1.5)).reshape(9, 7, 1).astype(np.uint8)


def resized(folder: Path) -> dict[str, list[float]]:
    (folder / "a.png").write_bytes(tf.io.encode_png(picture()).numpy())
    found = {}
    for way in WAYS:
        for form, options in FORMS.items():
            if form == "cropped" and way not in WAYS[:3]:
                continue  # smart_resize knows fewer
            data = keras.utils.image_dataset_from_directory(
                folder, labels=None, color_mode="grayscale", image_size=(6, 11), interpolation=way, **options
            )
            found[f"{way} {form}"] = np.round(next(iter(data)).numpy().reshape(-1).astype(float), 2).tolist()
    return found


def files(folder: Path) -> dict[str, object]:
    for kind in ("b", "a"):
        (folder / kind / "in").mkdir(parents=True)
        for place in ("x.txt", "y.txt", "z.txt", "in/w.txt"):
            (folder / kind / place).write_text(f"{kind} {place}", encoding="utf-8")
    found = {}
    for name, options in {
        "all": {"seed": 3},
        "training": {"seed": 5, "validation_split": 0.4, "subset": "training"},
        "validation": {"seed": 5, "validation_split": 0.4, "subset": "validation"},
        "in order": {"shuffle": False, "class_names": ["b", "a"]},
        "labels": {"seed": 8, "labels": list(range(8))},
    }.items():
        data = keras.utils.text_dataset_from_directory(folder, **deepcopy(options))  # Keras shuffles the list itself
        texts, labels = zip(*((t.numpy().decode(), int(n)) for t, n in data.unbatch()))
        found[name] = {"options": options, "pairs": sorted(zip(texts, labels)), "names": data.class_names}
    return found


def splits() -> list[dict[str, object]]:
    rows = np.arange(11)
    found = []
    for options in (
        {"left_size": 0.7},
        {"right_size": 3, "shuffle": True, "seed": 4},
        {"left_size": 4, "right_size": 0.3},
    ):
        left, right = keras.utils.split_dataset(rows, **options)
        found.append({"options": options, "left": [int(n) for n in left], "right": [int(n) for n in right]})
    return found


def windows() -> list[dict[str, object]]:
    found = []
    for options in (
        {"sequence_length": 3},
        {"sequence_length": 4, "sequence_stride": 3, "sampling_rate": 2, "batch_size": 2},
        {"sequence_length": 2, "start_index": 3, "end_index": 11, "batch_size": None},
    ):
        data = keras.utils.timeseries_dataset_from_array(np.arange(14), np.arange(14) * 10, **options)
        batches = [[part.numpy().tolist() for part in batch] for batch in data]
        found.append({"options": options, "batches": batches})
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        answers = {
            "resized": resized(Path(first)),
            "files": files(Path(second)),
            "splits": splits(),
            "windows": windows(),
        }
    lines = [f" {json.dumps(name)}: {json.dumps(answer)}" for name, answer in answers.items()]
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
