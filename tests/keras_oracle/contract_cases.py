"""Random arguments of `compile`, `fit` and what is beside them, as JSON can say them: `contract_runs.py` does it."""

from __future__ import annotations

import json
import random
from typing import Any

ROWS = 10

KINDS = {"real": 2, "binary": 1, "classes": 3, "steps": 1}
"""What an output says, and its last axis."""

OPTIMIZERS: tuple[Any, ...] = (
    "sgd",
    "SGD",
    "rmsprop",
    "adam",
    {"make": "optimizers.SGD", "with": {"learning_rate": 0.05, "momentum": 0.9}},
    {"make": "optimizers.Adam", "with": {"learning_rate": 0.02}},
    {"class_name": "SGD", "config": {"learning_rate": 0.1}},
)
OWN_LOSS, OWN_METRIC = {"own": "loss"}, {"own": "metric"}
LOSSES: dict[str, tuple[Any, ...]] = {
    "real": (
        "mse",
        "mae",
        "mean_squared_error",
        "MeanSquaredError",
        "huber",
        {"make": "losses.MeanSquaredError", "with": {"reduction": "sum"}},
        {"make": "losses.Huber", "with": {"delta": 0.5, "name": "bent"}},
        {"class_name": "MeanAbsoluteError", "config": {}},
        {"function": "losses.mean_squared_error"},
        OWN_LOSS,
    ),
    "binary": (
        "binary_crossentropy",
        "crossentropy",
        "ce",
        "mse",
        {"make": "losses.BinaryCrossentropy", "with": {"label_smoothing": 0.1}},
        {"function": "losses.binary_crossentropy"},
    ),
    "classes": (
        "categorical_crossentropy",
        "sparse_categorical_crossentropy",
        "crossentropy",
        "mse",
        {"make": "losses.CategoricalCrossentropy", "with": {}},
        {"make": "losses.SparseCategoricalCrossentropy", "with": {}},
    ),
    "steps": ("binary_crossentropy", "mse", "mae", "crossentropy"),
}
FOR_ALL = ("mse", "mae", OWN_LOSS, {"make": "losses.MeanSquaredError", "with": {}})
METRICS: dict[str, tuple[Any, ...]] = {
    "real": (
        "mae",
        "mse",
        "MeanSquaredError",
        {"make": "metrics.RootMeanSquaredError", "with": {}},
        {"make": "metrics.MeanAbsoluteError", "with": {"name": "off"}},
        {"function": "metrics.mean_squared_error"},
        OWN_METRIC,
    ),
    "binary": (
        "accuracy",
        "acc",
        "binary_accuracy",
        "AUC",
        {"make": "metrics.Precision", "with": {"thresholds": 0.4}},
        {"make": "metrics.BinaryAccuracy", "with": {"threshold": 0.3}},
        "mse",
    ),
    "classes": ("accuracy", "acc", "mse", {"make": "metrics.MeanSquaredError", "with": {"name": "square"}}),
    "steps": ("accuracy", "mae", "mse"),
}


def drawn(seed: int) -> dict[str, Any]:
    """The case of this number."""
    r = random.Random(seed)
    kinds = [r.choice(tuple(KINDS)) for _ in range(r.choice((1, 1, 2, 2, 3)))]
    inputs = [["in_" + "abc"[i], [4, 2] if i == 0 and "steps" in kinds else [3]] for i in range(r.choice((1, 1, 2, 3)))]
    outputs = [["out_" + "bac"[i], kind] for i, kind in enumerate(kinds)]
    case: dict[str, Any] = {
        "seed": seed,
        "inputs": inputs,
        "outputs": outputs,
        "inputs_as": r.choice(("list", "list", "dict"))
        if len(inputs) > 1
        else r.choice(("one", "one", "list", "dict")),
        "outputs_as": r.choice(("list", "list", "dict", "tuple"))
        if len(outputs) > 1
        else r.choice(("one", "one", "one", "list", "dict")),
    }
    plan, losses, sparse = _compile(r, case)
    case |= {"compile": plan, "losses": losses, "sparse": sparse, "calls": _calls(r, case)}
    if plan.get("steps_per_execution", 1) > 1:  # Keras may then go beyond the steps it is told to make
        for _, given in case["calls"]:
            for name in ("steps", "steps_per_epoch", "validation_steps"):
                given.pop(name, None)
    if r.random() < 0.3:
        name, change = r.choice(MISCHIEF)
        case["wrong"] = name
        change(r, case)
    return case


