"""start.py on machines unlike this: older Pythons, bare systems, no display, interrupted and simultaneous starts."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


class Ran(list[list[str]]):
    """The commands that start.py would have run."""

    def named(self, program: str) -> list[list[str]]:
        return [command for command in self if Path(command[0]).stem == program]


def nothing_happens(*_: object, **__: object) -> None:
    return None


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """start.py, standing in an empty project folder."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    for name in (*LOCKS, "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "CI", "SSH_CONNECTION"):
        monkeypatch.delenv(variable, raising=False)
    return module


@pytest.fixture
def ran(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Ran:
    """Nothing is run or installed; what would have been is written down, and the environment pretends to be made."""
    commands = Ran()

    def make_venv() -> None:
        python = start.venv_program("python")
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    def call(command: list[str], **_: object) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(start, "make_venv", make_venv)
    monkeypatch.setattr(start, "is_our_venv", lambda: start.venv_program("python").exists())
    monkeypatch.setattr(start, "pip", lambda arguments, count: commands.append(["pip", *arguments]))
    monkeypatch.setattr(start, "launch", call)
    monkeypatch.setattr(start.subprocess, "call", call)
    monkeypatch.setattr(start, "loads", lambda library: True)
    return commands


def on_linux(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, programs: set[str], user: int, missing: set[str]
) -> Ran:
    """A Linux machine with these programs, this user's id, and without these libraries until a package brings them."""
    commands = Ran()

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        if "install" in command or "-S" in command:
            missing.clear()
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(start.sys, "platform", "linux")
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}" if name in programs else None)
    monkeypatch.setattr(start.os, "geteuid", lambda: user, raising=False)
    monkeypatch.setattr(start.subprocess, "run", run)
    monkeypatch.setattr(start, "loads", lambda library: library not in missing)
    return commands


def test_python_38_can_read_it_and_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    imports = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    imports += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.split(".")[0] for name in imports} - set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize(
    ("found", "mend"), [({"python3.12"}, "Start it with: python3.12 start.py"), (set(), "Install a newer Python")]
)
def test_an_old_python_is_refused_in_a_sentence(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, found: set[str], mend: str
) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda name: name if name in found else None)
    with pytest.raises(start.Stop, match=r"needs Python 3\.11 or newer; this is Python 3\.10\.") as stop:
        start.check_python((3, 10))
    assert mend in str(stop.value)


def test_the_first_start_installs_the_lock_with_hashes_then_the_project(start: ModuleType, ran: Ran) -> None:
    assert start.main([]) == 0
    lock, project = ran.named("pip")
    assert "--require-hashes" in lock and lock[-1].endswith("requirements.lock")
    assert {"--no-deps", "--no-build-isolation", "--editable"} < set(project)
    (compiled,) = (command for command in ran if "compileall" in command)
    assert [Path(folder).name for folder in compiled[-3:]] == ["graph", "runtime", "gui"]


def test_a_second_start_installs_nothing_and_adds_less_than_a_second(start: ModuleType, ran: Ran) -> None:
    start.main([])
    ran.clear()
    began = time.process_time()
    assert start.main([]) == 0
    assert time.process_time() - began < 1
    assert ran.named("pip") == []


def change_lock(start: ModuleType) -> None:
    with (start.ROOT / "requirements.lock").open("a") as lock:
        lock.write("# one more\n")


def lose_python(start: ModuleType) -> None:
    start.venv_program("python").unlink()


def move_folder(start: ModuleType) -> None:
    moved = start.ROOT.with_name("elsewhere")
    start.ROOT.rename(moved)
    start.ROOT = moved


@pytest.mark.parametrize("change", [change_lock, lose_python, move_folder])
def test_what_the_environment_depends_on_makes_it_install_again(
    start: ModuleType, ran: Ran, change: Callable[[ModuleType], None]
) -> None:
    start.main([])
    ran.clear()
    change(start)
    start.main([])
    assert len(ran.named("pip")) == 2


