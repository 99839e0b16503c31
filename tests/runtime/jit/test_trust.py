"""Where our own machine code can't be had, everything is computed by Numba's dispatch: slower, and right."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from packaging.requirements import Requirement

from runtime.jit import trust
from runtime.jit.declare import INTERPRETED, Kernel, kernel
from tests.runtime.jit import test_native
from tests.runtime.jit.test_native import ARRAY, ARRAYS, Sizes

pytestmark = pytest.mark.skipif(INTERPRETED, reason="kernels are plain Python then")

ROOT = Path(__file__).parents[3]
TRAIN = """
import numpy as np
import runtime as keras
from runtime.jit import trust
keras.utils.set_random_seed(1)
i = keras.Input((20,))
h = keras.layers.Dense(300, activation="relu")(i)
model = keras.Model(i, keras.layers.Dense(5, activation="tanh")(h))
model.compile("adam", "mse")
draw = np.random.default_rng(0).normal
x, y = draw(size=(64, 20)).astype("float32"), draw(size=(64, 5)).astype("float32")
for loss in model.fit(x, y, epochs=3, verbose=0).history["loss"]:
    print(loss)
print(trust.owns())
"""
DO = """
import numpy as np
from runtime.jit import trust
from runtime.jit.declare import piece
def set_first(a):
    a[0] = 1
piece("a_piece", set_first, ("f4*",))
from runtime.kernels.convolution.layout import swap_axes
for dtype in ("float32", "float64"):
    source, target = np.arange(6, dtype=dtype), np.zeros(6, dtype)
    swap_axes(source, 2, 3, target, False, 0, 1)
    assert target.tolist() == [0, 3, 1, 4, 2, 5]
print(trust.owns())
"""
SWAP = """
from runtime.jit import structures
here = structures.layout
structures.layout = here._replace({a}=here.{b}, {b}=here.{a})
"""
RAISE = """
def fail(*given, **named):
    raise AttributeError("it has another name now")
"""
REFUSE = """
from runtime.jit import native
bind = native.bind
native.bind = lambda address, guards, others: bind(address, (None, list, *guards[2:]), others)
"""
FAULTS = {
    "the_compiler_has_changed": "from runtime.jit import compiler\ncompiler.machine_code = fail",
    "the_compiler_can_not_be_imported": "import sys\nsys.modules['runtime.jit.compiler'] = None",
    "entries_can_not_be_emitted": "from runtime.jit.entries import Entry\nEntry.checked = fail",
    "llvm_has_changed": "from llvmlite import binding\ndel binding.ObjectFileRef",
    "python_has_another_name": "from runtime.jit import native\nnative.PYTHON_SYMBOLS += ('PyNo_SuchThing',)",
    "code_can_not_be_linked": "from runtime.jit import native\nnative.link = fail",
    "code_can_not_be_called": "from runtime.jit import native\nnative.bind = fail",
}


def run(program: str, folder: Path) -> tuple[list[str], list[str]]:
    environment = {**os.environ, "LAYERLOOM_CACHE_DIR": str(folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines(), done.stderr.splitlines()


def test_two_places_swapped_make_a_slower_training_with_the_same_numbers(tmp_path):
    *losses, own = run(TRAIN, tmp_path)[0]
    assert own == "True"
    (*found, own), said = run(SWAP.format(a="shape", b="strides") + TRAIN, tmp_path)
    assert own == "False"
    np.testing.assert_allclose(np.array(found, float), np.array(losses, float), rtol=1e-5)
    (sentence,) = said
    assert "slower" in sentence and "an array's shape" in sentence and "requirements.lock" in sentence


@pytest.mark.parametrize("pair", [("data", "flags"), ("axes", "type"), ("shape", "type"), ("items", "length")])
def test_whatever_is_swapped_is_survived(tmp_path, pair):
    a, b = pair
    (own,), said = run(SWAP.format(a=a, b=b) + DO, tmp_path)
    assert own == "False" and len(said) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_fails_on_our_own_way_is_said_once(tmp_path, fault):
    (own,), said = run(RAISE + FAULTS[fault] + DO, tmp_path)
    assert own == "False"
    (sentence,) = said
    assert "could not be compiled" in sentence


def test_a_version_that_does_not_know_its_own_arguments_is_replaced(tmp_path):
    (own,), said = run(REFUSE + DO, tmp_path)
    assert own == "False" and len(said) == 1 and "swap_axes does not know its own arguments" in said[0]


class TestNumbasDispatch:
    """Takes and gives what entries do."""

    @pytest.fixture(autouse=True)
    def given_up(self, monkeypatch):
        monkeypatch.setattr(trust, "_reasons", ["the test wants it"])

    @pytest.mark.parametrize("name", ARRAYS)
    def test_arrays(self, name):
        assert anew(test_native.total)(ARRAYS[name]) == ARRAYS[name].sum()

    def test_arrays_that_can_not_be_written(self):
        frozen = ARRAY.copy()
        frozen.flags.writeable = False
        assert anew(test_native.total)(frozen) == ARRAY.sum()

    def test_an_array_is_written_where_it_lies(self):
        a = np.zeros(3)
        assert anew(test_native.set_first)(a) is None
        assert a.tolist() == [1, 0, 0]

    def test_numbers(self):
        double = anew(test_native.double)
        for number in (3, -1, 2**40, 2.5, np.float32(0.25), np.int64(7), np.float64(1.5)):
            assert double(number) == 2 * number and type(double(number)) in (int, float)

    def test_truth_values_tuples_and_several_results(self):
        area = anew(test_native.area)
        assert area(Sizes(3, 4, False)) == 12 and area(Sizes(3, 4, True)) == -12
        assert anew(test_native.first_of)((ARRAY[1], ARRAY[2])) == ARRAY[1, 0]
        assert anew(test_native.both)(3, 2) == (6, True)

    def test_a_number_too_large_for_the_machine_is_refused(self):
        with pytest.raises(OverflowError):
            anew(test_native.double)(2**63)


def test_a_kernel_that_is_wrong_itself_is_nobody_elses_fault():
    @kernel
    def wrong(a):
        return a.no_such_thing

    with pytest.raises(Exception, match="no_such_thing"):
        wrong(ARRAY)
    assert trust.owns()


def anew(made: Kernel) -> Kernel:
    """The same kernel without versions."""
    return Kernel(made.function, made.mode, made.inline)


@pytest.mark.parametrize("name", ["numba", "llvmlite", "numpy"])
def test_what_machine_code_builds_upon_is_capped_above_what_is_tried(name):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wanted,) = [r for r in map(Requirement, project["dependencies"]) if r.name == name]
    assert wanted.specifier.contains(version(name)) and not wanted.specifier.contains("99")
