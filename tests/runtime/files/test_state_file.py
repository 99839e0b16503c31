"""States as files: everything comes back as it was, and nothing from a file that was touched."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from runtime.files.state_file import StateFileError, copied, plain_state, read_state, write_state

STATE: dict[str, Any] = {
    "numbers": [1, -(2**70), 0.1, math.inf, -math.inf, True, None, "über 数\ud800"[:-1], np.float32(0.1), np.int64(3)],
    "tuple": (1, (2.5, "a"), []),
    "by number": {1: "one", (2, "b"): [np.bool_(True)]},
    "marked": {"@": "array", "i": 99},
    "arrays": [np.arange(6, dtype=np.float32).reshape(2, 3), np.zeros((0, 4)), np.array(5, np.uint8), np.eye(3)[::2]],
}


def written(path: Path, state: dict[str, Any]) -> Path:
    with path.open("wb") as file:
        write_state(file, state)
    return path


def same(a: Any, b: Any) -> bool:
    if isinstance(a, (np.ndarray, np.generic)):
        return type(a) is type(b) and a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, dict):
        return type(b) is dict and list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and a == b


def test_a_state_comes_back_as_it_was(tmp_path: Path) -> None:
    assert plain_state(STATE)
    found = read_state(written(tmp_path / "s", STATE))
    assert same(found, STATE)
    assert found["arrays"][0].flags.writeable
    assert math.isnan(read_state(written(tmp_path / "n", {"x": math.nan}))["x"])


def test_a_copy_shares_no_array() -> None:
    copy = copied(STATE)
    assert same(copy, STATE)
    assert not any(np.shares_memory(a, b) for a, b in zip(copy["arrays"], STATE["arrays"]))


@pytest.mark.parametrize("value", [object(), np.array(["a"]), {1, 2}, [np.array([None])], {"a": b"bytes"}])
def test_what_is_no_plain_value_is_known_as_such(value: Any) -> None:
    assert not plain_state(value)


def test_no_change_of_a_file_goes_unseen(tmp_path: Path) -> None:
    whole = written(tmp_path / "s", STATE).read_bytes()
    dice = random.Random(1)
    for _ in range(300):
        at = dice.randrange(len(whole))
        changed = dice.choice(
            (
                whole[:at],
                whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :],
                whole[:at] + whole[at + 1 :],
                whole + whole[: at + 1],
                b"",
            )
        )
        (tmp_path / "changed").write_bytes(changed)
        with pytest.raises(StateFileError, match="changed is damaged"):
            read_state(tmp_path / "changed")
