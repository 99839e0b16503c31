"""Keras' `utils`, `saving`, `config` and `tree`, where no numbers of Keras' own are needed to see that it is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError


def test_sequences_are_padded_and_cut_at_either_end() -> None:
    pad = keras.utils.pad_sequences
    assert pad([[1], [2, 3, 4]], 2).tolist() == [[0, 1], [3, 4]]
    assert pad([[1], [2, 3, 4]], 2, padding="post", truncating="post", value=9).tolist() == [[1, 9], [2, 3]]
    assert pad([["a"], ["b", "c"]], dtype=object, value="-").tolist() == [["-", "a"], ["b", "c"]]
    assert pad([[1], [2]], 0).shape == (2, 0)
    for given, sentence in (((3,), "a list of sequences"), (([[1]], 2, "int32", "left"), 'must be "pre" or "post"')):
        with pytest.raises(MessageError, match=sentence):
            pad(*given)


def test_pictures_go_into_files_and_back(tmp_path: Path) -> None:
    pixels = np.arange(24.0).reshape(2, 4, 3) * 10
    keras.utils.save_img(tmp_path / "a.png", pixels, scale=False)
    image = keras.utils.load_img(tmp_path / "a.png")
    np.testing.assert_array_equal(keras.utils.img_to_array(image), pixels)
    assert keras.utils.img_to_array(image, "channels_first").shape == (3, 2, 4)
    assert keras.utils.load_img(tmp_path / "a.png", "grayscale", (6, 5)).size == (5, 6)
    with pytest.warns(UserWarning, match="JPEG has no transparency"):
        keras.utils.save_img(tmp_path / "a.jpg", np.zeros((2, 2, 4)))
    (tmp_path / "b.png").write_text("no picture")
    for call, sentence in (
        (lambda: keras.utils.load_img(tmp_path / "b.png"), "is no picture"),
        (lambda: keras.utils.load_img(tmp_path / "a.png", "grey"), "grayscale, rgb or rgba"),
        (lambda: keras.utils.array_to_img(np.zeros((2, 2, 5))), "1, 3 or 4 channels"),
        (lambda: keras.utils.save_img(tmp_path / "a.xyz", pixels), "can be written in the format 'xyz'"),
    ):
        with pytest.raises(MessageError, match=sentence):
            call()


class Unknown(keras.layers.Layer):
    """A layer of one's own that is not registered."""

    def call(self, x: Any) -> Any:
        return x


def test_objects_of_ones_own_are_known_by_their_names() -> None:
    @keras.saving.register_keras_serializable("shop", "Half")
    class Scaled:
        def __init__(self, by: float) -> None:
            self.by = by

        def get_config(self) -> dict[str, Any]:
            return {"by": self.by}

        @classmethod
        def from_config(cls, config: dict[str, Any]) -> Scaled:
            return cls(**config)

    assert keras.saving.get_registered_name(Scaled) == "shop>Half"
    assert keras.saving.get_registered_object("shop>Half") is Scaled
    config = keras.saving.serialize_keras_object([Scaled(0.5), {"a": keras.losses.Huber(2.0)}])
    found = keras.saving.deserialize_keras_object(config)
    assert (found[0].by, found[1]["a"].delta) == (0.5, 2.0)
    del keras.saving.get_custom_objects()["shop>Half"]
    with pytest.raises(MessageError, match=r"shop>Half of .* is none of Keras' own kinds"):
        keras.saving.deserialize_keras_object(config)
    assert keras.saving.deserialize_keras_object(config, {"Scaled": Scaled})[0].by == 0.5
    assert keras.saving.serialize_keras_object(Unknown(name="u"))["class_name"] == "Unknown"
    with keras.saving.custom_object_scope({"shop>Half": Scaled}):
        assert keras.saving.get_registered_object("shop>Half") is Scaled
    assert keras.saving.get_registered_object("shop>Half") is None


def test_layers_models_and_values_are_written_and_read() -> None:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="d")])
    for given in (
        keras.layers.Dense(3, name="e", activation="tanh"),
        keras.optimizers.Adam(0.3),
        keras.initializers.HeNormal(seed=1),
        keras.regularizers.L2(0.2),
        model,
    ):
        again = keras.utils.deserialize_keras_object(keras.utils.serialize_keras_object(given))
        assert type(again) is type(given)
        assert keras.utils.serialize_keras_object(again) == keras.utils.serialize_keras_object(given)
    relu = keras.utils.serialize_keras_object(keras.activations.relu)
    assert keras.utils.deserialize_keras_object(relu) is keras.activations.relu
    with pytest.raises(MessageError, match="A lambda has no name"):
        keras.utils.serialize_keras_object(lambda x: x)
    with pytest.raises(MessageError, match="safe_mode can only be True"):
        keras.utils.deserialize_keras_object(relu, None, False)


