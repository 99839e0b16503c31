"""What Keras 3.15.1 computed, through public names alone: loaded, asked, judged and trained to the same numbers.

Each folder of `tests/data/conformance` holds `model.keras` as Keras saved it, `case.json` (arguments, tolerances, what
history and evaluate said) and `data.npz` (data, predictions and weights before and after the training).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import runtime as keras

CASES = Path(__file__).resolve().parent.parent / "data" / "conformance"
NAMES = sorted(folder.name for folder in CASES.iterdir() if (folder / "case.json").exists())


class Case:
    """One recorded training: its arrays by name and number, and what to call fit with."""

    def __init__(self, folder: Path) -> None:
        self.facts: dict[str, Any] = json.loads((folder / "case.json").read_text(encoding="utf-8"))
        with np.load(folder / "data.npz") as arrays:
            self.arrays = {name: arrays[name] for name in arrays.files}
        self.tolerance = {"rtol": self.facts["rtol"], "atol": self.facts["atol"]}

    def all(self, name: str) -> list[np.ndarray]:
        numbers = sorted(int(key.rpartition(".")[2]) for key in self.arrays if key.rpartition(".")[0] == name)
        return [self.arrays[f"{name}.{n}"] for n in numbers]

    def given(self, name: str) -> Any:
        """An array, or the list of them where there are several; None where there is none."""
        found = self.all(name)
        return None if not found else found[0] if len(found) == 1 else found

    @property
    def compile_arguments(self) -> dict[str, Any]:
        arguments = dict(self.facts["compile"])
        arguments["optimizer"] = keras.optimizers.deserialize(arguments["optimizer"])
        if isinstance(arguments["loss"], dict) and "class_name" in arguments["loss"]:
            arguments["loss"] = keras.losses.deserialize(arguments["loss"])
        return arguments

    @property
    def fit_arguments(self) -> dict[str, Any]:
        arguments = dict(self.facts["fit"])
        if "class_weight" in arguments:
            arguments["class_weight"] = {int(k): w for k, w in arguments["class_weight"].items()}
        if self.all("sample_weight"):
            arguments["sample_weight"] = self.given("sample_weight")
        return arguments

    def check(self, what: str, got: Any, want: Any, looser: float = 1.0) -> None:
        tolerance = {key: value * looser for key, value in self.tolerance.items()}
        np.testing.assert_allclose(got, want, err_msg=what, equal_nan=True, **tolerance)

    def check_predictions(self, model: Any, name: str, looser: float = 1.0) -> None:
        found = model.predict(self.given("x"), verbose=0)
        for got, want in zip(found if isinstance(found, list) else [found], self.all(name), strict=True):
            self.check(name, got, want, looser)


@pytest.mark.parametrize("name", NAMES)
def test_trains_to_the_numbers_of_keras(name: str) -> None:
    case = Case(CASES / name)
    keras.utils.set_random_seed(1)
    model = keras.saving.load_model(CASES / name / "model.keras")
    assert model.count_params() == case.facts["params"]
    for got, want in zip(model.get_weights(), case.all("before"), strict=True):
        np.testing.assert_allclose(got, want, rtol=1e-6, atol=1e-7)
    case.check_predictions(model, "predict")
    model.compile(**case.compile_arguments)
    x, y = case.given("x"), case.given("y")
    fit = case.fit_arguments
    judge = {"batch_size": fit["batch_size"], "sample_weight": fit.get("sample_weight"), "return_dict": True}
    judged = model.evaluate(x, y, verbose=0, **judge)
    for key, want in case.facts["evaluate_before"].items():
        case.check(f"evaluate {key}", np.mean(judged[key]), want)
    history = model.fit(x, y, verbose=0, **fit).history
    assert list(history) == sorted(case.facts["history"])
    for got, want in zip(model.get_weights(), case.all("after"), strict=True):
        case.check("weights after training", got, want)
    for key, want in case.facts["history"].items():
        case.check(f"history {key}", [float(np.mean(value)) for value in history[key]], want)
    case.check_predictions(model, "predict_after", 5)
