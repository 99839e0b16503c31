"""The description of data: values that survive JSON, name what is wrong, and become a plain script."""

from __future__ import annotations

import ast
import json
import runpy
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from graph.data.data_plan import Binding, DataPlan, UnknownKind, column_names
from graph.data.data_sets.csv_file import CsvFile
from graph.data.data_sets.data_set import Script
from graph.data.data_sets.digits import Digits
from graph.data.data_sets.image_folder import ImageFolder
from graph.data.data_sets.npy_files import NpyFiles
from graph.data.data_sets.npz_file import NpzFile
from graph.data.steps.missing import DropMissing, FillClasses
from graph.data.transforms import Cast, DataPlanError, Flatten, Integer, OneHot, ReshapeTo, Scale, Standardize
from graph.export.allowlist import check_script
from graph.export.data_script import needs_file, python_source
from graph.export.script_parts import BESIDE, HERE
from graph.specs.params import SpecError
from graph.specs.registry import kinds
from graph.specs.training import TrainingPlan
from runtime.data import Feed, as_array, open_dataset, prepare
from runtime.data.binding import rows_without_gaps
from runtime.data.rows import among, taken
from runtime.data.saving import save_columns
from runtime.data.splitting import Split

STEPS = (
    Scale(),
    Standardize(over="all"),
    OneHot(classes=3),
    Integer(offset=-1),
    Flatten(),
    ReshapeTo((2, -1)),
    Cast("int32"),
)


def test_every_kind_of_data_set_and_step_survives_json() -> None:
    for cls in kinds("dataset").values():
        spec = cls(path="some/where") if "path" in cls.__dataclass_fields__ else cls()
        plan = DataPlan(spec, {"layer-1": Binding("a, b_*", STEPS)}, validation=spec)
        assert DataPlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_generated_sets_say_so() -> None:
    for name, cls in kinds("dataset").items():
        assert cls.generated == name.startswith("Generated")
        assert cls.generated == cls.caption.startswith("Generated")


def test_what_a_newer_version_wrote_is_kept() -> None:
    given = {
        "dataset": {"kind": "Satellite", "orbit": 3},
        "validation": {"kind": "Digits", "size": "8x8", "rotation": 30},
        "bindings": {"i": {"column": "image", "steps": [{"kind": "Blur", "radius": 2}], "weight": 1}},
        "augmentation": ["flip"],
    }
    plan = DataPlan.from_json(given)
    assert plan.to_json() == given
    assert plan.dataset == UnknownKind("Satellite", {"orbit": 3})
    with pytest.raises(DataPlanError, match="Blur on column image is not known"):
        plan.bindings["i"].known_steps()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "the data plan must be a JSON object"),
        ({"bindings": 3}, "the bindings must be a JSON object"),
        ({"bindings": {"i": {"steps": []}}}, "needs the name of a column"),
        ({"bindings": {"i": {"column": "x", "steps": "Scale"}}}, "steps of column x must be a list"),
        ({"bindings": {"i": {"column": "x", "steps": [{"factor": 1}]}}}, "A step needs a kind"),
        (
            {"bindings": {"i": {"column": "x", "steps": [{"kind": "Scale", "factor": "big"}]}}},
            "factor must be a number",
        ),
        ({"bindings": {"i": {"column": "x", "steps": [{"kind": "ReshapeTo"}]}}}, "ReshapeTo needs a value for shape"),
        ({"dataset": {"kind": "Digits", "size": "9x9"}}, "size must be one of 8x8, 28x28, 32x32x3"),
        ({"dataset": {"kind": "NpzFile", "path": " "}}, "path must name a file or folder"),
        ({"dataset": {"kind": "NpzFile", "path": "a\0b"}}, "path must name a file or folder"),
        ({"dataset": "digits"}, "a dataset must be a JSON object"),
    ],
)
def test_a_bad_description_gives_one_sentence(given: object, sentence: str) -> None:
    with pytest.raises(DataPlanError, match=sentence):
        DataPlan.from_json(given)


def test_editing_makes_a_new_plan() -> None:
    plan = DataPlan(Digits())
    bound = plan.bind("i", Binding("image"))
    assert dict(plan.bindings) == {} and bound.bindings["i"].column == "image"
    assert bound.bind("i", None) == plan


