"""The command line on documents: what each command prints and writes, and its exit code."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.storage.storage import load, save
from runtime.cli import main
from runtime.cli.evaluating import npz_bytes
from runtime.cli.opening import names_something
from runtime.cli.parser import COMMANDS
from runtime.files import templates
from runtime.training.joint import shared_predicting
from tests.bad_inputs import on_csv, small

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LAYERLOOM_CACHE_DIR", str(tmp_path / "cache"))


def said(capsys: Capture, *arguments: object, code: int = 0) -> str:
    assert main([str(argument) for argument in arguments]) == code
    return capsys.readouterr().out


def test_templates_are_listed_with_one_line_each(capsys: Capture) -> None:
    lines = said(capsys, "templates").splitlines()
    assert [line.split()[0] for line in lines] == list(templates.names())
    listed = json.loads(said(capsys, "templates", "--json"))
    assert [entry["name"] for entry in listed] == list(templates.names())


def test_new_makes_a_project_from_a_template(capsys: Capture) -> None:
    assert said(capsys, "new", "tweets", "mine") == "Made mine.loom.\n"
    assert load("mine.loom") == templates.load("tweets")


def test_check_says_that_a_project_can_be_trained(capsys: Capture) -> None:
    assert said(capsys, "check", "autoencoder") == "No problems.\n"
    assert json.loads(said(capsys, "check", "autoencoder", "--json")) == {"ok": True, "problems": []}


def test_check_tells_each_problem_with_its_place(capsys: Capture) -> None:
    save(small("Reshape", target_shape=(5, 5)), "wrong.loom")
    text = said(capsys, "check", "wrong.loom", code=1)
    assert "error: middle: Reshape" in text and text.endswith("It can't be trained as it is.\n")
    found = json.loads(said(capsys, "check", "wrong.loom", "--json", code=1))
    assert not found["ok"]
    assert {"middle"} <= {problem["layer"] for problem in found["problems"]}


def test_check_looks_at_the_data_too(tmp_path: Path, capsys: Capture) -> None:
    project = on_csv(tmp_path, [["a", "b", "c", "y"], [1, 2, 3, 4], [1, 2, "nan", 4]])
    assert "error: Column 'c' for 'x' has no value in 1 of 2 rows" in said(capsys, "check", project, code=1)


def test_a_script_that_can_t_be_followed_everywhere_gives_no_network_that_looks_whole(capsys: Capture) -> None:
    start = "import keras\nm = keras.Sequential([keras.Input((4,))])\n"
    Path("s.py").write_text(
        f"{start}while left() > 8:\n    m.add(keras.layers.Dense(2))\nm.add(keras.layers.Dense(1))\n"
    )
    for words in (("summary", "s.py"), ("train", "s.py"), ("export", "s.py", "-o", "s.loom")):
        assert main([*words]) == 1 and not Path("s.loom").exists()
        assert "not whole" in (said_there := capsys.readouterr().err) and "Line 3: How often a loop runs" in said_there
    assert "error: The network is not whole: Line 3" in said(capsys, "check", "s.py", code=1)
    assert "Total params: 5" in said(capsys, "summary", "s.py", "--rest")


def test_summary_is_keras_table(capsys: Capture) -> None:
    text = said(capsys, "summary", "tweets")
    assert "│ shared_lstm (LSTM)" in text and "Total params: 82,305 (321.50 KB)" in text
    assert "   └ conv2d" in said(capsys, "summary", "autoencoder")
    assert "   └ conv2d" not in said(capsys, "summary", "autoencoder", "--flat")
    found = json.loads(said(capsys, "summary", "tweets", "--json"))
    lstm = next(layer for layer in found["layers"] if layer["name"] == "shared_lstm")
    assert [call["output_shapes"] for call in lstm["calls"]] == [[[None, 64]], [[None, 64]]]
    assert found["params"] == {"total": 82_305, "trainable": 82_305, "non_trainable": 0}


@pytest.mark.parametrize(("suffix", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_plot_draws_in_three_formats(suffix: str, start: bytes, capsys: Capture) -> None:
    said(capsys, "plot", "headline", "-o", f"net.{suffix}")
    assert Path(f"net.{suffix}").read_bytes().startswith(start)


def test_export_writes_a_script_and_the_data_that_only_we_can_make(capsys: Capture) -> None:
    assert said(capsys, "export", "headline", "-o", "model.py") == "Wrote model.py and model_data.npz beside it.\n"
    script = Path("model.py").read_text()
    assert 'np.load(beside("model_data.npz"))' in script
    with np.load("model_data.npz") as data:
        assert set(data) == {"headline", "additional", "label"}


def test_export_writes_notebooks_and_folders_and_weights(capsys: Capture) -> None:
    run = trained(capsys)
    assert "net.weights.h5 beside it" in said(capsys, "export", run, "-o", "net.py", "--form", "weights")
    assert 'model.load_weights(beside("net.weights.h5"))' in Path("net.py").read_text()
    assert Path("net.weights.h5").exists()
    said(capsys, "export", run, "-o", "net.ipynb")
    assert json.loads(Path("net.ipynb").read_text())["nbformat"] == 4
    said(capsys, "export", run, "-o", "net")
    made = {path.name for path in Path("net").iterdir()}
    assert {"README.md", "requirements.txt", "model.py", "data.py", "train.py"} < made
    for words, complaint in (
        (("headline", "-o", "run"), "exists already"),
        (("headline", "-o", "a.py", "--form", "weights"), "no weights yet"),
    ):
        assert main(["export", *map(str, words)]) == 1
        assert complaint in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "files"),
    [
        (("plot", "decoder"), "net.svg"),
        (("export", "decoder"), "net.loom"),
        (("export", "headline"), "net.py net_data.npz"),
        (("export", "decoder"), "net/model.py net/README.md"),
        (("export", "decoder", "--form", "pytorch"), "net.py net.safetensors"),
    ],
)
def test_only_what_this_program_wrote_and_nobody_changed_is_replaced(
    words: tuple[str, ...], files: str, capsys: Capture
) -> None:
    names = files.split()
    output = names[0].split("/")[0]
    for _ in range(2):
        said(capsys, *words, "-o", output)
    for name in names:
        path = Path(name)
        path.write_text("mine")
        assert main([*words, "-o", output]) == 1
        assert "exists already" in capsys.readouterr().err and path.read_text() == "mine"
        said(capsys, *words, "-o", output, "--force")
        assert path.read_bytes() != b"mine"


def test_an_exported_table_is_read_from_where_it_is(tmp_path: Path, capsys: Capture) -> None:
    project = on_csv(tmp_path, [["a_1", "a_2", "a_3", "y"], [1, 2, 3, 4], [2, 3, 4, 5]], "a_*")
    assert said(capsys, "export", project, "-o", "model.py") == "Wrote model.py.\n"
    assert "'a_1', 'a_2', 'a_3'" in Path("model.py").read_text().replace('"', "'")


def trained(capsys: Capture, *options: object) -> Path:
    said(capsys, "train", "layer_in_series", "--epochs", 3, "-o", "run", *options)
    return Path("run")


def test_train_leaves_everything_in_the_run_folder(capsys: Capture) -> None:
    run = trained(capsys)
    assert {path.name for path in run.iterdir()} == {
        "data.state",
        "document.loom",
        "history.csv",
        "weights.h5",
        "curves.png",
        "summary.txt",
    }
    rows = [row.split(",") for row in (run / "history.csv").read_text().splitlines()]
    assert rows[0] == ["epoch", "loss", "mean_absolute_error", "val_loss", "val_mean_absolute_error"]
    assert [row[0] for row in rows[1:]] == ["0", "1", "2"]
    assert float(rows[3][1]) < float(rows[1][1])
    assert load(run / "document.loom").training.epochs == 3
    assert (run / "curves.png").read_bytes().startswith(b"\x89PNG")
    assert "Total params: 544" in (run / "summary.txt").read_text(encoding="utf-8")


def test_the_same_seed_gives_the_same_files(capsys: Capture) -> None:
    trained(capsys, "--seed", 4)
    said(capsys, "train", "layer_in_series", "--epochs", 3, "--seed", 4, "--threads", 1, "-o", "again")
    for name in ("history.csv", "weights.h5"):
        assert Path("run", name).read_bytes() == Path("again", name).read_bytes()


def test_an_earlier_run_in_the_folder_is_kept(capsys: Capture) -> None:
    trained(capsys, "--seed", 1)
    first = Path("run/history.csv").read_bytes()
    text = said(capsys, "train", "layer_in_series", "--epochs", 1, "--seed", 2, "-o", "run")
    assert "The results of an earlier run are kept in run/earlier_1." in text
    assert Path("run/earlier_1/history.csv").read_bytes() == first
    assert Path("run/earlier_1/weights.h5").exists() and Path("run/weights.h5").exists()


def test_without_o_the_run_gets_a_folder_of_its_own(capsys: Capture) -> None:
    for _ in range(2):
        said(capsys, "train", "layer_in_series", "--epochs", 1)
    names = sorted(path.name for path in Path("runs").iterdir())
    assert len(names) == 2 and all("_layer_in_series" in name for name in names)


def test_other_data_with_the_same_columns_can_be_trained_on(tmp_path: Path, capsys: Capture) -> None:
    random = np.random.default_rng(0)
    np.savez("other.npz", x=random.random((40, 16)), y=random.random((40, 16)))
    text = said(capsys, "train", "layer_in_series", "--epochs", 1, "--data", "other.npz", "-o", "run")
    assert "32 samples, 8 for validation" in text
    dataset: Any = load("run/document.loom").data.dataset
    assert dataset.path == str(tmp_path / "other.npz")


def test_a_run_can_be_trained_on_from_its_folder(tmp_path: Path, capsys: Capture) -> None:
    """Relative paths of data lead to the same files from the run's document."""
    project = on_csv(tmp_path, [["a", "b", "c", "y"], [1, 2, 3, 4], [2, 3, 4, 5]])
    said(capsys, "train", project, "-o", "deep/run")
    assert "samples" in said(capsys, "train", "deep/run/document.loom", "-o", "next")


