"""A script, a notebook and a folder in all forms: formatted by one formatter's rules, and complete."""

from __future__ import annotations

import ast
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from graph.document.document import Document
from graph.export.allowlist import check_script
from graph.export.keras_code import FORMS, keras_code
from graph.export.line_breaks import broken
from graph.export.notebook import notebook
from graph.export.project_folder import project_files
from graph.specs.quoting import quoted
from graph.storage.storage import loads
from tests.graph.export.test_keras_code import FIELDS, SYSTEMS, TEMPLATES, hostile_names, named, system


def documents() -> dict[str, Document]:
    found = {path.stem: loads(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    return {**found, **{case: system(case) for case in SYSTEMS}}


@pytest.mark.parametrize("width", [88, 100])
def test_a_formatter_leaves_all_as_it_is(width: int, tmp_path: Path) -> None:
    draw = random.Random(3)
    for name, document in documents().items():
        for form in FORMS:
            (tmp_path / f"{name}_{form}.py").write_text(keras_code(document, form), encoding="utf-8")
        (tmp_path / f"{name}.ipynb").write_text(notebook(document), encoding="utf-8")
        for file, text in project_files(document, weight_file="a.weights.h5").items():
            (tmp_path / f"{name}_{file}").write_text(text, encoding="utf-8")
    for number, text in enumerate(draw.sample(hostile_names(), 40)):
        for field in FIELDS:
            if field != "column" or not {",", "*"} & set(text):
                script = keras_code(named(field, text))
                (tmp_path / f"hostile_{field}_{number}.py").write_text(script, encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff", "format", "--isolated", "--diff", f"--line-length={width}", str(tmp_path)]
    done = subprocess.run(ruff, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[:2000] + done.stderr[-2000:]


@pytest.mark.parametrize("name", ["plain", 'a "b"', "it's", 'it\'s "b"', "\\", "\n", "\u202e", "\ud800", "é"])
def test_a_text_in_quotes_is_that_text(name: str) -> None:
    assert ast.literal_eval(quoted(name)) == name
    assert quoted(name).startswith("'" if name.count('"') > name.count("'") else '"')


def test_long_lines_are_broken_and_say_the_same() -> None:
    line = f"    x = layers.Dense({', '.join(f'a_{i}=(1, [2, {{3: f(4)}}])' for i in range(9))})(first)[1:2]"
    lines = broken(line)
    assert len(lines) > 9 and max(map(len, lines)) <= 88
    assert ast.dump(ast.parse(line.strip())) == ast.dump(ast.parse("\n".join(lines).strip()))


def test_the_forms_hold_what_they_say() -> None:
    document = documents()["fully_connected"]
    alone, weights, whole = (keras_code(document, form) for form in ("architecture", "weights", "training"))
    assert "load_data" not in alone and "compile" not in alone and "import numpy" not in alone
    assert 'load_weights(beside("fully_connected.weights.h5"))' in weights and "fit" not in weights
    for word in ("load_data", "compile", "fit", "evaluate", "save", "set_random_seed"):
        assert word in whole
    assert "/ 255" in whole and "0.0039" not in whole


def test_a_notebook_is_the_script_in_cells() -> None:
    found = json.loads(notebook(documents()["tweets"]))
    code = ["".join(cell["source"]) for cell in found["cells"] if cell["cell_type"] == "code"]
    assert {tuple(cell) for cell in found["cells"] if cell["cell_type"] == "markdown"} == {
        ("cell_type", "id", "metadata", "source")
    }
    tree = ast.parse("\n".join(code))
    assert {node.name for node in tree.body if isinstance(node, ast.FunctionDef)} == {
        "beside",
        "load_data",
        "build_model",
    }
    assert any("model.fit(" in text for text in code) and "__file__" not in "".join(code)


def test_a_folder_has_model_data_and_training() -> None:
    files = project_files(documents()["headline"], weight_file="old.weights.h5")
    assert set(files) == {"README.md", "requirements.txt", "model.py", "data.py", "train.py"}
    for name, text in files.items():
        if name.endswith(".py"):
            check_script(text)
    assert "from model import build_model" in files["train.py"] and "old.weights.h5" in files["README.md"]


@pytest.mark.parametrize("field", ["layer", "model", "path"])
def test_hostile_names_stay_out_of_the_cells_and_files(field: str) -> None:
    for text in hostile_names()[:60]:
        document = named(field, text)
        json.loads(notebook(document))
        for name, source in project_files(document).items():
            if name.endswith(".py"):
                check_script(source)
        assert project_files(document)["README.md"] == project_files(named(field, "plain"))["README.md"]