def test_steps_know_shapes_and_dtypes() -> None:
    assert Binding("x", (Scale(), Flatten())).result((8, 8), "uint8") == ((64,), "float32")
    assert Binding("x", (OneHot(classes=10),)).result((1,), "uint8") == ((10,), "float32")
    assert Binding("x", (Integer(), OneHot(classes=4))).result((5,), "float32") == ((5, 4), "float32")
    assert Binding("x", (ReshapeTo((4, -1)),)).result((8, 8), "uint8") == ((4, 16), "uint8")
    with pytest.raises(DataPlanError, match="Put an Integer step before it"):
        Binding("x", (OneHot(classes=4),)).result((), "float32")
    with pytest.raises(DataPlanError, match=r"64 numbers of shape \(8, 8\) can't be reshaped to \(5, -1\)"):
        ReshapeTo((5, -1)).result((8, 8), "uint8")
    with pytest.raises(SpecError, match="at most one size may be -1"):
        ReshapeTo((-1, -1))


def test_columns_by_name_list_and_pattern() -> None:
    available = ("label", "pixel_1", "pixel_2", "a, b")
    assert column_names("label", available) == ("label",)
    assert column_names("a, b", available) == ("a, b",)
    assert column_names("pixel_*, label", available) == ("pixel_1", "pixel_2", "label")
    with pytest.raises(DataPlanError, match=r"no column 'pixle_\*'. The data set has: label, pixel_1"):
        column_names("pixle_*", available)


def to_categorical(values: np.ndarray, classes: int) -> np.ndarray:
    return np.eye(classes)[np.asarray(values, np.intp)]


def run_script(code: Script, folder: Path) -> Any:
    """What `load_data()` gives; the one name of Keras that the lines use is stood in for."""
    script = folder / "script.py"
    lines = ("import keras", "import numpy as np", *code.imports, BESIDE, code.functions, *code.lines)
    script.write_text("\n".join(["from pathlib import Path", HERE, *lines]), encoding="utf-8")
    stand_in = SimpleNamespace(utils=SimpleNamespace(to_categorical=to_categorical))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "keras", stand_in)
        return runpy.run_path(str(script))["load_data"]()


