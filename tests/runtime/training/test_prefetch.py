"""Reading ahead: the same bits as from memory, errors where they belong, no thread left, no memory that grows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras
from runtime.data import ArrayColumn, DataError
from runtime.data.column import sample_bytes
from runtime.data.errors import bad
from runtime.training.batches import Batches
from runtime.training.callbacks.callback import Callback
from runtime.training.prefetch import AT_ONCE, SLOTS, ReadAhead

Array = np.ndarray[Any, Any]
WIDTH = 20
FLOAT = [np.dtype(np.float32)]


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    yield
    assert readers() == []


def readers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("layerloom-reader")]


class Disk(ArrayColumn):
    """An array that counts as not in memory: notes what is read, and fails at a row."""

    def __init__(self, array: Array, fails_at: int = -1, error: BaseException | None = None) -> None:
        super().__init__("x", array, in_memory=False)
        self.fails_at, self.error = fails_at, error or bad("{name} can't be read.", name="x")
        self.read: list[Array] = []

    def gather(self, rows: Array, out: Array) -> None:
        if self.fails_at in rows:
            raise self.error
        self.read.append(rows)
        super().gather(rows, out)


def samples(rows: int = 300) -> tuple[Array, Array]:
    rng = np.random.default_rng(2)
    return rng.standard_normal((rows, WIDTH)).astype("float32"), rng.standard_normal((rows, 3)).astype("float32")


def mapped(path: Path, array: Array) -> Array:
    np.save(path, array)
    found: Array = np.load(path, mmap_mode="r")
    return found


def model() -> Any:
    keras.utils.set_random_seed(4)
    inputs = keras.Input((WIDTH,))
    made = keras.Model(inputs, keras.layers.Dense(3)(keras.layers.Dense(8, activation="relu")(inputs)))
    made.compile("adam", "mse", metrics=["mae"])
    return made


def batches(column: Any, size: int) -> Batches:
    return Batches((column,), (), (), size)


def everything(x: Any, y: Any, **how: Any) -> tuple[Any, ...]:
    """History, weights, evaluation and prediction."""
    made = model()
    history = made.fit(x, y, 16, epochs=3, verbose=0, **how).history
    return history, made.get_weights(), made.evaluate(x, y, 16, verbose=0), made.predict(x, 16, verbose=0)


def assert_same(a: tuple[Any, ...], b: tuple[Any, ...]) -> None:
    assert a[0] == b[0] and a[2] == b[2]
    assert all(np.array_equal(v, w) for v, w in zip(a[1], b[1], strict=True))
    assert np.array_equal(a[3], b[3])


HOW: tuple[dict[str, Any], ...] = (
    {},
    {"shuffle": False},
    {"shuffle": "batch"},
    {"validation_split": 0.25},
    {"steps_per_epoch": 5},
    {"steps_per_epoch": 3, "validation_split": 0.5, "validation_steps": 2},
)


@pytest.mark.parametrize("how", HOW, ids=str)
@pytest.mark.parametrize("at_once", [1, 5000, AT_ONCE])
def test_a_mapped_file_gives_the_same_bits(
    how: dict[str, Any], at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtime.training.prefetch.AT_ONCE", at_once)
    x, y = samples()
    on_disk = mapped(tmp_path / "x.npy", x), mapped(tmp_path / "y.npy", y)
    assert_same(everything(x, y, **how), everything(*on_disk, **how))


@pytest.mark.parametrize("kind", ["uint8", "float64", ">f4"])
def test_other_kinds_of_number_are_cast_alike(kind: str, tmp_path: Path) -> None:
    x, y = samples(60)
    x = (x * 40).astype(kind)
    assert_same(everything(x, y), everything(mapped(tmp_path / "x.npy", x), y))


def test_mapped_targets_are_read_batch_by_batch(tmp_path: Path) -> None:
    x, y = samples()
    network = model()
    from runtime.api.fit_arguments import batches as as_batches

    target = as_batches("fit", network._ready(), x, mapped(tmp_path / "y.npy", y), None, None, 16, None).targets[0]
    assert target is not None and not target.source.in_memory


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
@pytest.mark.parametrize("at_once", [1, 3000, AT_ONCE])
def test_every_batch_arrives_in_order(size: int, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.training.prefetch.AT_ONCE", at_once)
    x, _ = samples()
    order = list(batches(ArrayColumn("x", x), size).slices(np.random.default_rng(0).permutation(len(x))))
    with ReadAhead(batches(Disk(x), size), order, FLOAT) as ahead:
        seen = []
        for rows in ahead:
            out = np.empty((len(rows), WIDTH), np.float32)
            ahead.batches.x[0].gather(rows, out)
            assert np.array_equal(out, x[rows])
            seen.append(rows)
    assert [list(rows) for rows in seen] == [list(rows) for rows in order]


def test_the_next_batches_are_read_while_one_is_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.training.prefetch.AT_ONCE", 1)
    x, _ = samples()
    given = Disk(x)
    with ReadAhead(batches(given, 10), batches(given, 10).slices(np.arange(300)), FLOAT) as ahead:
        next(iter(ahead))
        assert ahead._thread is not None
        ahead._thread.submit(int).result()  # all that was asked for before has been done
        assert len(given.read) == SLOTS


def test_arrays_in_memory_need_no_thread() -> None:
    column = ArrayColumn("x", samples()[0])
    with ReadAhead(batches(column, 10), [np.arange(10)], FLOAT) as ahead:
        assert ahead.batches.x[0] is column
        assert len(list(ahead)) == 1
        assert readers() == []


@pytest.mark.parametrize("call", ["fit", "evaluate", "predict"])
def test_an_error_comes_as_the_same_sentence(call: str) -> None:
    x, y = samples()
    given = Disk(x, fails_at=250)
    with pytest.raises(DataError, match=r"^x can't be read\.$"):
        getattr(model(), call)(given, *(() if call == "predict" else (y,)), verbose=0)


def test_an_error_comes_when_its_batch_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.training.prefetch.AT_ONCE", 1)
    x, _ = samples()
    given = batches(Disk(x, fails_at=45), 10)
    arrived = []
    with pytest.raises(DataError), ReadAhead(given, given.slices(np.arange(300)), FLOAT) as ahead:
        for rows in ahead:
            arrived.append(rows[0])
    assert arrived == [0, 10, 20, 30]


class Stop(Callback):
    """Ends a training in the middle of an epoch, by asking or by an exception."""

    def __init__(self, error: BaseException | None = None) -> None:
        super().__init__()
        self.error, self.seen = error, 0

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.seen += 1
        if self.seen == 3:
            if self.error is not None:
                raise self.error
            self.model.stop_training = True


def test_a_stop_in_mid_epoch_ends_the_thread() -> None:
    x, y = samples()
    stop = Stop()
    model().fit(Disk(x), y, 10, epochs=5, callbacks=[stop], verbose=0)
    assert stop.seen == 3


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("mine")], ids=["interrupt", "error"])
def test_an_exception_in_mid_epoch_ends_the_thread(error: BaseException) -> None:
    x, y = samples()
    with pytest.raises(type(error)) as caught:
        model().fit(Disk(x), y, 10, callbacks=[Stop(error)], verbose=0)
    assert readers() == []  # even while the traceback holds the frames
    assert caught.value is error


def test_a_callback_may_use_the_same_data(tmp_path: Path) -> None:
    x, y = samples()
    on_disk = mapped(tmp_path / "x.npy", x)

    class Looks(Callback):
        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            self.model.evaluate(on_disk, y, 16, verbose=0)

    found = [everything(given, y, callbacks=[Looks()]) for given in (x, on_disk)]
    assert_same(found[0], found[1])


def test_what_is_held_does_not_grow_with_the_set() -> None:
    def held(rows: int, width: int, size: int) -> int:
        column = Disk(np.broadcast_to(np.float32(0), (rows, width)))
        ahead = ReadAhead(batches(column, size), [], FLOAT)
        return sum(slot.nbytes for staged in ahead._staged for slot in staged._slots)

    assert held(10**9, 100, 32) == held(10**5, 100, 32) <= SLOTS * AT_ONCE
    batch = 64 * sample_bytes(Disk(np.zeros((1, 10**5), np.float32)))
    assert held(10**7, 10**5, 64) == SLOTS * batch
    assert held(50, 100, 32) == SLOTS * 50 * 400
