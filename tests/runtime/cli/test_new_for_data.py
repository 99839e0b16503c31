"""A template, or a first network, bound to data of one's own by a single command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.storage.storage import load
from runtime.cli import main

Capture = pytest.CaptureFixture[str]
ROWS = "".join(f"{i};{i % 7},5;{'' if i % 9 == 4 else i % 5};caf\u00e9 {i % 2};{'abc'[i % 3]}\n" for i in range(80))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text(f"nr;size;rooms;kind;grade\n{ROWS}", encoding="latin-1")
    return tmp_path


def test_a_template_learns_a_target_from_numbers(folder: Path, capsys: Capture) -> None:
    given = ("--data", "t.csv", "--target", "grade", "--read", "encoding=latin-1", "--split", "stratified:.25")
    assert main(["new", "fully_connected", "t.loom", *given]) == 0
    told = capsys.readouterr().err
    assert "nr is left out: it numbers the rows" in told and "kind is left out: the network takes numbers" in told
    document = load(folder / "t.loom")
    assert {binding.column for binding in document.data.bindings.values()} == {"size, rooms", "grade"}
    assert main(["train", "t.loom", "--epochs", "1", "-o", "run"]) == 0


def test_what_is_ignored_is_not_used(folder: Path) -> None:
    given = ("--data", "t.csv", "--target", "grade", "--read", "encoding=latin-1", "--ignore", "rooms")
    assert main(["new", "fully_connected", "t.loom", *given]) == 0
    bound = {binding.column for binding in load(folder / "t.loom").data.bindings.values()}
    assert bound == {"size", "grade"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("t.loom", "--target", "grade"), "as in encoding=latin-1 (data.encoding in a project)"),
        (("fully_connected", "t.loom", "--target", "none", "--read", "encoding=latin-1"), "no column 'none'"),
        (("headline", "t.loom", "--target", "grade", "--read", "encoding=latin-1"), "This one has 2"),
        (("t.loom", "--target", "grade", "--read", "encoding=klingon"), "encoding"),
    ],
)
def test_what_can_not_be_is_one_sentence(folder: Path, capsys: Capture, arguments: tuple[str, ...], said: str) -> None:
    assert main(["new", *arguments, "--data", "t.csv"]) in (1, 2)
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1 and not (folder / "t.loom").exists()


def test_a_callback_writes_into_a_folder_of_its_own(folder: Path) -> None:
    given = ("--callback", "CSVLogger('tables/log.csv')")
    assert main(["train", "layer_in_series", "--epochs", "1", "-o", "run", *given]) == 0
    assert (folder / "run" / "tables" / "log.csv").read_text().startswith("epoch,")


def test_numbers_below_zero_are_no_gaps_in_a_script(folder: Path) -> None:
    rows = "".join(f"{(i * 7) % 80 - 40};{'' if i % 8 == 1 else 'xy'[i % 2]};{i % 3}.5\n" for i in range(80))
    (folder / "n.csv").write_text(f"a;c;y\n{rows}")
    assert main(["new", "n.loom", "--data", "n.csv", "--target", "y"]) == 0
    document = load(folder / "n.loom")
    names = {binding.column for binding in document.data.bindings.values()}
    assert names >= {"c"}
    steps = "a=a:DropMissing, Standardize", "c=c:DropMissing, OneHot(classes=2)"
    assert main(["set", "n.loom", "c.shape=[2]"]) == 0
    assert main(["bind", "n.loom", *steps]) == 0
    assert main(["export", "n.loom", "-o", "n.py"]) == 0
    import runtime as keras

    source = (folder / "n.py").read_text().split("\ndef build_model")[0]
    names_in: dict[str, Any] = {"__file__": str(folder / "n.py"), "__name__": "n"}
    source = source.replace("import keras", "import runtime as keras").replace("from keras import layers\n", "")
    exec(compile(source, "n.py", "exec"), names_in)  # noqa: S102 - lines this program wrote
    assert keras is not None
    (x, _), (x_val, _) = names_in["load_data"]()
    assert len(x[0]) + len(x_val[0]) == 70 and np.isfinite(x[0]).all()


@pytest.mark.parametrize("template", [(), ("fully_connected",)])
def test_a_measurement_in_even_steps_is_learnt_from(folder: Path, capsys: Capture, template: tuple[str, ...]) -> None:
    (folder / "even.csv").write_text("x,far,y\n" + "".join(f"{i},{1 + 1010 * i},{2 * i % 3}\n" for i in range(60)))
    for ignored, names, told in (
        ("far", "x", "taken as a quantity"),
        ("", "far", "x is left out: it numbers the rows"),
    ):
        given = ("--data", "even.csv", "--target", "y", *(("--ignore", ignored) if ignored else ()))
        assert main(["new", *template, f"{names}.loom", *given]) == 0
        assert told in capsys.readouterr().err
        assert {b.column for b in load(folder / f"{names}.loom").data.bindings.values()} == {names, "y"}
    assert main(["check", "x.loom"]) == 0
    assert "numbers the rows" not in capsys.readouterr().out
    if not template:
        assert main(["new", "n.loom", "--data", "even.csv", "--target", "y", "--ignore", "x, far"]) == 1
        assert "can be learnt from. There is none besides the target" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("values", "learn", "loss", "classes"),
    [
        ("-1 1", (), "BinaryCrossentropy", "-1 1"),
        ("10 40", (), "BinaryCrossentropy", "10 40"),
        ("0 1 ?", (), "BinaryCrossentropy", "0 1"),
        ("2 3 4 ?", (), "SparseCategoricalCrossentropy", "2 3 4"),
        ("1 5 9", (), "MeanSquaredError", ""),
        ("1 5 9", ("--learn", "classes"), "SparseCategoricalCrossentropy", "1 5 9"),
        ("-1 1", ("--learn", "quantity"), "MeanSquaredError", ""),
    ],
)
def test_what_a_target_is_taken_for_is_said_and_can_be_changed(
    folder: Path, capsys: Capture, values: str, learn: tuple[str, ...], loss: str, classes: str
) -> None:
    given = values.split()
    rows = "".join(f"{i * 37 % 101 / 7:.3f},{given[i % len(given)]}\n" for i in range(90))
    (folder / "t.csv").write_text(f"x,y\n{rows}")
    assert main(["new", "t.loom", "--data", "t.csv", "--target", "y", *learn]) == 0
    told = capsys.readouterr().err
    count = len(classes.split())
    assert f"y is learnt as {f'{count} classes' if count else 'a quantity'}." in told
    assert ("give --learn " in told) == (not learn)
    root: Any = load(folder / "t.loom").main
    assert type(root.layer_of(root.outputs[0]).spec.loss).__name__ == loss
    assert main(["train", "t.loom", "--epochs", "1", "-o", "run"]) == 0
    assert main(["predict", "run", "-o", "p.npz"]) == 0
    with np.load(folder / "p.npz") as found:
        assert set(map(str, found["y_class"].tolist() if classes else ())) <= set(classes.split())