def test_evaluate_says_what_the_history_said(capsys: Capture) -> None:
    run = trained(capsys)
    last = (run / "history.csv").read_text().splitlines()[-1].split(",")
    found = json.loads(said(capsys, "evaluate", "layer_in_series", "--weights", run / "weights.h5", "--json"))
    assert (found["samples"], found["part"]) == (400, "validation")
    assert found["logs"]["loss"] == pytest.approx(float(last[3]), rel=1e-6)
    everything = said(capsys, "evaluate", "layer_in_series", "--weights", run / "weights.h5", "--all")
    assert everything.startswith("2,000 samples\nloss ")


def test_a_run_folder_knows_its_weights(capsys: Capture) -> None:
    run = trained(capsys)
    by_hand = said(capsys, "evaluate", "layer_in_series", "--weights", run / "weights.h5")
    assert said(capsys, "evaluate", run) == by_hand
    assert "Total params: 544" in said(capsys, "summary", run)


def test_predict_writes_one_array_for_each_output(capsys: Capture) -> None:
    run = trained(capsys)
    text = said(capsys, "predict", run / "document.loom", "--weights", run / "weights.h5", "-o", "out.npz")
    assert text == "Wrote out.npz: y (2000, 16).\n"
    Path("mine.npz").touch()
    assert main(["predict", str(run), "-o", "mine.npz"]) == 1 and not Path("mine.npz").stat().st_size
    with np.load("out.npz") as answers:
        assert answers["y"].shape == (2000, 16) and answers["y"].dtype == np.float32


