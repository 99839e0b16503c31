"""The pool: every chunk once, errors reach the caller, and a busy pool makes nobody wait."""

from __future__ import annotations

import threading
import time

import pytest

from runtime.jit import threads
from runtime.jit.threads import Pool


@pytest.fixture
def pool():
    made = Pool(3)
    yield made
    made.close()


def test_every_chunk_is_done_once(pool):
    done: list[tuple[int, int]] = []
    for total in (1, 7, 100):
        done.clear()
        pool.run(lambda begin, end: done.append((begin, end)), total, 7, ())
        assert sorted(i for begin, end in done for i in range(begin, end)) == list(range(total))


def test_nothing_to_do(pool):
    pool.run(lambda begin, end: pytest.fail("called"), 0, 4, ())
    threads.run(lambda begin, end: pytest.fail("called"), 0, 4)


def test_slots_are_never_shared_at_the_same_time(pool):
    inside: set[int] = set()

    def work(slot: int, begin: int, end: int) -> None:
        assert 0 <= slot < 2 and slot not in inside
        inside.add(slot)
        time.sleep(0.001)
        inside.discard(slot)

    pool.run(work, 30, 1, (), slots=2)


def test_an_error_of_any_thread_reaches_the_caller(pool):
    def work(begin: int, end: int) -> None:
        if begin == 5:
            raise ValueError("chunk five")

    with pytest.raises(ValueError, match="chunk five"):
        pool.run(work, 10, 1, ())
    test_every_chunk_is_done_once(pool)


def test_a_busy_pool_lets_the_caller_do_its_own_work(pool):
    release, callers = threading.Event(), []
    first = threading.Thread(target=pool.run, args=(lambda begin, end: release.wait(5), 3, 1, ()))
    first.start()
    while not pool._busy.locked():
        time.sleep(0.001)
    pool.run(lambda begin, end: callers.append((threading.current_thread(), begin, end)), 10, 1, ())
    release.set()
    first.join()
    assert callers == [(threading.current_thread(), 0, 10)]


def test_the_number_of_threads_can_be_set(monkeypatch):
    monkeypatch.setenv("LAYERLOOM_THREADS", "5")
    threads.default_threads.cache_clear()
    assert threads.default_threads() == 5
    monkeypatch.delenv("LAYERLOOM_THREADS")
    threads.default_threads.cache_clear()
    before = threads.thread_count()
    threads.set_threads(2)
    assert threads.thread_count() == 2
    threads.set_threads(before)


def test_nobody_waits_for_a_thread_that_never_came(pool, monkeypatch):
    monkeypatch.setattr(pool, "_serve", lambda: None)
    done: list[int] = []
    pool.run(lambda begin, end: done.append(begin), 5, 1, ())
    assert done == [0, 1, 2, 3, 4]


@pytest.fixture
def learning(monkeypatch):
    monkeypatch.setattr(threads, "learning", True)
    count = threads.thread_count()
    threads.set_threads(2)
    yield
    threads.set_threads(count)


def pieces_of(seconds: float, calls: int) -> list[int]:
    """In how many pieces each of some calls of the same work is done."""
    made: list[tuple[int, int]] = []

    def work(begin: int, end: int) -> None:
        made.append((begin, end))
        time.sleep(seconds * (end - begin) / 8)

    found = []
    for _ in range(calls):
        made.clear()
        threads.run(work, 8, 1)
        assert sorted(i for begin, end in made for i in range(begin, end)) == list(range(8))
        found.append(len(made))
    return found


def test_small_work_stays_on_one_thread_once_its_time_is_known(learning):
    assert pieces_of(0.0, 6) == [8, 1, 1, 1, 1, 1]


def test_large_work_is_always_shared_but_for_the_calls_that_are_measured(learning):
    assert pieces_of(0.02, 6) == [8, *[1] * threads.MEASURED, 8, 8]