def _compile(r: random.Random, case: dict[str, Any]) -> tuple[dict[str, Any], list[Any], list[bool]]:
    names = [name for name, _ in case["outputs"]]
    kinds = [kind for _, kind in case["outputs"]]
    if r.random() < 0.25:
        losses = [r.choice(FOR_ALL)] * len(kinds)
        loss = losses[0]
    else:
        losses = [r.choice(LOSSES[kind]) for kind in kinds]
        if len(kinds) > 1 and r.random() < 0.2:
            losses[r.randrange(len(kinds))] = None
        loss = _by_output(r, names, losses, alone=r.random() < 0.8)
    sparse = ["sparse" in str(loss).lower() or (loss == "crossentropy" and r.random() < 0.4) for loss in losses]
    plan: dict[str, Any] = {"optimizer": r.choice(OPTIMIZERS), "loss": loss}
    if r.random() < 0.4:
        factors = [r.choice((0.2, 1.0, 2.0, 3)) for _ in names]
        plan["loss_weights"] = _by_output(r, names, factors, alone=False, whole=isinstance(loss, dict))
    for name in ("metrics", "weighted_metrics"):
        if r.random() < 0.5:
            plan[name] = _metrics(r, names, kinds)
    for name, values in WAYS.items():
        if r.random() < 0.2:
            plan[name] = r.choice(values)
    return plan, losses, sparse


WAYS: dict[str, tuple[Any, ...]] = {
    "steps_per_execution": (1, 2, 3),
    "jit_compile": ("auto", True, False),
    "run_eagerly": (False, True),
    "auto_scale_loss": (True, False),
}


def _by_output(r: random.Random, names: list[str], values: list[Any], *, alone: bool, whole: bool = True) -> Any:
    """A value for each output in one of the forms that go by outputs."""
    if len(names) == 1 and alone:
        return values[0]
    if r.random() < 0.5:
        return list(values)
    found = dict(zip(names, values))
    return found if whole or r.random() < 0.7 else dict(list(found.items())[: len(names) - 1])


def _metrics(r: random.Random, names: list[str], kinds: list[str]) -> Any:
    lists = [r.sample(METRICS[kind], r.choice((1, 1, 2, 2, 3))) for kind in kinds]
    form = r.choice(("lists", "lists", "mixed", "dict", "dict", "part"))
    if len(names) == 1 and form != "dict":
        return lists[0] if form != "lists" else [lists[0]]
    if form in ("dict", "part"):
        found = {name: given[0] if r.random() < 0.4 else given for name, given in zip(names, lists)}
        if form == "part":
            found.pop(r.choice(names))
        return found
    if form == "mixed":
        return [r.choice((given[0], given, None)) for given in lists]
    return lists


X_FORMS = ("own", "own", "own", "list", "dict", "generator", "data set", "tuple")
"""As the model's inputs are nested; in a list or dict by names; in batches."""
Y_FORMS = ("own", "own", "own", "list", "dict")


def said_plainly(case: dict[str, Any]) -> dict[str, Any]:
    """The same as a case in the one form that Keras has no doubt about; the very case where it is said so already."""
    plain: dict[str, Any] = json.loads(json.dumps(case))
    names, plan = [name for name, _ in case["outputs"]], plain["compile"]
    if case.get("wrong", "a weight") not in KEPT_PLAIN:
        return plain
    factors = plan.get("loss_weights")
    if isinstance(factors, dict):
        factors = [factors.get(name, 1.0) for name in names]
    one = len(names) == 1
    losses = [_as_object(loss) for loss in plain["losses"]]
    plan["loss"] = losses[0] if one else losses
    if factors is not None:
        plan["loss_weights"] = factors
    if case["outputs_as"] == "dict":
        for name in ("loss", "loss_weights"):
            if isinstance(plan.get(name), list):
                plan[name] = dict(zip(names, plan[name]))
    if one:
        plain["outputs_as"] = "one"
        for name in ("metrics", "weighted_metrics"):
            if isinstance(plan.get(name), str):
                plan[name] = [plan[name]]
    for _, given in plain["calls"]:
        held = given.get("validation_data", {}).get("data")
        for data in [given["data"], *([held] if held else [])]:
            data["y"] = "own"
            if data["weights"] in ("list", "dict"):
                data["weights"] = "own"
            data["spread"] = True
    return plain