def test_a_model_as_dot_has_a_box_for_every_call_and_a_line_for_every_wire() -> None:
    x = keras.Input((4,), name="x")
    shared = keras.layers.Dense(4, name="s", activation="relu")
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, name="i")], name="inside")
    model = keras.Model(x, inner(keras.layers.add([shared(x), shared(shared(x))])))
    text = keras.utils.model_to_dot(model, show_shapes=True, rankdir="LR")
    assert (text.count("[label="), text.count(" -> ")) == (6, 6)
    assert "rankdir=LR;" in text
    assert "s (Dense)|Input shape: (None, 4)|Output shape: (None, 4)" in text
    opened = keras.utils.model_to_dot(model, expand_nested=True, subgraph=True).to_string()
    assert opened.startswith('subgraph "cluster_')
    assert opened.count("subgraph") == 2
    assert "i (Dense)" in opened
    assert opened.count("{") == opened.count("}")


def test_where_a_tensor_comes_from() -> None:
    a, b = keras.Input((2,), name="a"), keras.Input((2,), name="b")
    end = keras.layers.add([keras.layers.Dense(2)(a), b, a])
    assert {t.name for t in keras.utils.get_source_inputs(end)} == {"a", "b"}
    assert keras.utils.is_keras_tensor(end)
    assert not keras.utils.is_keras_tensor(np.zeros(2))


@pytest.mark.parametrize(
    "call",
    [
        lambda: keras.config.set_epsilon(1e-3),
        lambda: keras.config.set_image_data_format("channels_first"),
        lambda: keras.config.set_backend("jax"),
    ],
)
def test_settings_that_would_change_nothing_are_refused(call: Any) -> None:
    with pytest.raises(MessageError, match=r"no other"):
        call()


def test_settings_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    keras.config.set_floatx("float32")
    assert (keras.config.floatx(), keras.config.epsilon(), keras.backend.image_data_format()) == (
        "float32", 1e-7, "channels_last",
    )  # fmt: skip
    assert keras.version() == keras.__version__
    assert keras.backend.standardize_dtype(np.int16) == "int16"
    assert (keras.backend.is_float_dtype("float64"), keras.backend.is_int_dtype("float64")) == (True, False)


def test_a_bar_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    bar = keras.utils.Progbar(3, verbose=2, stateful_metrics=["last"])
    for step in (1, 2, 3):
        bar.update(step, [("mean", step), ("last", step)], finalize=False)
    bar.update(3, finalize=True)
    printed = capsys.readouterr().out
    assert printed.startswith("3/3 - 0s - ")
    assert "- mean: 2.0000 - last: 3.0000" in printed
    live = keras.utils.Progbar(2, interval=0)
    live.add(1, [("loss", 0.5)])
    live.add(1)
    assert "2/2" in capsys.readouterr().out


def test_trees_are_gone_through_as_one() -> None:
    tree, given = keras.tree, {"b": [1, (2, 3)], "a": {"z": 4}}
    assert tree.flatten(given) == [4, 1, 2, 3]
    assert tree.flatten_with_path(given)[0] == (("a", "z"), 4)
    assert tree.map_structure(lambda x: -x, given) == {"b": [-1, (-2, -3)], "a": {"z": -4}}
    assert tree.pack_sequence_as(given, "wxyz") == {"b": ["x", ("y", "z")], "a": {"z": "w"}}
    assert tree.lists_to_tuples(given) == {"b": (1, (2, 3)), "a": {"z": 4}}
    assert tree.map_structure_up_to([0, 0], lambda x: x, [[1], 2]) == [[1], 2]
    assert tree.traverse(lambda x: tree.MAP_TO_NONE if x == 4 else None, given) == {"b": [1, (2, 3)], "a": {"z": None}}
    for other in ({"b": [1, [2, 3]], "a": {"z": 4}}, {"b": [1], "a": {"z": 4}}):
        with pytest.raises(MessageError, match="not nested alike"):
            tree.assert_same_structure(given, other)
    tree.assert_same_paths([1, (2,)], (3, [4]))
