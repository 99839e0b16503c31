"""Draws the templates. `python tests/runtime/files/template_sources.py` writes them anew after a change here.

A test holds that the shipped files are what this draws, but for the places of the boxes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from graph.data.data_plan import Binding, DataPlan  # noqa: E402
from graph.data.data_sets.digits import Digits  # noqa: E402
from graph.data.data_sets.generated_headlines import GeneratedHeadlines  # noqa: E402
from graph.data.data_sets.generated_images import GeneratedImages  # noqa: E402
from graph.data.data_sets.generated_series import GeneratedSeries  # noqa: E402
from graph.data.data_sets.generated_tweets import GeneratedTweets  # noqa: E402
from graph.data.transforms import OneHot, Scale  # noqa: E402
from graph.document.document import Document, Model, Note, Source, new_document  # noqa: E402
from graph.editing import edits  # noqa: E402
from graph.layout.arrange import arrange  # noqa: E402
from graph.specs.registry import layer_kinds, make  # noqa: E402
from graph.specs.training import TrainingPlan  # noqa: E402
from graph.storage.storage import dumps  # noqa: E402

FOLDER = ROOT / "resources" / "templates"
NOTE, ABOVE = (480.0, 96.0), 48.0
CARD_WIDTH, CARD_HEIGHT, CARD_ROW = 232.0, 82.0, 24.0
BYTES = (Scale(factor=1 / 255),)


class Drawing:
    """A document under construction; the boxes are arranged when it is finished."""

    def __init__(self, name: str) -> None:
        self.document = new_document(name)
        self.model = self.document.root
        self.layers: dict[str, str] = {}

    def layer(self, kind: str, name: str, *sources: Source, **params: Any) -> Source:
        """A layer with its first call on these sources."""
        spec = make(layer_kinds()[kind], params)
        self.document, layer, call = edits.add_layer(self.document, self.model, spec, name=name)
        self.layers[name or f"output:{len(self.layers)}"] = layer
        return self._wired(call, sources)

    def again(self, name: str, *sources: Source) -> Source:
        """Another call of a layer."""
        self.document, call = edits.add_call(self.document, self.model, self.layers[name])
        return self._wired(call, sources)

    def _wired(self, call: str, sources: Sequence[Source]) -> Source:
        for port, source in enumerate(sources):
            self.document = edits.connect(self.document, self.model, source, call, port)
        return Source(call)

    def output(self, source: Source, name: str = "", **params: Any) -> str:
        """An Output; gives its layer."""
        self.layer("Output", name, source, **params)
        return list(self.document.models[self.model].layers)[-1]

    def note(self, text: str) -> None:
        note = Note("", text, (0.0, -NOTE[1] - ABOVE), NOTE)
        self.document, _ = edits.put_note(self.document, self.model, note)

    def inside(self, name: str) -> str:
        """Go on drawing in a new model; gives its id."""
        self.document, self.model = edits.add_model(self.document, name)
        return self.model

    def finished(self, plan: DataPlan, training: TrainingPlan) -> Document:
        for model in self.document.models.values():
            places = {box: (round(x), round(y)) for box, (x, y) in arrange(model, card_sizes(model)).items()}
            self.document = edits.move(self.document, model.id, places)
        return replace(self.document, data=plan, training=training)


def card_sizes(model: Model) -> dict[str, tuple[float, float]]:
    """About what the editor makes of each layer: a head, a row for each port of each call, a foot."""
    sizes = {}
    for layer in model.layers.values():
        rows = sum(max(1, len(call.inputs)) for call in model.calls_of(layer.id))
        sizes[layer.id] = (CARD_WIDTH, CARD_HEIGHT + CARD_ROW * rows)
    return sizes


def fully_connected() -> Document:
    d = Drawing("fully_connected")
    x = d.layer("Input", "image", shape=(784,))
    h = d.layer("Dense", "dense", x, units=64, activation="relu")
    h = d.layer("Dense", "dense_1", h, units=64, activation="relu")
    y = d.layer("Dense", "dense_2", h, units=10, activation="softmax")
    out = d.output(y, loss="categorical_crossentropy", metrics=("accuracy",))
    d.note(
        "A 28×28 image as a row of 784 numbers, two layers of 64 units, and ten probabilities. The target is the digit "
        "as a one-hot row. The last fifth of the images is never trained on: watch val_accuracy.",
    )
    plan = DataPlan(
        Digits(size="28x28", flat=True),
        {d.layers["image"]: Binding("image", BYTES), out: Binding("digit", (OneHot(classes=10),))},
    )
    return d.finished(plan, TrainingPlan(optimizer="rmsprop", epochs=30, validation_split=0.2))


def headline() -> Document:
    d = Drawing("headline")
    words = d.layer("Input", "main_input", shape=(100,), dtype="int64")
    x = d.layer("Embedding", "embedding", words, input_dim=10000, output_dim=512)
    lstm = d.layer("LSTM", "lstm", x, units=32)
    early = d.layer("Dense", "output2", lstm, units=1, activation="sigmoid")
    more = d.layer("Input", "input2", shape=(5,))
    x = d.layer("Concatenate", "concatenate", lstm, more)
    x = d.layer("Dense", "dense", x, units=64, activation="relu")
    x = d.layer("Dense", "dense_1", x, units=64, activation="relu")
    x = d.layer("Dense", "dense_2", x, units=64, activation="relu")
    late = d.layer("Dense", "main_output", x, units=1, activation="sigmoid")
    loss: dict[str, Any] = {"loss": "binary_crossentropy", "metrics": ("accuracy",)}
    main = d.output(late, loss_weight=1.0, **loss)
    second = d.output(early, loss_weight=0.2, **loss)
    d.note(
        "A headline of 100 word numbers, and five features such as the hour of its publication. The second output is "
        "wired to the LSTM directly: its loss, weighted 0.2, trains words and LSTM even while the main loss is high. "
        "The data is generated.",
    )
    plan = DataPlan(
        GeneratedHeadlines(),
        {
            d.layers["main_input"]: Binding("headline"),
            d.layers["input2"]: Binding("additional"),
            main: Binding("label"),
            second: Binding("label"),
        },
    )
    return d.finished(plan, TrainingPlan(optimizer="rmsprop", epochs=10, batch_size=32, validation_split=0.2))


def tweets() -> Document:
    d = Drawing("tweets")
    a = d.layer("Input", "tweet_a", shape=(280, 256))
    b = d.layer("Input", "tweet_b", shape=(280, 256))
    encoded_a = d.layer("LSTM", "shared_lstm", a, units=64)
    encoded_b = d.again("shared_lstm", b)
    merged = d.layer("Concatenate", "concatenate", encoded_a, encoded_b)
    y = d.layer("Dense", "dense", merged, units=1, activation="sigmoid")
    out = d.output(y, "same_author", loss="binary_crossentropy", metrics=("accuracy",))
    d.note(
        "Each text is 280 characters, each character one of 256 as a one-hot row. One LSTM reads both: two calls, one "
        "set of weights, so what it learns of one text it knows of the other. The data is generated.",
    )
    characters = (OneHot(classes=256),)
    plan = DataPlan(
        GeneratedTweets(samples=1000, length=280),
        {
            d.layers["tweet_a"]: Binding("tweet_a", characters),
            d.layers["tweet_b"]: Binding("tweet_b", characters),
            out: Binding("same_author"),
        },
    )
    return d.finished(plan, TrainingPlan(optimizer="rmsprop", epochs=10, batch_size=32, validation_split=0.2))


def draw_encoder(d: Drawing) -> Source:
    x = d.layer("Input", "img", shape=(28, 28, 1))
    x = d.layer("Conv2D", "conv2d", x, filters=16, kernel_size=3, activation="relu")
    x = d.layer("Conv2D", "conv2d_1", x, filters=32, kernel_size=3, activation="relu")
    x = d.layer("MaxPooling2D", "max_pooling2d", x, pool_size=3)
    x = d.layer("Conv2D", "conv2d_2", x, filters=32, kernel_size=3, activation="relu")
    x = d.layer("Conv2D", "conv2d_3", x, filters=16, kernel_size=3, activation="relu")
    return d.layer("GlobalMaxPooling2D", "global_max_pooling2d", x)


def draw_decoder(d: Drawing) -> Source:
    x = d.layer("Input", "encoded_img", shape=(16,))
    x = d.layer("Reshape", "reshape", x, target_shape=(4, 4, 1))
    x = d.layer("Conv2DTranspose", "conv2d_transpose", x, filters=16, kernel_size=3, activation="relu")
    x = d.layer("Conv2DTranspose", "conv2d_transpose_1", x, filters=32, kernel_size=3, activation="relu")
    x = d.layer("UpSampling2D", "up_sampling2d", x, size=3)
    x = d.layer("Conv2DTranspose", "conv2d_transpose_2", x, filters=16, kernel_size=3, activation="relu")
    return d.layer("Conv2DTranspose", "conv2d_transpose_3", x, filters=1, kernel_size=3, activation="relu")


def encoder() -> Document:
    d = Drawing("encoder")
    out = d.output(draw_encoder(d), loss="mean_squared_error", metrics=("mae",))
    d.note(
        "A digit becomes 16 numbers. Here they are trained to be the digit's sketch: its ink in the fields of a 4×4 "
        "grid. In the autoencoder the same layers find 16 numbers of their own.",
    )
    plan = DataPlan(Digits(size="28x28"), {d.layers["img"]: Binding("image", BYTES), out: Binding("sketch")})
    return d.finished(plan, TrainingPlan(optimizer="rmsprop", epochs=10, batch_size=32, validation_split=0.2))


def decoder() -> Document:
    d = Drawing("decoder")
    out = d.output(draw_decoder(d), loss="mean_squared_error", metrics=("mae",))
    d.note(
        "16 numbers become a 28×28 image. They are a digit's sketch, its ink in the fields of a 4×4 grid; the target "
        "is the digit itself. Transposed convolutions and up-sampling bring 4×4 to 28×28.",
    )
    plan = DataPlan(Digits(size="28x28"), {d.layers["encoded_img"]: Binding("sketch"), out: Binding("image", BYTES)})
    return d.finished(plan, TrainingPlan(optimizer="rmsprop", epochs=10, batch_size=32, validation_split=0.2))


def autoencoder() -> Document:
    d = Drawing("autoencoder")
    root = d.model
    encoder_id = d.inside("encoder")
    d.output(draw_encoder(d))
    decoder_id = d.inside("decoder")
    d.output(draw_decoder(d))
    d.model = root
    x = d.layer("Input", "img", shape=(28, 28, 1))
    image = d.layers["img"]
    x = d.layer("Model", "encoder", x, model=encoder_id)
    x = d.layer("Model", "decoder", x, model=decoder_id)
    out = d.output(x, loss="mean_squared_error", metrics=("mae",))
    d.note(
        "Two models used as layers: go into them to see their layers. The image must pass through 16 numbers and come "
        "out again, so input and target are the same image.",
    )
    plan = DataPlan(Digits(size="28x28"), {image: Binding("image", BYTES), out: Binding("image", BYTES)})
    return d.finished(plan, TrainingPlan(optimizer="rmsprop", epochs=10, batch_size=32, validation_split=0.2))


def residual_block() -> Document:
    d = Drawing("residual_block")
    x = d.layer("Input", "img", shape=(256, 256, 3))
    y = d.layer("Conv2D", "conv2d", x, filters=3, kernel_size=3, padding="same")
    z = d.layer("Add", "add", x, y)
    out = d.output(z, loss="mean_squared_error", metrics=("mae",))
    d.note(
        "x + conv(x): the wire past the convolution carries the picture, so the filter only learns the difference to "
        "the sharpened picture. The pictures are generated, and one 3×3 filter can learn them exactly.",
    )
    plan = DataPlan(
        GeneratedImages(samples=48, height=256, width=256),
        {d.layers["img"]: Binding("image"), out: Binding("sharpened")},
    )
    return d.finished(plan, TrainingPlan(optimizer="rmsprop", epochs=20, batch_size=4, validation_split=0.25))


def small_resnet() -> Document:
    d = Drawing("small resnet")
    conv: dict[str, Any] = {"filters": 64, "kernel_size": 3, "activation": "relu"}
    x = d.layer("Input", "img", shape=(32, 32, 3))
    x = d.layer("Conv2D", "conv2d", x, **{**conv, "filters": 32})
    x = d.layer("Conv2D", "conv2d_1", x, **conv)
    block1 = d.layer("MaxPooling2D", "max_pooling2d", x, pool_size=3)
    x = d.layer("Conv2D", "conv2d_2", block1, padding="same", **conv)
    x = d.layer("Conv2D", "conv2d_3", x, padding="same", **conv)
    block2 = d.layer("Add", "add", x, block1)
    x = d.layer("Conv2D", "conv2d_4", block2, padding="same", **conv)
    x = d.layer("Conv2D", "conv2d_5", x, padding="same", **conv)
    block3 = d.layer("Add", "add_1", x, block2)
    x = d.layer("Conv2D", "conv2d_6", block3, **conv)
    x = d.layer("GlobalMaxPooling2D", "global_max_pooling2d", x)
    x = d.layer("Dense", "dense", x, units=256, activation="relu")
    x = d.layer("Dropout", "dropout", x, rate=0.5)
    y = d.layer("Dense", "dense_1", x, units=10, activation="softmax")
    out = d.output(y, loss="categorical_crossentropy", metrics=({"kind": "Accuracy", "label": "acc"},))
    d.note(
        "Two residual blocks: each adds what two convolutions find to what came in. Trained on digits as 32×32 colour "
        "images; a folder with CIFAR-10 fits the same Input.",
    )
    plan = DataPlan(
        Digits(size="32x32x3"),
        {d.layers["img"]: Binding("image", BYTES), out: Binding("digit", (OneHot(classes=10),))},
    )
    return d.finished(plan, TrainingPlan(optimizer="rmsprop", epochs=10, batch_size=64, validation_split=0.2))


def layer_in_series() -> Document:
    d = Drawing("layer_in_series")
    x = d.layer("Input", "x", shape=(16,))
    first = d.layer("Dense", "a", x, units=16, activation="tanh")
    middle = d.layer("Dense", "b", first, units=16, activation="tanh")
    last = d.again("a", middle)
    out = d.output(last, "y", loss="mean_squared_error", metrics=("mae",))
    d.note(
        "y = A(B(A(x))). The box A has two rows: its second call takes what B made of the first. Both use the same "
        "weights, and both add to their gradient. The data is generated by such a rule.",
    )
    plan = DataPlan(GeneratedSeries(), {d.layers["x"]: Binding("x"), out: Binding("y")})
    return d.finished(plan, TrainingPlan(optimizer="adam", epochs=40, batch_size=32, validation_split=0.2))


SOURCES: dict[str, Callable[[], Document]] = {
    drawn.__name__: drawn
    for drawn in (
        fully_connected,
        headline,
        tweets,
        encoder,
        decoder,
        autoencoder,
        residual_block,
        small_resnet,
        layer_in_series,
    )
}


def main() -> None:
    for name, drawn in SOURCES.items():
        (FOLDER / f"{name}.loom").write_text(dumps(drawn()), encoding="utf-8")


if __name__ == "__main__":
    main()
