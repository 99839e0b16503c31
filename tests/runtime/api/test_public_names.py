"""Every public name of Keras' is here, or left out with a reason, or known to be still to come; and the manual's page
and the errors say the same."""

from __future__ import annotations

from importlib import import_module
from operator import attrgetter

import pytest

import runtime as keras
from graph.keras.public_names import full_name, missing, public_names
from graph.reference.keras_names import is_here, keras_names

FACTS = public_names()
EVERY = [(space, name) for space, names in FACTS.names.items() for name in names]
PARTS_OF_OPS = ("ops.image", "ops.linalg", "ops.nn", "ops.numpy")
LEFT_OUT = [(space, name) for space, name in EVERY if FACTS.reason(space, name)]


def test_a_name_is_here_or_there_is_a_reason() -> None:
    """Names that others add at this moment may stand among those to come; what is among them no longer has to."""
    unexplained = [
        full_name(space, name)
        for space, name in EVERY
        if not FACTS.reason(space, name) and not is_here(full_name(space, name))
    ]
    to_come = FACTS.not_yet | {f"ops.{part}" for part in ("linalg", "nn", "numpy")}
    assert [name for name in unexplained if not {name, name.rpartition(".")[0]} & to_come] == []


def test_what_is_left_out_is_not_here() -> None:
    """Whoever adds such a name takes it out of resources/keras/left_out.json."""
    assert [full_name(*place) for place in LEFT_OUT if is_here(full_name(*place))] == []


def test_who_asks_for_what_is_left_out_is_told_why() -> None:
    for place in LEFT_OUT:
        with pytest.raises(AttributeError) as caught:
            attrgetter(full_name(*place))(keras)
        assert "is left out of Layerloom: " in str(caught.value)
        assert str(caught.value).endswith(FACTS.reason(*place))


def test_every_reason_is_for_a_name_of_keras() -> None:
    known = {full_name(space, name) for space, name in EVERY} | set(FACTS.names)
    known |= {space.partition(".")[0] for space in FACTS.names}
    assert set(FACTS.left_out) - known == set()
    assert all(why.endswith(".") and not why[0].isupper() for why in FACTS.left_out.values() if why[:2] != "JA")


def test_the_page_has_every_name_once_in_its_namespace() -> None:
    page = keras_names(lambda name: name == "layers.Dense")
    sections = {part.partition("\n")[0]: part for part in page.split("\n## ") if not part.startswith("Members")}
    for space, names in FACTS.names.items():
        if space and FACTS.reason(*space.rpartition(".")[::2]):
            assert f"`keras.{space}`" in sections["Namespaces left out"]
        else:
            section = sections[f"keras.{space}" if space else "keras"]
            assert [section.count(f"`{name}`") for name in names] == [1] * len(names)
    assert "Here: `Dense`\n" in page


def test_other_names_are_told_from_those_of_keras() -> None:
    assert str(missing("utils", "pad_sequence", keras.utils.__all__)) == (
        "There is no keras.utils.pad_sequence. The closest is pad_sequences."
    )
    with pytest.raises(AttributeError, match=r"There is no keras\.nonsense"):
        keras.nonsense  # noqa: B018
    assert not hasattr(keras.utils, "__path__")


def test_a_star_brings_what_keras_has_there() -> None:
    """`from keras.layers import *`: what a module's `__all__` names, or all it has without an underscore."""
    spaces = [space for space in FACTS.names if space and is_here(space) and space not in PARTS_OF_OPS]
    for space in spaces:
        module = import_module(f"runtime.{space}")
        brought = {name for name in getattr(module, "__all__", dir(module)) if hasattr(module, name)}
        here = {name for name in FACTS.names[space] if is_here(f"{space}.{name}")}
        assert here - brought == set(), space
    assert {"layers", "losses", "ops", "optimizers.schedules"} <= set(spaces)
