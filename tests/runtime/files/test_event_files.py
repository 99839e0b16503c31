"""Event files: check sums by their published values, records and messages read back field by field."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from runtime.files.event_files import masked_crc

Fields = dict[int, list[Any]]


def fields(data: bytes) -> Fields:
    """The fields of a message by number: whole numbers, and the bytes of all others."""
    found: Fields = {}
    at = 0

    def varint() -> int:
        nonlocal at
        number = shift = 0
        while True:
            byte = data[at]
            at += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    while at < len(data):
        key = varint()
        length = {0: 0, 1: 8, 5: 4}.get(key & 7)
        value: Any = varint() if key & 7 == 0 else None
        if value is None:
            length = varint() if length is None else length
            value = data[at : at + length]
            at += length
        found.setdefault(key >> 3, []).append(value)
    return found


def events(folder: Path) -> list[Fields]:
    (file,) = folder.iterdir()
    data, found = file.read_bytes(), []
    while data:
        length = struct.unpack("<Q", data[:8])[0]
        assert struct.unpack("<I", data[8:12])[0] == masked_crc(data[:8])
        message = data[12 : 12 + length]
        assert struct.unpack("<I", data[12 + length : 16 + length])[0] == masked_crc(message)
        found.append(fields(message))
        data = data[16 + length :]
    return found


def values(folder: Path) -> dict[str, list[tuple[int, Fields]]]:
    found: dict[str, list[tuple[int, Fields]]] = {}
    for event in events(folder):
        for summary in event.get(5, []):
            for value in map(fields, fields(summary)[1]):
                found.setdefault(value[1][0].decode(), []).append((event[2][0], value))
    return found


def test_the_check_sum_is_crc_32c() -> None:
    crc = 0xE3069283  # of these digits, as every description of it says
    assert masked_crc(b"123456789") == (crc >> 15 | crc << 17) + 0xA282EAD8 & 0xFFFFFFFF


def test_a_training_is_written_as_curves_histograms_and_a_graph(tmp_path: Path) -> None:
    keras.utils.set_random_seed(1)
    inputs = keras.Input((4,), name="x")
    shared = keras.layers.Dense(4, name="shared")
    model = keras.Model(inputs, keras.layers.Dense(1, name="y")(shared(shared(inputs))))
    model.compile("sgd", "mse")
    x = np.linspace(-1, 1, 64, dtype="float32").reshape(16, 4)
    board = keras.callbacks.TensorBoard(str(tmp_path), histogram_freq=2, update_freq=2)
    history = model.fit(
        x, x[:, :1], validation_data=(x, x[:, :1]), epochs=3, batch_size=4, verbose=0, callbacks=[board]
    ).history
    train, held = values(tmp_path / "train"), values(tmp_path / "validation")
    for name, found in (("loss", train), ("val_loss", held)):
        curve = [(step, struct.unpack("<f", value[2][0])[0]) for step, value in found["epoch_loss"]]
        assert [step for step, _ in curve] == [0, 1, 2]
        assert [number for _, number in curve] == pytest.approx(history[name])
    assert [step for step, _ in train["batch_loss"]] == [2, 4, 6, 8, 10, 12]
    assert [step for step, _ in held["evaluation_loss_vs_iterations"]] == [4, 8, 12]
    assert {"epoch_learning_rate", "shared/kernel/histogram", "y/bias/histogram"} <= train.keys()
    step, last = train["shared/kernel/histogram"][-1]
    spread = fields(last[5][0])
    assert step == 2
    kernel = np.asarray(model.get_weights()[0], np.float64)
    facts = [struct.unpack("<d", spread[number][0])[0] for number in range(1, 6)]
    assert facts == pytest.approx([kernel.min(), kernel.max(), kernel.size, kernel.sum(), np.square(kernel).sum()])
    assert np.frombuffer(spread[7][0]).sum() == kernel.size
    graph = [fields(node) for event in events(tmp_path / "train") for g in event.get(4, []) for node in fields(g)[1]]
    assert [(n[1][0], n[2][0], n.get(3, [])) for n in graph] == [
        (b"x", b"Input", []),
        (b"shared", b"Dense", [b"x"]),
        (b"shared_1", b"Dense", [b"shared"]),
        (b"y", b"Dense", [b"shared_1"]),
    ]


def test_what_is_not_offered_is_refused() -> None:
    for given in ({"profile_batch": (1, 2)}, {"write_images": True}, {"embeddings_freq": 1}, {"update_freq": "step"}):
        with pytest.raises(ValueError, match="TensorBoard: "):
            keras.callbacks.TensorBoard(**given)