def script_gives_what_training_sees(plan: DataPlan, feeds: tuple[Feed, Feed], lines: Script, folder: Path) -> None:
    x, y = run_script(lines, folder)
    seen = prepare(open_dataset(plan.dataset), plan.bindings, feeds[:1], feeds[1:])
    np.testing.assert_allclose(x, as_array(seen.x[0]), rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(np.reshape(y, seen.y[0].shape), as_array(seen.y[0]), rtol=1e-6)


PAIRS = [("i", "x")], [("o", "y")]
FEEDS = (Feed("i", "in", (64,)), Feed("o", "out", (10,), is_target=True))


def test_script_reads_saved_columns_of_the_digits(tmp_path: Path) -> None:
    bindings = {"i": Binding("image", (Flatten(), Standardize())), "o": Binding("digit", (OneHot(),))}
    plan = DataPlan(Digits(size="8x8"), bindings)
    assert needs_file(plan)
    with pytest.raises(DataPlanError, match="must be saved in a file beside the script"):
        python_source(plan, *PAIRS)
    save_columns(open_dataset(plan.dataset), plan.bindings, tmp_path / "data.npz")
    assert [file.name for file in tmp_path.iterdir()] == ["data.npz"]
    script_gives_what_training_sees(plan, FEEDS, python_source(plan, *PAIRS, str(tmp_path / "data.npz")), tmp_path)


@pytest.mark.parametrize("kind", ["npz", "npy", "csv", "images"])
def test_script_reads_the_same_files(kind: str, tmp_path: Path) -> None:
    from PIL import Image

    random = np.random.default_rng(0)
    x, y = random.integers(0, 255, (12, 8, 8), np.uint8), np.arange(12) % 3
    steps = (Scale(), Flatten())
    bindings = {"i": Binding("image", steps), "o": Binding("label", (OneHot(),))}
    feeds = (FEEDS[0], Feed("o", "out", (3,), is_target=True))
    columns: tuple[str, ...] = ()
    if kind == "npz":
        np.savez(tmp_path / "d.npz", image=x, label=y)
        plan = DataPlan(NpzFile(str(tmp_path / "d.npz")), bindings)
    elif kind == "npy":
        np.save(tmp_path / "image.npy", x)
        np.save(tmp_path / "label.npy", y)
        plan = DataPlan(NpyFiles(str(tmp_path)), bindings)
    elif kind == "csv":
        names = [*(f"p{i}" for i in range(64)), "label"]
        rows = [[*map(str, image.ravel()), "abc"[n]] for image, n in zip(x, y, strict=True)]
        (tmp_path / "d.csv").write_text("\n".join(",".join(row) for row in [names, *rows]))
        columns = tuple(names)
        plan = DataPlan(CsvFile(str(tmp_path / "d.csv")), {**bindings, "i": Binding("p*", steps)})
    else:
        for i, (image, n) in enumerate(zip(x, y, strict=True)):
            (tmp_path / "abc"[n]).mkdir(exist_ok=True)
            Image.fromarray(image).save(tmp_path / "abc"[n] / f"{i:02}.png")
        plan = DataPlan(ImageFolder(str(tmp_path), height=8, width=8, colour="grey"), bindings)
    script_gives_what_training_sees(plan, feeds, python_source(plan, *PAIRS, columns=columns), tmp_path)


def test_script_standardizes_held_out_data_by_the_training_data(tmp_path: Path) -> None:
    for name, values in (("train", [[0.0], [2.0]]), ("held", [[4.0], [5.0]])):
        np.savez(tmp_path / f"{name}.npz", x=np.array(values, np.float32), y=np.zeros(2, np.float32))
    plan = DataPlan(
        NpzFile(str(tmp_path / "train.npz")),
        {"i": Binding("x", (Standardize(), Scale(2.0))), "o": Binding("y")},
        NpzFile(str(tmp_path / "held.npz")),
    )
    (x, _), (held, _) = run_script(python_source(plan, *PAIRS), tmp_path)
    assert x.tolist() == [[-2.0], [2.0]]
    assert held.tolist() == [[6.0], [8.0]]


def test_hostile_texts_stay_texts() -> None:
    for text in ("'); import os #", 'a"b', "a\nb", "\u202e", "{x}", "\\", "x" * 1000):
        plan = DataPlan(CsvFile(text, text_columns=text), {"i": Binding(text), "o": Binding("y")})
        code = python_source(plan, *PAIRS, columns=(text, "y"))
        tree = ast.parse("\n".join((*code.imports, *code.lines)))
        assert code.imports == ("import csv", "import re")
        called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and hasattr(node.func, "id")}
        assert called == {"beside", "read_csv"}


ODD_TABLE = "age;fare;port;y\n" + "".join(
    f"{'' if i % 7 == 3 else 20 + i};{i},{i % 10}5;{'SCQ'[i % 3] if i % 11 else 'NA'};{'no' if i < 20 else 'yes'}\n"
    for i in range(40)
)


@pytest.mark.parametrize("how", ["end", "shuffled", "stratified"])
def test_a_script_leaves_out_fills_and_splits_the_rows_as_training_does(how: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(ODD_TABLE)
    bindings = {
        "i": Binding("age, fare", (DropMissing(), Standardize())),
        "j": Binding("port", (FillClasses(by="own_class"), OneHot(classes=4))),
        "o": Binding("y"),
    }
    plan = DataPlan(CsvFile("t.csv"), bindings)
    training = TrainingPlan(validation_split=0.25, validation_from=how, seed=5)
    code = python_source(plan, [("i", "x"), ("j", "port")], [("o", "y")], training=training)
    check_script("\n".join((*code.imports, code.functions, *code.lines)))
    parts = run_script(code, tmp_path)
    feeds = [Feed("i", "in", (2,)), Feed("j", "port", (4,))]
    targets = [Feed("o", "out", (1,), is_target=True)]
    dataset = open_dataset(plan.dataset, tmp_path)
    rows = rows_without_gaps(dataset, bindings, (*feeds, *targets))
    kept = Split(0.25, how, 5).rows(len(rows), taken(dataset.column("y"), rows))
    train = prepare(dataset, bindings, feeds, targets, rows=among(rows, kept[0]))
    held = prepare(dataset, bindings, feeds, targets, train, among(rows, kept[1]))
    assert train.rows + held.rows == 34
    for (xs, y), seen in zip(parts, (train, held), strict=True):
        for x, column in zip((*xs, y), (*seen.x, *seen.y), strict=True):
            np.testing.assert_allclose(np.reshape(x, column.shape), as_array(column), rtol=1e-5, atol=1e-6)
