"""The words and numbers on cards."""

from __future__ import annotations

import pytest

from graph.document.document import Layer
from graph.layers.convolution.conv import Conv2D
from graph.layers.core.dense import Dense
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input, Output
from graph.layers.merging.concatenate import Concatenate
from graph.layers.recurrent.lstm import LSTM
from graph.layers.regularization.dropout import Dropout
from graph.specs.spec import Spec, TensorType
from gui.canvas.captions import bytes_text, flop_text, number_text, subtitle, type_text, weights_text


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (LSTM(units=64), "LSTM · 64 units"),
        (Dense(units=1, activation="sigmoid"), "Dense · 1 unit, sigmoid"),
        (Dense(units=2, use_bias=False), "Dense · 2 units, no bias"),
        (Conv2D(filters=16, padding="same"), "Conv2D · 16 filters, 3 × 3, same"),
        (Concatenate(), "Concatenate"),
        (Concatenate(axis=1), "Concatenate · axis 1"),
        (Dropout(rate=0.25), "Dropout · rate 0.25"),
        (Embedding(input_dim=10000, output_dim=64), "Embedding · 10\u202f000 → 64"),
        (Input(shape=(28, 28)), "Input"),
        (Output(loss="binary_crossentropy", loss_weight=0.2), "Output · binary cross-entropy, weight 0.2"),
    ],
)
def test_a_subtitle_names_what_was_set(spec: Spec, words: str) -> None:
    assert subtitle(Layer("l1", "name", spec)) == words


def test_shapes_without_batch_and_with_unusual_dtypes() -> None:
    assert type_text(TensorType((None, 280, 256))) == "280 × 256"
    assert type_text(TensorType((None, None, 8), "int32")) == "– × 8 int32"
    assert type_text(None) == ""


def test_numbers_are_short() -> None:
    assert number_text(82176) == "82\u202f176"
    assert [flop_text(n) for n in (12, 92_600_000, 300_000_000)] == ["12 FLOP", "92.6 MFLOP", "0.3 GFLOP"]
    assert [bytes_text(n) for n in (5, 1500, 38_000_000)] == ["5 B", "1.5 kB", "38 MB"]
    assert weights_text(36, 2, False) == "36 weights, used twice, frozen"
