"""What comes next is noted without being run, described to other processes, and compiled there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from runtime.jit import declare, elsewhere, foresight, native, rehearsal
from runtime.jit.compile_worker import compile_task
from runtime.jit.declarations import INTERPRETED
from runtime.jit.denormals import end_flushing
from runtime.jit.descriptions import argument_like, describe, describe_argument, found, function_of
from runtime.jit.elsewhere import Task, Workshop
from runtime.kernels.attention.forward import _attending
from runtime.kernels.convolution.layout import swap_axes
from runtime.kernels.elementwise import activations
from runtime.kernels.recurrent import lstm
from runtime.kernels.recurrent.recurrent import Drops

compiled = pytest.mark.skipif(INTERPRETED, reason="there are no kernels without the compiler")


@compiled
def test_kernels_are_found_again_by_their_descriptions():
    made = activations.forward("tanh"), lstm.backward("relu", "sigmoid"), _attending(True)
    for kernel in (end_flushing, *made):
        again = function_of(found(json.loads(json.dumps(describe(kernel)))))
        same = [declare.file_name(function, kernel.mode, ("int",)) for function in (again, kernel.function)]
        assert same[0] == same[1]


def test_arguments_of_every_kind_are_described():
    locked = np.zeros((2, 3), np.float32)
    locked.flags.writeable = False
    arrays = locked, locked.T, np.zeros(()), np.zeros(3, np.int64)[::2], np.frombuffer(bytearray(9), "f4", 2, 1)
    for argument in (*arrays, 1, 2.0, True, np.float32(3), (1, (2.0, locked)), Drops(locked, locked, locked, locked.T)):
        again = argument_like(json.loads(json.dumps(describe_argument(argument))))
        assert native.kind_of(again) == native.kind_of(argument)


@compiled
def test_a_rehearsal_notes_the_kernels_that_are_missing_and_runs_none(monkeypatch, tmp_path):
    counts: list[int] = []
    monkeypatch.setattr(elsewhere, "workers", lambda count: counts.append(count) or 0)
    monkeypatch.setattr(declare, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(type(swap_axes), "has_version", lambda kernel, kinds: False)
    source, target = np.arange(6, dtype=np.float32), np.zeros(6, np.float32)

    def rehearse() -> None:
        swap_axes(source, 2, 3, target, False, 0, 1)
        swap_axes(source, 3, 2, target, True, 0, 1)
        raise ValueError("what really runs says so")

    rehearsal.expect(rehearse)
    foresight.prepare()
    foresight.prepare()  # nothing is expected any more
    assert counts == [1] and not target.any()
    monkeypatch.undo()
    swap_axes(source, 2, 3, target, False, 0, 1)
    rehearsal.expect(rehearse)
    monkeypatch.setattr(elsewhere, "workers", lambda count: counts.append(count) or 0)
    target[...] = 0
    foresight.prepare()
    assert counts == [1, 0] and not target.any()
    swap_axes(source, 2, 3, target, False, 0, 1)
    assert target.tolist() == [0, 3, 1, 4, 2, 5]


@compiled
def test_a_worker_compiles_what_is_described_and_refuses_another(tmp_path):
    file = tmp_path / declare.file_name(end_flushing.function, end_flushing.mode, ("int",))
    task: dict[str, Any] = {"function": describe(end_flushing), "mode": end_flushing.mode, "kinds": ["int"]}
    with pytest.raises(ValueError, match="another function"):
        compile_task({**task, "arguments": ["int"], "file": str(tmp_path / "other.code")})
    with pytest.raises(ValueError, match="other arguments"):
        compile_task({**task, "arguments": ["float"], "file": str(file)})
    compile_task({**task, "arguments": ["int"], "file": str(file)})
    assert native.load(file) is not None


class _Process:
    def kill(self) -> None:
        pass

    def communicate(self) -> None:
        pass


@pytest.mark.parametrize("dies_at", ["", "middle"])
def test_the_longest_comes_first_and_pieces_that_code_needs_next(monkeypatch, dies_at):
    asked: list[str] = []

    def ask(_process: Any, task: Task) -> dict[str, Any]:
        asked.append(task.name)
        if task.name == dies_at:
            raise OSError
        return {"needs": ["product"] if task.name != "product" else []}

    monkeypatch.setattr(elsewhere, "_start", _Process)
    monkeypatch.setattr(elsewhere, "_ask", ask)
    told: list[tuple[str, str]] = []
    tasks = [Task("short", 1, {}), Task("long", 9, {}), Task("middle", 5, {})]
    workshop = Workshop(tasks, lambda symbol: Task(symbol, 0, {}))
    workshop.run(1, lambda task, state: told.append((task.name, state)))
    whole = ["long", "product", "middle", "short"]
    assert asked == (whole if not dies_at else whole[:3])
    assert [name for name, state in told if state == "compiled"] == [name for name in asked if name != dies_at]


def test_who_stops_it_ends_the_processes(monkeypatch):
    monkeypatch.setattr(elsewhere, "_start", _Process)
    monkeypatch.setattr(elsewhere, "_ask", lambda process, task: {"needs": []})

    def stop(_task: Task, _state: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Workshop([Task("one", 1, {})], lambda symbol: None).run(2, stop)


@pytest.mark.parametrize(
    "program, threads, tasks, count", [("python3", "", 1, 0), ("python3", "1", 9, 0), ("blender", "2", 9, 0)]
)
def test_no_process_is_started_where_it_would_not_pay_or_not_be_python(monkeypatch, program, threads, tasks, count):
    monkeypatch.setattr(elsewhere.sys, "executable", str(Path("/usr/bin") / program))
    monkeypatch.setenv("LAYERLOOM_THREADS", threads)
    assert elsewhere.workers(tasks) == count
