"""What the imports of a script make its names stand for: paths, and nothing that is loaded."""

from __future__ import annotations

import ast

from graph.keras.public_names import public_names
from runtime.script.attributes import CONSTANTS
from runtime.script.paths import SUBMODULES, canonical
from runtime.script.values import Known, Scope


def imported(node: ast.Import | ast.ImportFrom, scope: Scope) -> list[str]:
    """Give the names of an import their paths; gives the modules behind a `*`, whose names are found when used."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.asname is not None:
                scope.set(alias.asname, Known(canonical(alias.name)))
            else:
                first = alias.name.partition(".")[0]
                scope.set(first, Known(canonical(first)))
        return []
    stars: list[str] = []
    module = canonical(node.module or "")
    for alias in node.names:
        if alias.name == "*":
            stars.append(module)
            continue
        path = canonical(f"{module}.{alias.name}")
        scope.set(alias.asname or alias.name, CONSTANTS.get(path, Known(path)))
    return stars


def behind_star(name: str, modules: list[str]) -> Known | None:
    """The name as one of the modules that were imported with a star has it."""
    for module in reversed(modules):
        room = module.removeprefix("keras").removeprefix(".")
        if module.partition(".")[0] != "keras":
            continue
        if not room and name in SUBMODULES:
            return Known(f"keras.{name}")
        if room in SUBMODULES and has(room, name):
            return Known(canonical(f"{module}.{name}"))
    return None


def has(room: str, name: str) -> bool:
    """Whether Keras has, or had, a name in one of its rooms; the room is empty for `keras` itself."""
    path = f"keras.{room}.{name}" if room else f"keras.{name}"
    return public_names().is_keras(room, name) or canonical(path) != path


def by_itself(name: str) -> Known | None:
    """What a name without an import means in a piece of a script: Keras' own."""
    if name in SUBMODULES or name in ("keras", "Input", "Model", "Sequential"):
        return Known("keras" if name == "keras" else f"keras.{name}")
    if name in ("tf", "tensorflow"):
        return Known("tensorflow")
    if name in ("np", "numpy", "math"):
        return Known("math" if name == "math" else "numpy")
    return Known(canonical(f"keras.layers.{name}")) if has("layers", name) else None