def _as_object(loss: Any) -> Any:
    return {"make": f"losses.{loss['class_name']}", "with": loss["config"]} if "class_name" in (loss or ()) else loss


KEPT_PLAIN = (
    "a weight",
    "late epochs",
    "an iterator",
    "one weight",
    "metrics of a text",
    "class weights",
    "tuple of frequencies",
    "no epochs",
)


def _data(r: random.Random, case: dict[str, Any], train: bool) -> dict[str, Any]:
    several = len(case["outputs"]) > 1
    weights = r.choice(("none", "none", "one", "own", "dict", "steps" if case["outputs"][0][1] == "steps" else "own"))
    return {
        "x": r.choice(X_FORMS if len(case["inputs"]) > 1 else X_FORMS[:3] + X_FORMS[4:7]),
        "y": r.choice(Y_FORMS if several else Y_FORMS[:4]),
        "weights": weights if r.random() < 0.5 else "none",
        "type": r.choice(("float32", "float32", "float64")),
        "rows": ROWS,
    }


def _calls(r: random.Random, case: dict[str, Any]) -> list[Any]:
    calls: list[Any] = []
    if r.random() < 0.15:
        calls.append(["predict", _asking(r, case)])
    calls.append(["fit", _fit(r, case)])
    for name in r.sample(("evaluate", "evaluate", "predict", "train_on_batch", "test_on_batch", "predict_on_batch"), 2):
        calls.append([name, _asking(r, case) if name == "predict" else _others(r, case, name)])
    return calls


def _fit(r: random.Random, case: dict[str, Any]) -> dict[str, Any]:
    data = _data(r, case, True)
    given: dict[str, Any] = {"data": data, "epochs": r.choice((1, 2, 2, 3)), "verbose": 0}
    given["shuffle"] = r.random() < 0.1 and data["x"] not in ("data set",)
    if r.random() < 0.6:
        given["batch_size"] = r.choice((3, 4, 5, 10, 16))
    if given["shuffle"]:
        given["batch_size"] = 16
    if r.random() < 0.2:
        given["initial_epoch"] = r.choice((0, 1))
    if r.random() < 0.2:
        given["steps_per_epoch"] = r.choice((1, 2, 4))
    if r.random() < 0.2 and data["x"] in ("own", "list", "dict", "tuple"):
        given["validation_split"] = r.choice((0.2, 0.3, 0.5))
    if r.random() < 0.4:
        held = {**_data(r, case, False), "rows": 6}
        given["validation_data"] = {"data": held, "as": r.choice(("two", "two", "three", "list", "three"))}
        if r.random() < 0.3:
            given["validation_steps"] = r.choice((1, 2))
    if r.random() < 0.2:
        given["validation_batch_size"] = r.choice((2, 4))
    if r.random() < 0.2:
        given["validation_freq"] = r.choice((1, 2, [1, 3]))
    if len(case["outputs"]) == 1 and case["outputs"][0][1] in ("binary", "classes") and r.random() < 0.3:
        given["class_weight"] = {"0": 0.5, "1": 2.0}
        data["weights"] = "none"
    return given


def _others(r: random.Random, case: dict[str, Any], name: str) -> dict[str, Any]:
    given: dict[str, Any] = {"data": _data(r, case, False)}
    if name.endswith("on_batch"):
        given["data"]["x"] = "own"
        if name == "predict_on_batch":
            return given
    else:
        given["verbose"] = 0
        if r.random() < 0.5:
            given["batch_size"] = r.choice((3, 4, 16))
        if r.random() < 0.2:
            given["steps"] = r.choice((1, 2))
    if r.random() < 0.5:
        given["return_dict"] = True
    return given


