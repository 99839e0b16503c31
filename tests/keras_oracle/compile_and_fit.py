"""Random arguments of `compile`, `fit`, `evaluate`, `predict` and the calls on batches: Keras beside what is here.

usage: python tests/keras_oracle/compile_and_fit.py PYTHON FIRST LAST [FILE]
       python tests/keras_oracle/compile_and_fit.py record FILE

PYTHON has Keras 3 on JAX; what it says in the cases from FIRST up to LAST is kept in FILE, where it is not asked again.
Numbers must agree to 1e-4, so must names, hooks with the names in their logs, and what is refused.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import runtime as keras
from graph.specs.message import MessageError
from tests.keras_oracle.contract_runs import happened

TARGET = Path(__file__).resolve().parent.parent / "data" / "keras_contract.json"
RECORDED = 40

ONE_STAGE = ("compile", "fit")
"""Keras looks at what `compile` was given when the first data comes."""
GOOD = ("agree", "both refuse", "as Keras has it, said plainly")
"""The last: Keras refuses or misunderstands it, and gives the same numbers for the plain form of the same."""


def differences(got: Any, want: Any, at: str = "", ordered: bool = True) -> list[str]:
    """Where two answers differ, numbers by more than 1e-4."""
    if isinstance(want, dict) and isinstance(got, dict):
        if list(got) != list(want) and (ordered or set(got) != set(want)):
            return [f"{at}: {list(got)}, Keras {list(want)}"]
        return [words for key in want for words in differences(got[key], want[key], f"{at}.{key}")]
    if isinstance(want, list) and isinstance(got, list):
        if len(got) != len(want):
            return [f"{at}: {len(got)} entries, Keras {len(want)}: {got!r:.300} - {want!r:.300}"]
        return [words for n, (a, b) in enumerate(zip(got, want)) for words in differences(a, b, f"{at}[{n}]")]
    if isinstance(want, float) and isinstance(got, float):
        alike = got == want or (got != got and want != want) or abs(got - want) <= 1e-4 * max(1.0, abs(want))
        return [] if alike else [f"{at}: {got}, Keras {want}"]
    return [] if got == want and type(got) is type(want) else [f"{at}: {got!r:.200}, Keras {want!r:.200}"]


def verdict(ours: dict[str, Any], theirs: dict[str, Any]) -> tuple[str, list[str]]:
    """A word for how two accounts of a case compare, and where they differ."""
    a, b = ours.get("error"), theirs.get("error")
    if a and not b:
        return "refused here alone", [": ".join(a)]
    if b and not a:
        return "refused by Keras alone", [": ".join(b)]
    if a and b and a[0] != b[0] and {a[0], b[0]} != set(ONE_STAGE):
        return "refused elsewhere", [": ".join(a), ": ".join(b)]
    found: list[str] = []
    for x, y in zip(ours["calls"], theirs["calls"]):  # Keras sorts a dict of predictions where JAX compiles them
        found += differences(x[1], y[1], x[0], ordered=not x[0].startswith("predict"))
    if found:
        return "other numbers", found
    heard = theirs.get("heard")
    if heard is not None and not a and (found := differences(ours["heard"], ended(heard), "hooks")):
        return "other hooks", found
    return ("both refuse" if a else "agree"), []


def judged(ours: dict[str, Any], theirs: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """The verdict, by Keras' account of the plain form too where there is one."""
    word, found = verdict(ours, theirs[0])
    if word not in GOOD and len(theirs) > 1 and as_plainly(ours, theirs[1]):
        return GOOD[-1], []
    return word, found


def as_plainly(ours: dict[str, Any], plain: dict[str, Any]) -> bool:
    """Whether the numbers are those of the plain form, which may have other names and nestings."""
    if ours.get("error") or plain.get("error"):
        return False
    pairs = zip(ours["calls"], plain["calls"])
    return all(sorted(numbers(a[1])) == pytest.approx(sorted(numbers(b[1])), rel=1e-4, abs=1e-4) for a, b in pairs)


def numbers(given: Any) -> list[float]:
    """Every number of an answer."""
    if isinstance(given, (dict, list)):
        return [n for item in (given.values() if isinstance(given, dict) else given) for n in numbers(item)]
    return [float(given)] if isinstance(given, (int, float)) else []


def ended(heard: list[Any]) -> list[Any]:
    """Hooks without the beginnings that Keras tells of batches which never come: it asks a generator afterwards."""
    return [
        hook
        for hook, following in zip(heard, [*heard[1:], [""]])
        if not hook[0].endswith("batch_begin") or following[0].endswith("batch_end")
    ]


def answers(python: str, first: int, last: int, file: Path) -> list[Any]:
    if not file.exists():
        program = Path(__file__).with_name("contract_runs.py")
        given = [python, str(program), str(first), str(last), str(file)]
        subprocess.run(given, check=True, env={**os.environ, "KERAS_BACKEND": "jax"})
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def record(file: str) -> int:
    """Keep what Keras said in the first cases that agree, the hooks of some, in `tests/data`."""
    kept: list[Any] = []
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        case, *theirs = json.loads(line)
        if judged(happened(keras, case), theirs)[0] in GOOD and len(kept) < RECORDED:
            for account in theirs:
                account["error"] = account.get("error", [])[:2] or None
            if len(kept) % 3:
                theirs[0].pop("heard")
            kept.append([case, *theirs[:1], *({"calls": t["calls"], "error": t["error"]} for t in theirs[1:])])
    TARGET.write_text("[\n" + ",\n".join(json.dumps(entry) for entry in kept) + "\n]\n", encoding="utf-8")
    print(f"Recorded {len(kept)} cases.")
    return 0


def main(python: str, first: str, last: str, file: str = "") -> int:
    place = Path(file or tempfile.mkdtemp()) if file else Path(tempfile.mkdtemp()) / "answers.json"
    count: Counter[str] = Counter()
    for case, *theirs in answers(python, int(first), int(last), place):
        ours = happened(keras, case)
        word, found = judged(ours, theirs)
        count[word] += 1
        if word not in GOOD:
            print(f"{case['seed']} {case.get('wrong', '')}: {word}")
            for words in found[:3]:
                print(f"    {words:.400}")
        if ours.get("error") and not issubclass(type_named(ours["error"][1]), MessageError):
            print(f"{case['seed']} {case.get('wrong', '')}: no sentence but {ours['error']}")
            count["no sentence"] += 1
    print(dict(count))
    return 0 if set(count) <= {*GOOD} else 1


def type_named(name: str) -> type:
    """Our errors by name; what is not one of them is nobody's sentence."""
    known = {error.__name__: error for error in _all(MessageError)}
    return known.get(name, Exception)


def _all(kind: type) -> list[type]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in _all(below))]


if __name__ == "__main__":
    sys.exit(record(sys.argv[2]) if sys.argv[1] == "record" else main(*sys.argv[1:]))
