"""What happens in a case of `contract_cases.py`: the same code with Keras and with what is here.

    KERAS_BACKEND=jax PYTHON tests/keras_oracle/contract_runs.py FIRST LAST FILE

runs in Keras' interpreter and writes what happened in the cases from number FIRST up to LAST.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

BATCH = 4
"""Rows of a batch of generators and data sets."""


def happened(keras: Any, case: dict[str, Any]) -> dict[str, Any]:
    """What each call gave, the hooks that were called, and where and how it ended if it did not go through."""
    found: dict[str, Any] = {"calls": []}
    stage = "compile"
    keras.utils.clear_session()  # objects of metrics are numbered
    model = built(keras, case)
    heard: list[Any] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            plan = {key: made(keras, value) for key, value in case["compile"].items()}
            if case["calls"][0][0] == "predict":
                stage = "predict"
                found["calls"].append(["predict", called(keras, model, case, *case["calls"][0], heard)])
            model.compile(**plan)
            for name, given in case["calls"][len(found["calls"]) :]:
                stage = name
                found["calls"].append([name, called(keras, model, case, name, given, heard)])
    except Exception as error:  # whatever it is, it is what the other side must say too
        found["error"] = [stage, type(error).__name__, str(error)[:400]]
    found["heard"] = heard
    return found


def built(keras: Any, case: dict[str, Any]) -> Any:
    """The model of a case, with weights that do not depend on anybody's seeds."""
    layers = keras.layers
    inputs = [keras.Input(tuple(shape), name=name) for name, shape in case["inputs"]]
    flat = [layers.Flatten()(x) if len(x.shape) > 2 else x for x in inputs]
    hidden = layers.Dense(4, "tanh", name="hidden")(layers.Concatenate()(flat) if len(flat) > 1 else flat[0])
    outputs = []
    for name, kind in case["outputs"]:
        if kind == "steps":
            outputs.append(layers.Dense(1, "sigmoid", name=name)(inputs[0]))
        else:
            size, shape = {"real": (2, None), "binary": (1, "sigmoid"), "classes": (3, "softmax")}[kind]
            outputs.append(layers.Dense(size, shape, name=name)(hidden))
    model = keras.Model(
        nested(case["inputs_as"], [name for name, _ in case["inputs"]], inputs),
        nested(case["outputs_as"], [name for name, _ in case["outputs"]], outputs),
    )
    rng = np.random.default_rng(case["seed"])
    model.set_weights([rng.normal(0, 0.5, w.shape).astype("float32") for w in model.get_weights()])
    return model


def nested(form: str, names: list[str], items: list[Any]) -> Any:
    if form == "one":
        return items[0]
    if form == "dict":
        return dict(zip(names, items))
    return tuple(items) if form == "tuple" else list(items)


def made(keras: Any, value: Any) -> Any:
    """Objects and functions for what JSON can only name."""
    if isinstance(value, dict) and "make" in value:
        return named(keras, value["make"])(**value["with"])
    if isinstance(value, dict) and "function" in value:
        return named(keras, value["function"])
    if isinstance(value, dict) and "own" in value:
        ops = keras.ops

        def bent(y_true: Any, y_pred: Any) -> Any:
            return ops.mean(ops.abs(y_true - y_pred) ** 3, axis=-1)

        def apart(y_true: Any, y_pred: Any) -> Any:
            return ops.mean(ops.abs(y_true - y_pred), axis=-1)

        return bent if value["own"] == "loss" else apart
    if isinstance(value, dict):
        return {key: made(keras, item) for key, item in value.items()}
    return [made(keras, item) for item in value] if isinstance(value, list) else value


def named(keras: Any, path: str) -> Any:
    for part in path.split("."):
        keras = getattr(keras, part)
    return keras


def called(keras: Any, model: Any, case: dict[str, Any], name: str, given: dict[str, Any], heard: list[Any]) -> Any:
    """What a call of this name with these arguments gives, as JSON can say it."""
    options = {key: value for key, value in given.items() if key != "data"}
    x, y, weights, stream = parts(keras, case, given["data"])
    asks = name.startswith("predict")
    if stream and asks and given["data"]["x"] == "iterator":
        stream = "generator"
    if stream:
        x = streamed(keras, case, given["data"], stream, asks)
        y = weights = None
    if "class_weight" in options:
        options["class_weight"] = {int(key): value for key, value in options["class_weight"].items()}
    if "validation_data" in options:
        options["validation_data"] = validation(
            keras, case, **{key + "_": value for key, value in options["validation_data"].items()}
        )
    if not name.endswith("on_batch"):
        options["callbacks"] = [listener(keras, heard)]
    if asks:
        return plain(getattr(model, name)(x, **options))
    if y is not None:
        options["y"] = y
    if weights is not None:
        options["sample_weight"] = weights
    result = getattr(model, name)(x, **options)
    if name != "fit":
        return plain(result)
    assert model.history is result
    return plain({"history": result.history, "epoch": result.epoch, "params": dict(result.params)})


def validation(keras: Any, case: dict[str, Any], data_: dict[str, Any], as_: str) -> Any:
    x, y, weights, stream = parts(keras, case, data_)
    if stream:
        return streamed(keras, case, data_, stream, False)
    three = (x, y, weights)
    return {"two": three[:2], "three": three, "list": list(three[:2]), "four": (*three, 1), "x": x}[as_]