def test_the_tests_environment_serves_the_application_too(start: ModuleType, ran: Ran) -> None:
    start.main(["test"])
    ran.clear()
    start.main([])
    assert ran.named("pip") == []


def test_an_interrupted_installation_leaves_no_stamp_and_starts_afresh(
    start: ModuleType, ran: Ran, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(arguments: list[str], count: int) -> None:
        raise KeyboardInterrupt

    made: list[str] = []
    make_venv, pip = start.make_venv, start.pip
    monkeypatch.setattr(start, "make_venv", lambda: made.append("made") or make_venv())
    monkeypatch.setattr(start, "pip", interrupted)
    assert start.main([]) == 130
    assert "the next start goes on from here" in capsys.readouterr().err
    assert not start.is_ready("requirements.lock")
    monkeypatch.setattr(start, "pip", pip)
    assert start.main([]) == 0
    assert start.is_ready("requirements.lock")
    assert made == ["made", "made"]


def test_two_starts_at_once_install_once(start: ModuleType, ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = start.pip
    monkeypatch.setattr(start, "pip", lambda arguments, count: (time.sleep(0.2), pip(arguments, count)))
    starts = [threading.Thread(target=start.prepare, args=("requirements.lock",)) for _ in range(2)]
    for thread in starts:
        thread.start()
    for thread in starts:
        thread.join()
    assert len(ran.named("pip")) == 2  # the lock and the project, by one of the two


def test_a_failing_pip_shows_its_last_words_and_no_traceback(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "is_our_venv", lambda: True)
    monkeypatch.setattr(start, "venv_program", lambda name: Path(sys.executable))
    (start.ROOT / ".venv").mkdir()
    (start.ROOT / "requirements.lock").write_text("../no-such-folder\n")
    assert start.main([]) == 1
    told = capsys.readouterr().err
    assert "no-such-folder" in told and "The next start tries again." in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("darwin", {}, True),
        ("darwin", {"CI": "true"}, False),
        ("darwin", {"SSH_CONNECTION": "somewhere"}, False),
        ("win32", {}, True),
        ("win32", {"CI": "true"}, False),
    ],
)
def test_whether_there_is_a_display(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], expected: bool
) -> None:
    monkeypatch.setattr(start.sys, "platform", platform)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert start.has_display() is expected


