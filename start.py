"""Starts Layerloom on a machine that has nothing but Python 3.11 or newer.

    python3 start.py             opens the editor on the handwritten-digits example; without a display, trains it
    python3 start.py FILE.loom   the same with your own file
    python3 start.py test        checks style, types and package boundaries, then runs all tests
    python3 start.py test ARGS   runs pytest alone with these arguments

The first start makes .venv beside this file and installs the locked dependencies there; later ones go straight on.
Standard library only, and written so that a Python too old to run it can still read it and say so.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import Iterator, Sequence

ROOT = Path(__file__).resolve().parent
OLDEST = (3, 11)
EXAMPLE = "fully_connected"
RUNTIME_LOCK = "requirements.lock"
DEVELOPMENT_LOCK = "requirements-dev.lock"  # holds every line of the runtime lock too

# What Qt 6 loads at run time on Linux and does not bring along, as `objdump -p` names it for QtGui and for its plugins
# "offscreen" (any), "xcb" and "wayland"; then the package that holds it for each package manager.
QT_LIBRARIES = """
library                  for      apt-get             dnf                 pacman              zypper
libEGL.so.1              any      libegl1             mesa-libEGL         libglvnd            Mesa-libEGL1
libGL.so.1               any      libgl1              mesa-libGL          libglvnd            Mesa-libGL1
libxkbcommon.so.0        any      libxkbcommon0       libxkbcommon        libxkbcommon        libxkbcommon0
libdbus-1.so.3           any      libdbus-1-3         dbus-libs           dbus                libdbus-1-3
libfontconfig.so.1       any      libfontconfig1      fontconfig          fontconfig          libfontconfig1
libfreetype.so.6         any      libfreetype6        freetype            freetype2           libfreetype6
libglib-2.0.so.0         any      libglib2.0-0        glib2               glib2               libglib-2_0-0
libgthread-2.0.so.0      any      libglib2.0-0        glib2               glib2               libgthread-2_0-0
libz.so.1                any      zlib1g              zlib                zlib                libz1
libzstd.so.1             any      libzstd1            libzstd             zstd                libzstd1
libX11.so.6              any      libx11-6            libX11              libx11              libX11-6
libstdc++.so.6           any      libstdc++6          libstdc++           gcc-libs            libstdc++6
libX11-xcb.so.1          xcb      libx11-xcb1         libX11-xcb          libx11              libX11-xcb1
libxcb.so.1              xcb      libxcb1             libxcb              libxcb              libxcb1
libxcb-glx.so.0          xcb      libxcb-glx0         libxcb              libxcb              libxcb-glx0
libxcb-randr.so.0        xcb      libxcb-randr0       libxcb              libxcb              libxcb-randr0
libxcb-render.so.0       xcb      libxcb-render0      libxcb              libxcb              libxcb-render0
libxcb-shape.so.0        xcb      libxcb-shape0       libxcb              libxcb              libxcb-shape0
libxcb-shm.so.0          xcb      libxcb-shm0         libxcb              libxcb              libxcb-shm0
libxcb-sync.so.1         xcb      libxcb-sync1        libxcb              libxcb              libxcb-sync1
libxcb-xfixes.so.0       xcb      libxcb-xfixes0      libxcb              libxcb              libxcb-xfixes0
libxcb-xkb.so.1          xcb      libxcb-xkb1         libxcb              libxcb              libxcb-xkb1
libxcb-cursor.so.0       xcb      libxcb-cursor0      xcb-util-cursor     xcb-util-cursor     libxcb-cursor0
libxcb-icccm.so.4        xcb      libxcb-icccm4       xcb-util-wm         xcb-util-wm         libxcb-icccm4
libxcb-image.so.0        xcb      libxcb-image0       xcb-util-image      xcb-util-image      libxcb-image0
libxcb-keysyms.so.1      xcb      libxcb-keysyms1     xcb-util-keysyms    xcb-util-keysyms    libxcb-keysyms1
libxcb-render-util.so.0  xcb      libxcb-render-util0 xcb-util-renderutil xcb-util-renderutil libxcb-render-util0
libxcb-util.so.1         xcb      libxcb-util1        xcb-util            xcb-util            libxcb-util1
libxkbcommon-x11.so.0    xcb      libxkbcommon-x11-0  libxkbcommon-x11    libxkbcommon-x11    libxkbcommon-x11-0
libwayland-client.so.0   wayland  libwayland-client0  libwayland-client   wayland             libwayland-client0
libwayland-cursor.so.0   wayland  libwayland-cursor0  libwayland-cursor   wayland             libwayland-cursor0
"""

MANAGERS = {
    "apt-get": (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends"]),
    "dnf": ([], ["dnf", "install", "-y"]),
    "pacman": ([], ["pacman", "-S", "--needed", "--noconfirm"]),
    "zypper": ([], ["zypper", "--non-interactive", "install"]),
}

PACKAGES = ("graph", "runtime", "gui")

CHECKS = ("ruff check", "ruff format --check", "mypy", "lint-imports")


class Stop(Exception):  # it ends the start with a sentence for the user, not a traceback
    """Layerloom cannot start; the text says why and what mends it."""


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code for the shell."""
    try:
        check_python(sys.version_info[:2])
        if arguments[:1] == ["test"]:
            prepare(DEVELOPMENT_LOCK)
            provide_qt_libraries({"any"})
            return run_tests(arguments[1:])
        if len(arguments) > 1 or (arguments and arguments[0].startswith("-")):
            print(__doc__)
            return 0 if arguments[0] in ("-h", "--help") else 2
        prepare(RUNTIME_LOCK)
        if has_display():
            provide_qt_libraries(qt_platforms())
        return launch(application(arguments[0] if arguments else None))
    except Stop as stop:
        print("\n" + str(stop), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. Nothing is broken: the next start goes on from here.", file=sys.stderr)
        return 130


def check_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that is too old, and name a newer one if the machine has it."""
    if version >= OLDEST:
        return
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    mend = f"Start it with: {newer[0]} start.py" if newer else "Install a newer Python, then start again with it."
    received = ".".join(map(str, version))
    raise Stop(f"Layerloom needs Python 3.11 or newer; this is Python {received}. {mend}")


# The environment: .venv, the locked packages, and a stamp that says they are all there.


def venv_program(name: str) -> Path:
    """The path of a program in the environment; it need not exist yet."""
    windows = sys.platform == "win32"
    return ROOT / ".venv" / ("Scripts" if windows else "bin") / (name + ".exe" if windows else name)


def prepare(lock_name: str) -> None:
    """Bring `.venv` to what the lock file says; returns at once if it is so already."""
    if is_ready(lock_name):
        return
    try:
        with alone():
            if not is_ready(lock_name):  # else the start we waited for has done it
                install(lock_name)
    except OSError as error:
        raise Stop(f"Layerloom could not set up its environment in {ROOT / '.venv'}: {error}") from error


def is_ready(lock_name: str) -> bool:
    """Whether the stamp vouches for this lock and the environment's Python is still there."""
    stamp = ROOT / ".venv" / "layerloom.stamp"
    return venv_program("python").exists() and stamp.exists() and fingerprint(lock_name) in stamp.read_text().split()


def fingerprint(lock_name: str) -> str:
    """What an environment depends on: the lock, the project's metadata, the Python, and the folder it stands in."""
    parts = [(ROOT / lock_name).read_bytes(), (ROOT / "pyproject.toml").read_bytes(), this_python().encode()]
    return hashlib.sha256(b"\0".join([*parts, str(ROOT).encode()])).hexdigest()


def this_python() -> str:
    """What packages are built for; a patch release of Python changes nothing in it, so it costs no new installation."""
    return f"{sys.implementation.cache_tag} {sysconfig.get_platform()}"


def install(lock_name: str) -> None:
    """Make `.venv`, install the lock and the project, and only then write the stamp."""
    stamp, unfinished = ROOT / ".venv" / "layerloom.stamp", ROOT / ".venv" / "layerloom.unfinished"
    started = time.monotonic()
    print("Setting up .venv; this happens once and takes a minute or two (about 320 MB to download).", flush=True)
    if unfinished.exists() or not is_our_venv():  # pip takes a half-unpacked package for a whole one: start afresh
        make_venv()
    unfinished.touch()
    if stamp.exists():
        stamp.unlink()
    count = len(re.findall(r"^[\w.-]+==", (ROOT / lock_name).read_text(), re.MULTILINE))
    pip(["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / lock_name)], count)
    # Editable through the build backend and not by a .pth file of our own: only so do the `layerloom` program and the
    # version's metadata come out the same as in an ordinary installation. The backend is in the lock: no network.
    pip(["--no-deps", "--no-build-isolation", "--editable", str(ROOT)], 1)
    # As pip does with packages: where Python may not write such files itself, each start would wait for them.
    subprocess.call([str(venv_program("python")), "-m", "compileall", "-q", *(str(ROOT / name) for name in PACKAGES)])
    done = [RUNTIME_LOCK, DEVELOPMENT_LOCK] if lock_name == DEVELOPMENT_LOCK else [lock_name]
    unfinished.write_text("\n".join(fingerprint(name) for name in done))
    os.replace(str(unfinished), str(stamp))
    print(f"Ready after {time.monotonic() - started:.0f} s.", flush=True)


def is_our_venv() -> bool:
    """Whether `.venv` works, stands where it was made, and belongs to this very Python."""
    if not venv_program("python").exists():
        return False
    ask = "import pip, sys, sysconfig; print(sys.implementation.cache_tag, sysconfig.get_platform(), sys.prefix)"
    answer = subprocess.run([str(venv_program("python")), "-c", ask], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == f"{this_python()} {ROOT / '.venv'}"


def make_venv() -> None:
    """Create `.venv` anew."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        provide_venv_module()
    command = [sys.executable, "-m", "venv", "--clear", str(ROOT / ".venv")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise Stop(f"Python could not make .venv:\n{(result.stdout + result.stderr).strip()}")


def provide_venv_module() -> None:
    """Install what Debian and its relatives split off from Python, or say the line that does."""
    package = f"python3.{sys.version_info[1]}-venv"
    if shutil.which("apt-get"):
        install_packages("apt-get", [package], "This Python came without its venv module.")
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop(
            f"This Python ({sys.executable}) came without its modules venv and ensurepip. Install them "
            f"(on Debian and Ubuntu: apt-get install {package}) or use a Python that has them."
        )


def pip(arguments: list[str], count: int) -> None:
    """Run `pip install` quietly: one line of progress, the whole of its output only if it fails."""
    command = [str(venv_program("python")), "-m", "pip", "install", "--no-input", "--progress-bar", "off", *arguments]
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_USER="0", PYTHONUTF8="1")
    environment.pop("PYTHONPATH", None)
    output: list[str] = []
    fetched = 0
    # close_fds=False: pip holds the lock of alone() too, so that it stays locked while a killed start's pip works on.
    with subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        close_fds=False,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            output.append(line)
            found = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line)
            if found and count > 1:
                fetched = min(fetched + 1, count)
                progress(f"fetching {fetched:2} of {count}: {found.group(1)}")
            elif line.startswith("Installing collected packages"):
                progress("unpacking" if count > 1 else "installing Layerloom itself")
    progress("")
    if process.returncode:
        raise Stop(
            "".join(output[-25:]) + "\npip could not install the packages above. Is there a network connection? "
            f"Layerloom is made for Python 3.11 to 3.14; this is {sys.version.split()[0]}. The next start tries again."
        )


def progress(text: str) -> None:
    """Show a line that the next one overwrites; on anything but a terminal nothing, to keep logs short."""
    if sys.stdout.isatty():
        print(f"\r{'':72}\r{text[:72]}", end="", flush=True)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one start at a time work on `.venv`; the system frees the lock even if its holder is killed."""
    with open(str(ROOT / ".venv.lock"), "a+") as handle:
        waiting = False
        while not try_lock(handle.fileno()):
            if not waiting:
                print("Another start is setting up .venv; waiting for it.", flush=True)
            waiting = True
            time.sleep(0.2)
        os.set_inheritable(handle.fileno(), True)
        yield


def try_lock(descriptor: int) -> bool:
    """Take the lock if it is free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


# Qt's system libraries, on Linux only: elsewhere Qt brings everything along.


def qt_platforms() -> set[str]:
    """Which groups of QT_LIBRARIES a window needs here; X11 is preferred where both are offered."""
    return {"any", "xcb" if os.environ.get("DISPLAY") else "wayland"}


def missing_qt_libraries(platforms: set[str]) -> list[dict[str, str]]:
    """The rows of QT_LIBRARIES that these platforms need and the system's loader does not find."""
    header, *rows = (line.split() for line in QT_LIBRARIES.strip().splitlines())
    table = [dict(zip(header, row)) for row in rows]  # no strict= before Python 3.10
    return [row for row in table if row["for"] in platforms and not loads(row["library"])]


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def provide_qt_libraries(platforms: set[str]) -> None:
    """Install the system libraries Qt lacks if we are allowed to; else say the line that does."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_qt_libraries(platforms)
    if not missing:
        return
    names = ", ".join(row["library"] for row in missing)
    manager = next((name for name in MANAGERS if shutil.which(name)), None)
    if manager is None:
        raise Stop(f"Qt needs system libraries that are not there: {names}. Install them, then start again.")
    packages = sorted({row[manager] for row in missing})
    install_packages(manager, packages, f"Qt needs system libraries that are not there: {names}.")
    still = ", ".join(row["library"] for row in missing_qt_libraries(platforms))
    if still:
        raise Stop(f"These system libraries are still missing, and Qt cannot start without them: {still}.")


def install_packages(manager: str, packages: Sequence[str], why: str) -> None:
    """Run the package manager as root; without root's rights, stop and say the exact line."""
    update, install_command = MANAGERS[manager]
    line = " ".join([*install_command, *packages])
    if os.geteuid() != 0:
        raise Stop(f"{why} This line installs what is missing; then start again:\n\n  sudo {line}\n")
    print(f"{why} Installing: {line}", flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    if update:  # may fail without harm: the lists at hand are often good enough, and if not, the next step says so
        subprocess.run(update, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    result = subprocess.run([*install_command, *packages], env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        output = (result.stdout + result.stderr).strip()
        raise Stop(f"{output}\n\nThis line failed; mend the cause, then start again:\n\n  {line}\n")


# Starting what was asked for.


def has_display() -> bool:
    """Whether a window could be shown to somebody."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return not (os.environ.get("CI") or os.environ.get("SSH_CONNECTION"))
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application(file: str | None) -> list[str]:
    """The command that opens the editor, or trains where there is no display."""
    if has_display():
        # -P: a folder called gui where the user happens to stand must not be taken for ours.
        return [str(venv_program("python")), "-P", "-m", "gui", *([file] if file else ["--template", EXAMPLE])]
    what = file or EXAMPLE
    run = os.path.join("runs", time.strftime("%Y-%m-%d_%H-%M-%S_") + Path(what).stem)
    print(f"No display here, so no editor: training {what} instead.", flush=True)
    return [str(venv_program("layerloom")), "train", what, "-o", run]


def launch(command: list[str]) -> int:
    """Become the program; on Windows, where a process cannot be replaced, wait for it."""
    if sys.platform == "win32":
        return subprocess.call(command)
    os.execv(command[0], command)


def run_tests(arguments: list[str]) -> int:
    """Style, types, package boundaries, then all tests; or, with arguments, pytest alone with them."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1")  # lint-imports draws lines
    failed = []
    if not arguments:
        for check in CHECKS:
            print("--- " + check, flush=True)
            name, *options = check.split()
            if subprocess.call([str(venv_program(name)), *options], cwd=str(ROOT), env=environment):
                failed.append(check)
        print("--- pytest", flush=True)
        # tests/conftest.py repeats the failed checks in pytest's summary, where they cannot be overlooked.
        environment["LAYERLOOM_FAILED_CHECKS"] = ", ".join(failed)
        arguments = ["-n", "2", "-q"]
    code = subprocess.call([str(venv_program("pytest")), *arguments], cwd=str(ROOT), env=environment)
    return 1 if code or failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
