"""Bad inputs, one row each: a single clear sentence that names the place, no traceback, and no file changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from graph.data.data_sets.npz_file import NpzFile
from runtime.cli import main
from runtime.files import templates
from tests import bad_inputs as make
from tests.bad_inputs import Prepare, X, Y, opening, saved, small, training, with_file


@dataclass(frozen=True)
class Case:
    """`prepare` makes the bad input in a folder and gives the arguments; `words` must stand in the sentence."""

    name: str
    prepare: Prepare
    words: tuple[str, ...]
    code: int = 1


DEEP = '{"a":' * 200 + "1" + "}" * 200
HOSTILE = "x\x1b[2J\n'); import os #\u202e"

CASES = (
    # Project files
    Case("no such project", with_file("summary", "{}/nothing.loom"), ("nothing.loom",)),
    Case("an empty project", opening(""), ("project.loom", "is empty")),
    Case("no JSON", opening("hello"), ("project.loom", "JSON", "line 1")),
    Case("half a project", opening(templates.text("tweets")[:900]), ("project.loom", "line")),
    Case("bytes that are no text", opening(b"\xff\xfe\x00PK\x03\x04"), ("project.loom", "UTF-8")),
    Case("a folder as project", lambda f: ("summary", f), ("folder",)),
    Case("JSON of another program", opening('{"format": "drawing"}'), ("project.loom", "'drawing'")),
    Case("a version that never was", opening('{"format": "layerloom", "version": 0}'), ("version", "0")),
    Case("a key twice", opening('{"format": "layerloom", "format": 1}'), ("'format'", "twice")),
    Case("a number that is none", opening('{"format": "layerloom", "version": NaN}'), ("NaN",)),
    Case("200 levels deep", opening(DEEP), ("100 levels",)),
    Case(
        "a root that isn't there", opening(make.changed("decoder", ('"root": "m1"', '"root": "m7"'))), ("'m7'", "root")
    ),
    Case("a wire from nowhere", opening(make.changed("tweets", ('["c7", "c8"]', '["c7", "c99"]'))), ("c10", "c99")),
    Case("a call of no layer", opening(make.changed("tweets", ('"layer": "l9"', '"layer": "l99"'))), ("c10", "l99")),
    Case("a name that is a number", opening(make.changed("tweets", ('"name": "dense"', '"name": 5'))), ("name", "5")),
    # Networks that can't be
    Case("a cycle in the file", training(lambda f: saved(f, make.with_cycle())), ("middle",)),
    Case("a model within itself", training(lambda f: saved(f, make.within_itself())), ("itself", "small")),
    Case("an Output without a wire", training(lambda f: saved(f, make.unconnected())), ("middle",)),
    Case(
        "an unknown kind of layer",
        training(lambda f: make.project(f, make.changed("decoder", ('"kind": "Reshape"', '"kind": "Warp"')))),
        ("reshape", "Warp"),
    ),
    Case(
        "a parameter below its range",
        training(lambda f: make.project(f, make.changed("tweets", ('"units": 64', '"units": -3')))),
        ("shared_lstm", "units", "-3"),
    ),
    Case(
        "a Reshape that doesn't fit",
        training(lambda f: saved(f, small("Reshape", (3,), target_shape=(5, 5)))),
        ("middle", "(5, 5)"),
    ),
    Case(
        "a kernel larger than the image",
        training(lambda f: saved(f, small("Conv2D", (4, 4, 1), filters=2, kernel_size=9))),
        ("middle", "9"),
    ),
    Case("no loss anywhere", training(lambda f: saved(f, small(units=2, loss=None))), ("loss",)),
    Case(
        "more weights than any memory",
        training(lambda f: make.on_npz(f, small(units=2**40), x=X, y=Y)),
        ("memory",),
    ),
    Case("a hostile name", training(lambda f: saved(f, make.named(HOSTILE))), ("import os", "(5, 5)")),
    # Data
    Case("no data set", training(lambda f: saved(f, small(units=2))), ("data",)),
    Case(
        "a data set that moved away",
        training(lambda f: saved(f, make.fed(small(units=2), NpzFile(path="gone.npz")))),
        ("gone.npz",),
    ),
    Case("an Output without data", training(make.without_targets), ("middle",)),
    Case("a missing column", training(lambda f: make.on_csv(f, [["a", "b", "y"], [1, 2, 3]])), ("'c'", "a, b, y")),
    Case(
        "a table with a gap",
        training(lambda f: make.on_csv(f, [["a", "b", "c", "y"], [1, 2, 3, 4], [1, "nan", 3, 4]])),
        ("x", "row 1, counted"),
    ),
    Case(
        "a table with a short line",
        training(lambda f: make.on_csv(f, [["a", "b", "c", "y"], [1, 2, 3, 4], [1, 2]])),
        ("table.csv", "line 3"),
    ),
    Case(
        "NaN in an array",
        training(lambda f: make.on_npz(f, small(units=1), x=make.holding(np.nan), y=Y)),
        ("'x'", "row 2, counted"),
    ),
    Case(
        "infinity",
        training(lambda f: make.on_npz(f, small(units=1), x=make.holding(np.inf), y=Y)),
        ("infinity", "row 2"),
    ),
    Case(
        "arrays of unequal length", training(lambda f: make.on_npz(f, small(units=1), x=X, y=Y[:3])), ("'y'", "3", "4")
    ),
    Case("no samples", training(lambda f: make.on_npz(f, small(units=1), x=X[:0], y=Y[:0])), ("data.npz",)),
    Case(
        "samples of another shape",
        training(lambda f: make.on_npz(f, small(units=1), x=np.zeros((4, 5), np.float32), y=Y)),
        ("'x'", "(3,)", "(5,)"),
    ),
    Case(
        "targets of another shape",
        training(lambda f: make.on_npz(f, small(units=2), x=X, y=np.zeros((4, 7), np.float32))),
        ("middle", "(2,)", "(7,)"),
    ),
    Case("a class number too large", make.sparse([0, 1, 2, 3]), ("middle", "3", "row 3")),
    Case("class numbers with fractions", make.sparse([0.5, 1, 2, 0]), ("middle", "whole")),
    Case("a word past the table", make.embedding(np.array([[1, 2, 3, 10]])), ("'x'", "10", "row 0")),
    Case("fractions for an Embedding", make.embedding(np.array([[0.5, 1, 2, 3]])), ("'x'", "whole")),
    Case("half an archive", training(make.broken_npz), ("data.npz",)),
    Case("an archive of objects", training(lambda f: make.broken_npz(f, make.objects())), ("data.npz",)),
    Case(
        "a split that leaves nothing",
        training(lambda f: saved(f, make.split_to_nothing())),
        ("validation",),
    ),
    Case(
        "other data of no known kind",
        lambda f: ("train", "decoder", "--data", make.write(f / "a.xyz", b"1")),
        ("a.xyz",),
    ),
    Case("other data that isn't there", with_file("train", "decoder", "--data", "{}/gone.npz"), ("gone.npz",)),
    # Keras files and weights
    Case("half a .keras file", lambda f: ("summary", make.cut(make.keras_file(f))), ("model.keras",)),
    Case("a .keras file of text", lambda f: ("summary", make.write(f / "model.keras", b"no zip")), ("model.keras",)),
    Case(
        "a .keras file with code in it", lambda f: ("summary", make.keras_file(f, make.to_lambda)), ("Lambda", "middle")
    ),
    Case(
        "a .keras file whose weights don't fit",
        lambda f: ("summary", make.keras_file(f, make.wider)),
        ("(3, 2)", "(3, 3)"),
    ),
    Case("no weights to evaluate", with_file("evaluate", "decoder"), ("--weights",)),
    Case(
        "weights of another model",
        lambda f: ("evaluate", "decoder", "--weights", make.trained(f, small(units=2))),
        ("weights.h5", "not of this model"),
    ),
    Case(
        "half a file of weights",
        lambda f: ("evaluate", saved(f, small(units=2)), "--weights", make.cut(make.trained(f, small(units=2)))),
        ("weights.h5",),
    ),
    Case(
        "weights that lead elsewhere",
        lambda f: ("evaluate", saved(f, small(units=2)), "--weights", make.linked(f)),
        ("weights.h5", "link"),
    ),
    Case(
        "weights in an older layout",
        lambda f: ("evaluate", saved(f, small(units=2)), "--weights", make.other_layout(f)),
        ("old.h5", "weights of 0 layers"),
    ),
    Case("weights that aren't there", with_file("evaluate", "decoder", "--weights", "{}/no.h5"), ("no.h5",)),
    # Where results go
    Case("a run where a file is", lambda f: ("train", "decoder", "-o", make.write(f / "run", b"mine")), ("run", "-o")),
    Case(
        "a new project over an old one",
        lambda f: ("new", "decoder", make.project(f, "mine")),
        ("project.loom", "exists"),
    ),
    Case("a new project in no folder", with_file("new", "decoder", "{}/gone/a.loom"), ("a.loom",)),
    Case("a template that isn't", with_file("new", "perceptron", "{}/a.loom"), ("'perceptron'", "fully_connected")),
    Case("a script that is a picture", with_file("export", "decoder", "-o", "{}/a.png"), (".py", "a.png")),
    Case("a script in no folder", with_file("export", "decoder", "-o", "{}/gone/a.py"), ("gone",)),
    Case("a picture that is a text", with_file("plot", "decoder", "-o", "{}/a.txt"), (".png", "a.txt")),
    Case("predictions as text", with_file("predict", "decoder", "-o", "{}/a.txt"), (".npz", "a.txt")),
    Case("a name with a zero byte", with_file("summary", "a\0b.loom"), ("a",)),
    Case("a name longer than any", with_file("summary", "{}/" + "a" * 300 + ".loom"), ("aaa",)),
    # Arguments
    Case("no epochs", with_file("train", "decoder", "--epochs", "0"), ("--epochs", "'0'"), 2),
    Case("epochs in words", with_file("train", "decoder", "--epochs", "ten"), ("--epochs", "'ten'"), 2),
    Case("a batch of less than one", with_file("train", "decoder", "--batch-size", "-1"), ("--batch-size",), 2),
    Case("a mistyped command", with_file("trian", "decoder"), ("'trian'", "train"), 2),
    Case("a command without its file", with_file("train"), ("FILE", "--resume")),
    Case("an option that isn't", with_file("check", "decoder", "--fast"), ("--fast",), 2),
)


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_clear_sentence_and_nothing_lost(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = [str(argument) for argument in case.prepare(tmp_path)]
    before = contents(tmp_path)
    code = main(arguments)
    said = capsys.readouterr().err
    if said.startswith("project.loom was changed by hand"):  # what the checksum says comes before, as a line of its own
        said = said.partition("\n")[2]
    assert code == case.code, said
    assert said.startswith("layerloom: ") and said.count("\n") == 1 and said.endswith((".\n", "?\n")), said
    assert "Traceback" not in said and "never should" not in said
    assert said.strip().isprintable()
    for word in case.words:
        assert word in said, said
    assert contents(tmp_path) == before


def test_there_are_enough_of_them() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 30
