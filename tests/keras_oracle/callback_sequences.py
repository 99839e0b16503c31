"""Records what Keras' callbacks do on made-up sequences of numbers: `tests/data/keras_callbacks.json`.

    python tests/keras_oracle/callback_sequences.py

runs in Keras' interpreter. The same `driven` drives our callbacks in the test.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "data" / "keras_callbacks.json"
EACH = 60


def driven(callback: Any, numbers: list[float], batches: int = 3) -> dict[str, Any]:
    """What happens to a model while the callback is told these numbers, one an epoch, as `val_loss` and `score`."""
    happened: dict[str, Any] = {"rates": [], "saved": [], "weights": None, "epochs": 0}
    here = {"epoch": -1}
    model = SimpleNamespace(
        stop_training=False,
        optimizer=SimpleNamespace(learning_rate=1.0),
        metrics=[],
        get_weights=lambda: [here["epoch"]],
        set_weights=lambda weights: happened.update(weights=weights[0]),
        save=lambda path, overwrite: happened["saved"].append(str(path)),
        save_weights=lambda path, overwrite: happened["saved"].append(str(path)),
    )
    callback.set_model(model)
    callback.set_params({"epochs": len(numbers), "steps": batches, "verbose": 0})
    callback.on_train_begin()
    for epoch, number in enumerate(numbers):
        here["epoch"] = epoch
        callback.on_epoch_begin(epoch)
        for batch in range(batches):
            callback.on_train_batch_end(batch, {"loss": number})
        logs = {"loss": number, "val_loss": number, "score": number}
        callback.on_epoch_end(epoch, logs)
        happened["rates"].append(round(float(model.optimizer.learning_rate), 6))
        happened["epochs"] = epoch + 1
        if model.stop_training:
            break
    callback.on_train_end()
    return happened


def cases() -> list[dict[str, Any]]:
    """Kinds with settings, and the numbers that they are told."""
    draw = random.Random(7)
    found = []
    for number in range(3 * EACH):
        kind = ("EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint")[number % 3]
        level, numbers = 5.0, []
        for _ in range(draw.randint(3, 12)):
            level += draw.choice((-1, -0.5, -0.05, 0, 0, 0.05, 0.5, 1))
            numbers.append(round(level, 3))
        way: dict[str, Any] = draw.choice(({}, {"mode": "min"}, {"monitor": "score", "mode": "max"}))
        found.append({"kind": kind, "settings": {**way, **_settings(kind, draw)}, "numbers": numbers})
    return found


def _settings(kind: str, draw: random.Random) -> dict[str, Any]:
    if kind == "EarlyStopping":
        return {
            "patience": draw.randint(0, 4),
            "min_delta": draw.choice((0, 0.1, -0.1)),
            "baseline": draw.choice((None, None, 4.6)),
            "restore_best_weights": draw.random() < 0.7,
            "start_from_epoch": draw.choice((0, 0, 2)),
        }
    if kind == "ReduceLROnPlateau":
        return {
            "factor": draw.choice((0.1, 0.5)),
            "patience": draw.randint(0, 3),
            "cooldown": draw.randint(0, 2),
            "min_delta": draw.choice((1e-4, 0.2)),
            "min_lr": draw.choice((0.0, 0.05)),
        }
    best = draw.random() < 0.7
    alone = draw.random() < 0.3
    name = draw.choice(("w", "{epoch:02d}", "{epoch}-{loss:.2f}" if best else "e{epoch}"))
    return {
        "filepath": name + (".weights.h5" if alone else ".keras"),
        "save_weights_only": alone,
        "save_best_only": best,
        "save_freq": "epoch" if best else draw.choice(("epoch", 2, 4, 5)),
        "initial_value_threshold": draw.choice((None, 4.6)),
    }


if __name__ == "__main__":
    import keras

    recorded = [
        {**case, "happened": driven(getattr(keras.callbacks, case["kind"])(**case["settings"]), case["numbers"])}
        for case in cases()
    ]
    TARGET.write_text("[\n" + ",\n".join(json.dumps(case) for case in recorded) + "\n]\n", encoding="utf-8")
