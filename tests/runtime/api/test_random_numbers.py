"""Random arrays: Keras' distributions, the same numbers for the same seed, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import runtime as keras
from graph.specs.message import MessageError

N = 40_000
DRAWN: dict[str, tuple[Any, float, float]] = {
    "normal": (lambda s: keras.random.normal((N,), 2.0, 3.0, seed=s), 2.0, 3.0),
    "uniform": (lambda s: keras.random.uniform((N,), -1.0, 3.0, seed=s), 1.0, 4 / 12**0.5),
    "truncated_normal": (lambda s: keras.random.truncated_normal((N,), 1.0, 2.0, seed=s), 1.0, 2 * 0.8796),
    "randint": (lambda s: keras.random.randint((N,), 2, 6, seed=s), 3.5, 1.25**0.5),
    "gamma": (lambda s: keras.random.gamma((N,), 2.5, seed=s), 2.5, 2.5**0.5),
    "beta": (lambda s: keras.random.beta((N,), 2.0, 3.0, seed=s), 0.4, 0.2),
    "binomial": (lambda s: keras.random.binomial((N,), 10.0, 0.3, seed=s), 3.0, 2.1**0.5),
    "categorical": (lambda s: keras.random.categorical(np.log([[0.25, 0.5, 0.25]]), N, seed=s), 1.0, 0.5**0.5),
}


@pytest.mark.parametrize("name", DRAWN)
def test_mean_and_deviation_are_those_of_the_distribution(name: str) -> None:
    draw, mean, deviation = DRAWN[name]
    drawn = draw(7)
    assert drawn.dtype == ("int32" if name in ("randint", "categorical") else "float32")
    assert drawn.mean() == pytest.approx(mean, abs=5 * deviation / N**0.5)
    assert drawn.std() == pytest.approx(deviation, rel=0.02)
    np.testing.assert_array_equal(drawn, draw(7))
    assert not np.array_equal(drawn, draw(8))


def test_a_generator_goes_on_and_begins_anew_from_its_config() -> None:
    generator = keras.random.SeedGenerator(4)
    first, second = (keras.random.normal((5,), seed=generator) for _ in range(2))
    assert not np.array_equal(first, second)
    again = keras.random.SeedGenerator.from_config(generator.get_config())
    np.testing.assert_array_equal(keras.random.normal((5,), seed=again), first)


def test_without_a_seed_the_program_s_own_counts() -> None:
    drawn = []
    for _ in range(2):
        keras.utils.set_random_seed(3)
        drawn.append([keras.random.uniform((4,)), keras.random.uniform((4,))])
    np.testing.assert_array_equal(*drawn)
    assert not np.array_equal(*drawn[0])


def test_limits_are_kept() -> None:
    drawn = keras.random.uniform((200_000,), 0.0, 1.0, seed=1)
    assert drawn.min() >= 0
    assert drawn.max() < 1
    assert np.abs(keras.random.truncated_normal((N,), seed=2)).max() <= 2
    assert set(np.unique(keras.random.randint((N,), -1, 2, "int8", seed=3))) == {-1, 0, 1}


def test_dropout_and_shuffle() -> None:
    x = np.ones((50, 40), "float32")
    dropped = keras.random.dropout(x, 0.25, (50, 1), seed=1)
    assert set(np.unique(dropped)) <= {np.float32(0), np.float32(1 / 0.75)}
    assert (dropped == dropped[:, :1]).all()
    shuffled = keras.random.shuffle(np.arange(20).reshape(4, 5), axis=1, seed=2)
    np.testing.assert_array_equal(np.sort(shuffled, 1), np.arange(20).reshape(4, 5))
    np.testing.assert_array_equal(shuffled - shuffled[:1], np.arange(4)[:, None] * 5 * np.ones(5))


@pytest.mark.parametrize("seed", [1, None])
def test_within_a_call_of_ones_own_a_number_for_a_seed_gives_the_same_numbers_every_time(seed: int | None) -> None:
    class Noisy(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            return x + keras.random.normal((4, 3), seed=seed)

    x = keras.Input((3,))
    model = keras.Model(x, Noisy()(x))
    first, second = (model(np.zeros((4, 3), "float32")) for _ in range(2))
    assert np.array_equal(first, second) == (seed is not None)


@pytest.mark.parametrize(
    "call, sentence",
    [
        (lambda: keras.random.normal((2,), seed=1.5), "seed must be a whole number, a SeedGenerator or None"),
        (lambda: keras.random.normal((2,), dtype="int32"), "normal: dtype must be float32"),
        (lambda: keras.random.randint((2,), 3, 3), "minval must be below maxval"),
        (lambda: keras.random.dropout(keras.Input((3,)), 0.5), "and not a symbolic tensor"),
        (lambda: keras.random.gamma((2,), 0.0), "alpha must be above 0"),
    ],
)
def test_what_cannot_be_drawn(call: Any, sentence: str) -> None:
    with pytest.raises(MessageError, match=sentence):
        call()


def test_every_call_while_training_drops_something_else() -> None:
    """As who asks a model many times, to see how sure it is, relies on; a seed gives the same ones in every program."""
    x = np.ones((2, 50), np.float32)

    def three(seed: int | None) -> list[Any]:
        keras.utils.set_random_seed(1)
        inputs, layer = keras.Input((50,)), keras.layers.Dropout(0.5, seed=seed)
        model = keras.Model(inputs, layer(inputs))
        return [np.asarray(ask(x, training=True)) for ask in (model, model, layer, layer)]

    for seed in (None, 3):
        drawn = three(seed)
        assert len({array.tobytes() for array in drawn[:2]}) == len({array.tobytes() for array in drawn[2:]}) == 2
        for a, b in zip(drawn, three(seed), strict=True):
            np.testing.assert_array_equal(a, b)
