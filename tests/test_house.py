"""The rules of the house, as tests: what keeps the code small, safe and at home where its name says."""

from __future__ import annotations

import ast
import functools
import importlib.metadata
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("graph", "runtime", "gui")
LONGEST_FILE = 400
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "misc", "common", "manager", "stuff", "tools"}
KERAS_NAMESPACES = {"runtime/utils.py"}  # Keras' own name: keras.utils.plot_model
CODE_FROM_DATA = {"pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal"}
RUNS_TEXT = {"eval", "exec", "__import__"}
QT_CALLS = 1_000


def shipped_files() -> list[Path]:
    """The Python files that users run."""
    return [ROOT / "start.py", *(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))]


def python_files() -> list[Path]:
    return [*shipped_files(), *sorted((ROOT / "tests").rglob("*.py"))]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(node: ast.expr) -> str:
    """`np.load` for the expression np.load; empty for anything that is not a plain dotted name."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def dangers(tree: ast.AST) -> Iterator[str]:
    """Every place that could run code a file or a user brought along."""
    for node in ast.walk(tree):
        imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        imported += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from (f"line {node.lineno}: imports {name}" for name in imported if name.split(".")[0] in CODE_FROM_DATA)
        if isinstance(node, ast.Call):
            yield from (f"line {node.lineno}: {why}" for why in call_dangers(node))


def call_dangers(call: ast.Call) -> Iterator[str]:
    function = dotted(call.func)
    constants = {word.arg: word.value.value for word in call.keywords if isinstance(word.value, ast.Constant)}
    if function in RUNS_TEXT:
        yield f"calls {function}"
    if function in ("np.load", "numpy.load", "np.lib.format.read_array") and constants.get("allow_pickle") is not False:
        yield f"{function} without allow_pickle=False"
    if function in ("yaml.load", "os.system", "os.popen") or constants.get("shell") is True:
        yield f"{function} hands text to an interpreter"


def test_no_file_is_longer_than_the_house_allows() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {name: count for name, count in lengths.items() if count > LONGEST_FILE} == {}


def test_every_file_is_named_for_what_is_in_it() -> None:
    vague = {name_of(path) for path in python_files() if {path.stem, path.parent.name} & VAGUE_NAMES}
    assert vague - KERAS_NAMESPACES == set()


def test_nothing_shipped_runs_code_that_came_as_data() -> None:
    found = {name_of(path): list(dangers(tree_of(path))) for path in shipped_files()}
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize(
    "text",
    [
        "import pickle",
        "from marshal import loads",
        "eval('1')",
        "exec(code)",
        "np.load(path)",
        "np.load(path, allow_pickle=True)",
        "subprocess.run(line, shell=True)",
    ],
)
def test_the_scan_sees_each_danger(text: str) -> None:
    assert list(dangers(ast.parse(text)))


@pytest.mark.parametrize("text", ["np.load(path, allow_pickle=False)", "model.eval()", "app.exec()", "import json"])
def test_the_scan_leaves_harmless_code_alone(text: str) -> None:
    assert list(dangers(ast.parse(text))) == []


ONE_PLACE = {
    "zipfile.ZipFile": {"graph/storage/safe_zip.py"},
    "os.replace": {
        "graph/storage/atomic.py",
        "graph/storage/previous.py",
        "runtime/training/run_folder.py",
        "start.py",
    },
    "os.fsync": {"graph/storage/atomic.py", "graph/storage/journal.py"},
    "tempfile.mkstemp": set(),
    "tempfile.NamedTemporaryFile": set(),
}
"""Where alone each may be called: run_folder moves whole results, start.py runs before there is anything else, and a
journal grows line by line."""


@pytest.mark.parametrize("function", ONE_PLACE)
def test_files_are_replaced_and_archives_read_in_one_place(function: str) -> None:
    def writes(call: ast.Call) -> bool:
        return len(call.args) > 1 and isinstance(call.args[1], ast.Constant) and call.args[1].value == "w"

    calls = ((path, node) for path in shipped_files() for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))
    found = {name_of(path) for path, call in calls if dotted(call.func) == function and not writes(call)}
    assert found == ONE_PLACE[function]


def test_no_bare_except_and_no_stub_is_shipped() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in shipped_files()
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.ExceptHandler) and node.type is None)
        or (isinstance(node, ast.Raise) and node.exc is not None and "NotImplementedError" in ast.dump(node.exc))
    ]
    assert found == []


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_explains_itself(package: str) -> None:
    assert len((ROOT / package / "README.md").read_text(encoding="utf-8").split()) > 100


def test_a_test_cannot_reach_the_network() -> None:
    with pytest.raises(PermissionError, match="tried to reach the network"), socket.socket() as out:
        out.connect(("192.0.2.1", 80))
    with pytest.raises(PermissionError, match="tried to reach the network"):
        socket.getaddrinfo("example.org", 80)


def test_processes_on_this_machine_can_still_talk() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


@pytest.mark.parametrize(
    ("package", "too_heavy"),
    [
        ("graph", {"PySide6", "numba", "pyqtgraph", "matplotlib", "h5py", "PIL", "runtime", "gui"}),
        ("runtime", {"PySide6", "pyqtgraph", "matplotlib", "h5py", "PIL", "scipy", "gui"}),
    ],
)
def test_importing_a_package_loads_nothing_heavy(package: str, too_heavy: set[str]) -> None:
    program = f"import sys, {package}; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {name.split(".")[0] for name in answer.stdout.split()} & too_heavy == set()


@pytest.fixture
def void_qt_calls(qapp: object) -> Iterator[dict[str, Callable[[], object]]]:
    """Methods of several Qt classes that return nothing, each ready to be called."""
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen

    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter, path, font, color, pen = QPainter(image), QPainterPath(), QFont(), QColor(), QPen()
    yield {
        "QPainter.setOpacity": lambda: painter.setOpacity(0.5),
        "QPainter.drawPath": lambda: painter.drawPath(path),
        "QPainterPath.moveTo": lambda: path.moveTo(QPointF(1, 2)),
        "QFont.setPointSize": lambda: font.setPointSize(9),
        "QColor.setRgb": lambda: color.setRgb(1, 2, 3),
        "QPen.setStyle": lambda: pen.setStyle(Qt.PenStyle.DashLine),
    }
    painter.end()


def test_void_qt_calls_do_not_use_up_none(void_qt_calls: dict[str, Callable[[], object]]) -> None:
    """PySide6 6.12.0 on Python 3.11 drops one reference to None at each of them, until the interpreter aborts."""
    lost = {}
    for name, call in void_qt_calls.items():
        before = sys.getrefcount(None)
        for _ in range(QT_CALLS):
            call()
        lost[name] = before - sys.getrefcount(None)
    assert {name: count for name, count in lost.items() if count > QT_CALLS // 10} == {}


def requirement_names(text: str) -> set[str]:
    return {line.split("==")[0] for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))}


def test_the_installed_versions_are_the_locked_ones() -> None:
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    locked = {line.split("==")[0]: line.split("==")[1].split()[0] for line in lock.splitlines() if "==" in line}
    ours = ("numpy", "numba", "llvmlite", "networkx", "pyside6-essentials", "h5py", "mypy", "ruff")
    assert {name: importlib.metadata.version(name) for name in ours} == {name: locked[name] for name in ours}


@pytest.mark.parametrize("lock_name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_names_versions_and_hashes_and_no_host(lock_name: str) -> None:
    text = (ROOT / lock_name).read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text
    blocks = text.replace("\\\n", " ").strip().splitlines()
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime_lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    development_lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    plain = {name.split(">")[0].lower() for name in project["dependencies"]}
    extra = {name.split(">")[0].lower() for name in project["optional-dependencies"]["dev"]}
    assert plain - requirement_names(runtime_lock) == set()
    assert extra - requirement_names(development_lock) == set()
    assert set(runtime_lock.splitlines()) - set(development_lock.splitlines()) == set()


def test_no_program_that_a_test_begins_reaches_the_network() -> None:
    code = "import socket; socket.getaddrinfo('a.invalid', 80)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "tried to reach the network" in run.stderr
