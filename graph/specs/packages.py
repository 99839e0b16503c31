"""Kinds from other packages: modules that installed packages name in the entry point group `layerloom.kinds`."""

from __future__ import annotations

import warnings
from importlib.metadata import EntryPoint, entry_points

from graph.specs.message import say

GROUP = "layerloom.kinds"


def load_packages() -> None:
    """Import every such module, so that it registers its kinds; one that fails is left out with a warning."""
    for point in entry_points(group=GROUP):
        try:
            point.load()
        except Exception as error:  # whatever a package of somebody else's does wrong
            warnings.warn(str(_sentence(point, error)), stacklevel=2)


def _sentence(point: EntryPoint, error: Exception) -> object:
    return say(
        "The package {package} has kinds of layers and values for this program in {module}, but they can't be loaded: "
        "{reason}. They are left out; update the package, or remove it.",
        package=point.dist.name if point.dist is not None else point.name,
        module=point.value,
        reason=f"{type(error).__name__}: {error}",
    )