@pytest.mark.parametrize(
    ("arguments", "ending"),
    [([], ["-m", "gui", "--template", "fully_connected"]), (["my.loom"], ["-m", "gui", "my.loom"])],
)
def test_with_a_display_the_editor_opens(
    start: ModuleType, ran: Ran, monkeypatch: pytest.MonkeyPatch, arguments: list[str], ending: list[str]
) -> None:
    monkeypatch.setattr(start.sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    start.main(arguments)
    assert ran[-1][0] == str(start.venv_program("python")) and ran[-1][-len(ending) :] == ending


@pytest.mark.parametrize(("arguments", "what"), [([], "fully_connected"), (["my.loom"], "my.loom")])
def test_without_a_display_it_trains_into_a_run_folder(
    start: ModuleType, ran: Ran, monkeypatch: pytest.MonkeyPatch, arguments: list[str], what: str
) -> None:
    monkeypatch.setattr(start.sys, "platform", "linux")
    start.main(arguments)
    program, verb, trained, option, run = ran[-1]
    assert (Path(program).stem, verb, trained, option) == ("layerloom", "train", what, "-o")
    assert Path(run).parent == Path("runs") and Path(run).name.endswith(Path(what).stem)


def test_the_test_run_checks_first_and_ends_with_pytest(start: ModuleType, ran: Ran) -> None:
    assert start.main(["test"]) == 0
    commands = [" ".join([Path(command[0]).stem, *command[1:]]) for command in ran[3:]]
    assert commands == ["ruff check", "ruff format --check", "mypy", "lint-imports", "pytest -n 2 -q"]


def test_arguments_go_to_pytest_alone(start: ModuleType, ran: Ran) -> None:
    start.main(["test", "tests/graph", "-x"])
    assert [Path(ran[-1][0]).stem, *ran[-1][1:]] == ["pytest", "tests/graph", "-x"]
    assert len(ran) == 4


@pytest.mark.parametrize("bad", ["ruff check", "ruff format --check", "mypy", "lint-imports", "pytest -n 2 -q"])
def test_any_failed_check_fails_the_run_and_is_named_after_it(
    start: ModuleType, ran: Ran, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    named = []

    def call(command: list[str], env: dict[str, str] | None = None, **_: object) -> int:
        named.append((env or {}).get("LAYERLOOM_FAILED_CHECKS"))
        return int(" ".join([Path(command[0]).stem, *command[1:]]) == bad)

    monkeypatch.setattr(start.subprocess, "call", call)
    assert start.main(["test"]) == 1
    assert named[-1] == ("" if bad.startswith("pytest") else bad)


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get install -y -q --no-install-recommends libegl1 libxcb-cursor0"),
        ("dnf", "sudo dnf install -y mesa-libEGL xcb-util-cursor"),
        ("pacman", "sudo pacman -S --needed --noconfirm libglvnd xcb-util-cursor"),
        ("zypper", "sudo zypper --non-interactive install Mesa-libEGL1 libxcb-cursor0"),
    ],
)
def test_missing_qt_libraries_are_named_with_the_line_that_installs_them(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, manager: str, line: str
) -> None:
    commands = on_linux(start, monkeypatch, {manager}, 1000, {"libEGL.so.1", "libxcb-cursor.so.0"})
    with pytest.raises(start.Stop, match=r"not there: libEGL\.so\.1, libxcb-cursor\.so\.0\.") as stop:
        start.provide_qt_libraries({"any", "xcb"})
    assert line in str(stop.value)
    assert commands == []


def test_root_gets_them_installed_after_an_update(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = on_linux(start, monkeypatch, {"apt-get"}, 0, {"libGL.so.1"})
    start.provide_qt_libraries({"any"})
    assert [command[:2] for command in commands] == [["apt-get", "update"], ["apt-get", "install"]]
    assert commands[-1][-1] == "libgl1"


def test_without_a_known_package_manager_the_libraries_are_named(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_linux(start, monkeypatch, set(), 0, {"libGL.so.1"})
    with pytest.raises(start.Stop, match=r"libGL\.so\.1"):
        start.provide_qt_libraries({"any"})


def test_offscreen_tests_do_not_ask_for_the_x11_libraries(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = on_linux(start, monkeypatch, {"apt-get"}, 0, {"libxcb-cursor.so.0", "libwayland-cursor.so.0"})
    start.provide_qt_libraries({"any"})
    assert commands == []


def test_the_library_table_is_complete(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "loads", lambda library: False)
    rows = start.missing_qt_libraries({"any", "xcb", "wayland"})
    assert len(rows) > 25
    assert all(set(row) == {"library", "for", *start.MANAGERS} for row in rows)


def test_a_python_without_venv_gets_the_line_that_mends_it(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    on_linux(start, monkeypatch, {"apt-get"}, 1000, set())
    monkeypatch.setattr(start.importlib.util, "find_spec", nothing_happens)
    with pytest.raises(start.Stop, match=rf"sudo apt-get install .*python3\.{sys.version_info[1]}-venv"):
        start.make_venv()


def test_the_matrix_runs_these_tests_on_every_system_and_python() -> None:
    text = (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    assert "run: python start.py test\n" in text
    assert all(f'"3.{minor}"' in text for minor in range(11, 15))
    assert all(system in text for system in ("ubuntu", "macos", "windows"))


@pytest.mark.parametrize(("arguments", "code"), [(["--help"], 0), (["--frobnicate"], 2), (["a.loom", "b.loom"], 2)])
def test_help_and_misuse_show_the_commands(
    start: ModuleType, ran: Ran, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    assert start.main(arguments) == code
    assert "python3 start.py test" in capsys.readouterr().out
    assert ran == []
