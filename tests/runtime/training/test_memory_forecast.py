"""The memory of a training, counted before its first step; a benchmark holds it against what processes take."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from runtime.data.memory import container_bytes, most_bytes, own_bytes
from runtime.files import templates
from runtime.training import experiment as experiments
from runtime.training.experiment import Experiment, ExperimentError
from runtime.training.memory_forecast import MemoryForecast, memory_forecast

MB = 1 << 20


def test_it_grows_with_the_batch_and_touches_nothing() -> None:
    found = []
    for batch in (16, 256):
        document = templates.load("residual_block")
        document = replace(document, training=document.training.replace(batch_size=batch))
        made = Experiment(document)
        before = own_bytes()
        found.append(memory_forecast(made.trainer, made.training, made.validation))
        assert own_bytes() - before < found[-1].plans
    assert found[1].plans > 1.3 * found[0].plans


def test_more_than_there_is_is_refused_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Experiment(templates.load("layer_in_series"))
    monkeypatch.setattr(experiments, "available_bytes", lambda: 10 * MB)
    with pytest.raises(ExperimentError, match=r"of memory, and .* are free. Use a smaller batch"):
        _ = made.memory


def test_four_fifths_of_what_is_free_may_be_taken() -> None:
    forecast = MemoryForecast(now=100 * MB, most=0, plans=50 * MB, others=50 * MB)
    assert forecast.total == pytest.approx(208 * MB)
    assert replace(forecast, most=300 * MB).total == 303 * MB  # it has been that large already
    assert forecast.refusal(136 * MB) is None
    assert forecast.refusal(134 * MB) is not None
    assert forecast.refusal(3 * 136 * MB, processes=3) is None
    assert "in each of 3 processes" in str(forecast.refusal(3 * 134 * MB, processes=3))


def write(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


def test_the_tightest_group_around_a_process_counts(tmp_path: Path) -> None:
    own, groups = tmp_path / "cgroup", tmp_path / "fs"
    own.write_text("0::/outer/inner\n", encoding="utf-8")
    write(groups / "outer", memory__max="1000\n", memory__current="400\n", memory__stat="inactive_file 100\n")
    write(groups / "outer" / "inner", memory__max="max\n", memory__current="300\n")
    assert container_bytes(groups, own) == 700
    own.write_text("4:memory:/gone\n", encoding="utf-8")
    write(groups / "memory", memory__limit_in_bytes="500\n", memory__usage_in_bytes="200\n")
    assert container_bytes(groups, own) == 300
    write(groups / "memory", memory__limit_in_bytes=f"{1 << 62}\n")
    assert container_bytes(groups, own) is None
    assert container_bytes(groups, tmp_path / "nothing") is None


def test_a_process_is_not_as_large_as_the_one_that_started_it(tmp_path: Path) -> None:
    (tmp_path / "status").write_text("Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n", encoding="utf-8")
    assert most_bytes(tmp_path / "status") == 2 * MB
    assert most_bytes(tmp_path / "nothing") > 0