def _asking(r: random.Random, case: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {"data": {**_data(r, case, False), "weights": "none"}, "verbose": 0}
    if r.random() < 0.5:
        given["batch_size"] = r.choice((3, 4, 16))
    if r.random() < 0.2:
        given["steps"] = r.choice((1, 2))
    return given


def _of_fit(case: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(given for name, given in case["calls"] if name == "fit")
    return found


def _set_fit(**values: Any) -> Any:
    return lambda r, case: _of_fit(case).update(values)


def _set_data(**values: Any) -> Any:
    return lambda r, case: _of_fit(case)["data"].update(values)


def _set_plan(**values: Any) -> Any:
    return lambda r, case: case["compile"].update(values)


MISCHIEF: tuple[tuple[str, Any], ...] = (
    ("a loss too few", lambda r, case: case["compile"].update(loss=["mse"] * (len(case["outputs"]) - 1))),
    ("a loss too many", lambda r, case: case["compile"].update(loss=["mse"] * (len(case["outputs"]) + 1))),
    ("loss of nobody", _set_plan(loss={"nobody": "mse"})),
    ("loss of some", lambda r, case: case["compile"].update(loss={case["outputs"][0][0]: "mse"})),
    ("no loss", _set_plan(loss=None)),
    ("unknown loss", _set_plan(loss="nonsense")),
    ("loss of a number", _set_plan(loss=3)),
    ("weights too few", lambda r, case: case["compile"].update(loss_weights=[1.0] * (len(case["outputs"]) - 1))),
    ("weights too many", lambda r, case: case["compile"].update(loss_weights=[1.0] * (len(case["outputs"]) + 1))),
    ("weight of nobody", _set_plan(loss_weights={"nobody": 1.0})),
    ("weight of a text", _set_plan(loss_weights="x")),
    ("one weight", _set_plan(loss_weights=0.5)),
    ("metrics of a text", _set_plan(metrics="mae")),
    ("metrics of all", _set_plan(metrics=["mae"])),
    ("metrics of nobody", _set_plan(metrics={"nobody": "mae"})),
    ("unknown metric", _set_plan(metrics=["nonsense"])),
    ("weighted metrics of a text", _set_plan(weighted_metrics="mae")),
    ("unknown optimizer", _set_plan(optimizer="nonsense")),
    ("no optimizer", _set_plan(optimizer=None)),
    ("no targets", _set_data(y="none")),
    ("a target too few", _set_data(y="short")),
    ("targets of other names", _set_data(y="strange")),
    ("an input too few", _set_data(x="short")),
    ("inputs of other names", _set_data(x="strange")),
    ("inputs beside others", _set_data(x="more")),
    ("targets beside others", _set_data(y="more")),
    ("inputs too long", _set_data(x="rows")),
    ("targets too long", _set_data(y="rows")),
    ("wide inputs", _set_data(x="wide")),
    ("wide targets", _set_data(y="wide")),
    ("weights too long", _set_data(weights="rows")),
    ("a weight too few", _set_data(weights="short")),
    ("weights of nobody", _set_data(weights="strange")),
    ("wide weights", _set_data(weights="wide")),
    ("plain lists", _set_data(x="lists", y="lists")),
    ("plain targets", _set_data(y="lists")),
    ("class weights", _set_fit(class_weight={"0": 1.0, "1": 2.0})),
    ("no epochs", _set_fit(epochs=0)),
    ("late epochs", _set_fit(initial_epoch=5)),
    ("whole split", _set_fit(validation_split=1.0)),
    ("small split", _set_fit(validation_split=0.01)),
    (
        "four of validation",
        lambda r, case: _of_fit(case).update(
            validation_data={"data": {**_of_fit(case)["data"], "rows": 6}, "as": "four"}
        ),
    ),
    (
        "x of validation",
        lambda r, case: _of_fit(case).update(validation_data={"data": {**_of_fit(case)["data"], "rows": 6}, "as": "x"}),
    ),
    ("many steps", _set_fit(steps_per_epoch=9)),
    (
        "many steps of validation",
        lambda r, case: _of_fit(case).update(
            validation_steps=9, validation_data={"data": {**_of_fit(case)["data"], "rows": 6}, "as": "two"}
        ),
    ),
    ("an iterator", _set_data(x="iterator")),
    ("tuple of frequencies", _set_fit(validation_freq=[2])),
)