def parts(keras: Any, case: dict[str, Any], data: dict[str, Any], rows: slice | None = None) -> tuple[Any, ...]:
    """x, y, sample weights, and the kind of stream if the data is to come in batches."""
    n = data["rows"]
    rng = np.random.default_rng([case["seed"], n])
    rows = rows or slice(0, n)
    kind = data["type"]
    names = [name for name, _ in case["inputs"]]
    xs = [rng.normal(size=(n, *shape)).astype(kind)[rows] for _, shape in case["inputs"]]
    stream = data["x"] if data["x"] in ("generator", "data set", "iterator") else ""
    x = formed("own" if stream else data["x"], case["inputs_as"], names, xs)
    names = [name for name, _ in case["outputs"]]
    ys = [target(rng, n, k, s)[rows] for (_, k), s in zip(case["outputs"], case["sparse"])]
    y = formed(data["y"], case["outputs_as"], names, ys)
    shapes = [(n, 4) if data["weights"] == "steps" and kind == "steps" else (n,) for _, kind in case["outputs"]]
    ws = [rng.uniform(0.2, 2, shape).astype("float32")[rows] for shape in shapes]
    weights = data["weights"]
    if weights == "one":
        ws = ws[:1] * len(ws)
        weights = "own" if data.get("spread") else weights
    if data.get("spread"):
        ws = [w[:, None].repeat(4, 1) if k == "steps" and w.ndim == 1 else w for w, (_, k) in zip(ws, case["outputs"])]
    if weights == "one":
        return x, y, ws[0], stream
    if weights == "steps":
        weights = "own"
    return x, y, formed(weights, case["outputs_as"], names, ws), stream


def target(rng: Any, n: int, kind: str, sparse: bool) -> Any:
    if kind == "real":
        return rng.normal(size=(n, 2)).astype("float32")
    if kind == "binary":
        return rng.integers(0, 2, (n, 1)).astype("float32")
    if kind == "steps":
        return rng.integers(0, 2, (n, 4, 1)).astype("float32")
    classes = rng.integers(0, 3, n)
    return classes if sparse else np.eye(3, dtype="float32")[classes]


def formed(form: str, own: str, names: list[str], items: list[Any]) -> Any:
    """These arrays, rightly or wrongly put together."""
    if form == "none":
        return None
    if form == "own":
        return nested(own, names, items)
    if form in ("list", "tuple", "dict"):
        return nested(form, names, items)
    if form == "short":
        return items[:-1]
    if form == "strange":
        return {name + "_": item for name, item in zip(names, items)}
    if form == "more":
        return {**dict(zip(names, items)), "more": items[0]}
    if form == "rows":
        items = [*items[:-1], np.concatenate([items[-1], items[-1][:1]])]
    if form == "wide":
        last = items[-1] if items[-1].ndim > 1 else items[-1][:, None]
        items = [*items[:-1], np.concatenate([last, last], -1)]
    if form == "lists":
        items = [item.tolist() for item in items]
    return nested(own, names, items)


def streamed(keras: Any, case: dict[str, Any], data: dict[str, Any], kind: str, asks: bool) -> Any:
    def batch(begin: int) -> tuple[Any, ...]:
        x, y, weights, _ = parts(keras, case, data, slice(begin, begin + BATCH))
        return (x,) if asks or y is None else (x, y) if weights is None else (x, y, weights)

    starts = range(0, data["rows"], BATCH)

    def generated() -> Iterator[Any]:
        for _ in range(1 if asks else 9):
            for begin in starts:
                yield batch(begin)

    class DataSet(keras.utils.PyDataset):  # type: ignore[misc]
        def __len__(self) -> int:
            return len(starts)

        def __getitem__(self, index: int) -> Any:
            return batch(starts[index])

    if kind == "data set":
        return DataSet()
    return generated() if kind == "generator" else list_iterator([batch(begin) for begin in starts])


def list_iterator(batches: list[Any]) -> Iterator[Any]:
    return iter(batches)


def listener(keras: Any, heard: list[Any]) -> Any:
    """A callback that writes down every hook with the names in its logs."""

    class Listener(keras.callbacks.Callback):  # type: ignore[misc]
        def set_params(self, params: Any) -> None:
            super().set_params(params)
            heard.append(["set_params", plain(dict(params))])

        def set_model(self, model: Any) -> None:
            super().set_model(model)
            heard.append(["set_model"])

    def hook(name: str) -> Any:
        def called(self: Any, *given: Any, logs: Any = None) -> None:
            numbers, words = [g for g in given if isinstance(g, int)], [g for g in given if isinstance(g, dict)]
            told = words[0] if words else logs
            heard.append([name, *numbers, None if told is None else list(told), self.model is not None])

        return called

    for name in dir(keras.callbacks.Callback):
        if name.startswith("on_") and name not in ("on_batch_begin", "on_batch_end", "on_compiling"):
            setattr(Listener, name, hook(name))
    return Listener()


def plain(value: Any) -> Any:
    """Numbers of NumPy and of backends as Python's own; arrays by their shape and some of their sums."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    array = np.asarray(value)
    if array.ndim == 0:
        return float(array)
    return {"shape": list(array.shape), "sums": [float(array.sum()), float((array**2).sum())]}


if __name__ == "__main__":
    import keras
    from contract_cases import drawn, said_plainly

    first, last, file = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    with file.open("w", encoding="utf-8") as answers:
        for seed in range(first, last):
            case = drawn(seed)
            plain_case = said_plainly(case)
            found = [case, happened(keras, case)]
            if plain_case != case:
                found.append(happened(keras, plain_case))
            print(json.dumps(found), file=answers, flush=True)