@pytest.mark.parametrize(
    ("output", "sentence"), [("p.csv", "add gives an array of shape (256, 256, 3)"), ("gone/p.npz", "no folder gone")]
)
def test_where_predictions_can_not_go_is_said_before_they_are_made(
    output: str, sentence: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_predicting, "predict_jointly", lambda *_: pytest.fail("the work was done"))
    said(capsys, "export", "residual_block", "-o", "w.weights.h5")
    assert main(["predict", "residual_block", "--weights", "w.weights.h5", "-o", output]) == 1
    assert sentence in capsys.readouterr().err


def test_predictions_for_other_data_need_no_targets(capsys: Capture) -> None:
    run = trained(capsys)
    np.savez("new.npz", x=np.zeros((5, 16), np.float32))
    said(capsys, "predict", "layer_in_series", "--weights", run / "weights.h5", "--data", "new.npz", "-o", "out.npz")
    with np.load("out.npz") as answers:
        assert answers["y"].shape == (5, 16)


def test_arrays_may_have_any_name() -> None:
    Path("any.npz").write_bytes(npz_bytes({"file": np.ones(2), "a/b": np.ones(3)}))
    with np.load("any.npz") as arrays:
        assert set(arrays) == {"file", "a_b"}


def test_the_editor_gets_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        started.append(command[1:])
        return subprocess.CompletedProcess(command, 0)

    save(templates.load("decoder"), "mine.loom")
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name)
    for arguments in ([], ["mine.loom"], ["decoder"]):
        assert main(arguments) == 0
    begin = ["-P", "-m", "gui"]
    assert started == [begin, [*begin, "mine.loom"], [*begin, "--template", "decoder"]]


def test_a_word_is_a_command_a_file_or_a_template() -> None:
    assert names_something("tweets") and names_something("a/b") and names_something("gone.loom")
    assert not names_something("trian")


def test_what_never_should_happen_is_a_sentence_and_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(name: str) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(templates, "load", fail)
    assert main(["summary", "decoder"]) == 1
    message = capsys.readouterr().err
    assert message.count("\n") == 1 and "Traceback" not in message
    (log,) = (tmp_path / "cache" / "logs").iterdir()
    assert str(log) in message and "ZeroDivisionError: a bug" in log.read_text()


def test_version_and_help(capsys: Capture) -> None:
    assert said(capsys, "--version").startswith("layerloom ")
    help_text = said(capsys, "--help")
    offered = re.findall(r"^    ([a-z]+)(?=\s)", help_text, re.MULTILINE)
    assert sorted(offered) == sorted(COMMANDS) and "salvage" in offered


def test_what_is_left_of_a_damaged_project_is_made_one(capsys: Capture) -> None:
    save(templates.load("tweets"), "whole.loom")
    text = Path("whole.loom").read_text()
    Path("cut.loom").write_text(text[: len(text) // 2])
    assert "Made left.loom of the " in said(capsys, "salvage", "cut.loom", "-o", "left.loom")
    assert load("left.loom").main.layers


def test_python_m_runtime_is_the_same(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "argv", ["layerloom", "templates"])
    with pytest.raises(SystemExit) as exit_:
        runpy.run_module("runtime", run_name="__main__", alter_sys=False)
    assert exit_.value.code == 0 and "tweets" in capsys.readouterr().out
