"""Networks that no machine could hold, or that lead nowhere: each must be refused soon, before memory is taken for it.

usage: python -m tests.attack.extreme_graphs

Sizes beyond any memory in many kinds of layers, kernels larger than what they look at, circles, calls that feed
themselves, models within models; and chains of 10,000 and 100,000 layers, which are no fault but must not take long.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

from graph.inference.totals import totals
from graph.specs.message import MessageError
from graph.storage.storage import from_json
from graph.validate import problems

MB = 1 << 20
MOST_SECONDS, MOST_BYTES = 1.0, 64 * MB
HUGE = (2**31, 2**40, 2**62)
SIZED: dict[str, tuple[list[int | None], dict[str, Any], tuple[str, ...]]] = {
    "Dense": ([4], {}, ("units",)),
    "Embedding": ([4], {"input_dim": 9, "output_dim": 4}, ("input_dim", "output_dim")),
    "LSTM": ([5, 4], {}, ("units",)),
    "Conv2D": ([8, 8, 3], {"filters": 4, "kernel_size": 3}, ("filters", "kernel_size")),
    "Conv2DTranspose": ([8, 8, 3], {"filters": 4, "kernel_size": 3}, ("filters", "strides")),
    "RepeatVector": ([4], {}, ("n",)),
    "UpSampling2D": ([8, 8, 3], {}, ("size",)),
    "ZeroPadding2D": ([8, 8, 3], {}, ("padding",)),
    "MaxPooling2D": ([8, 8, 3], {}, ("pool_size",)),
    "MultiHeadAttention": ([5, 4], {"num_heads": 2, "key_dim": 4}, ("num_heads", "key_dim")),
}
Graph = dict[str, Any]


def graph(specs: list[dict[str, Any]], shape: list[int | None], wires: dict[int, list[str]] | None = None) -> Graph:
    """An Input, layers one behind the other, an Output; `wires` are those of calls that get others."""
    layers: dict[str, Any] = {"l0": {"name": "x", "spec": {"kind": "Input", "shape": shape}}}
    calls: dict[str, Any] = {"c0": {"layer": "l0"}}
    for i, spec in enumerate([*specs, {"kind": "Output", "loss": "mse"}], 1):
        layers[f"l{i}"] = {"name": f"n{i}", "spec": spec}
        calls[f"c{i}"] = {"layer": f"l{i}", "inputs": (wires or {}).get(i, [f"c{i - 1}"])}
    return {"name": "m", "layers": layers, "calls": calls, "inputs": ["c0"], "outputs": [f"c{len(specs) + 1}"]}


def extremes() -> Iterator[tuple[str, dict[str, Graph]]]:
    """Names and models of what is to be refused."""
    for kind, (shape, settings, sizes) in SIZED.items():
        for name in sizes:
            for size in HUGE:
                spec = {"kind": kind, **settings, name: size}
                double = [spec["kind"] == "MultiHeadAttention" and ["c0", "c0"]]
                yield f"{kind} {name}={size}", {"m1": graph([spec], shape, {1: double[0]} if double[0] else None)}
    dense = {"kind": "Dense", "units": 4}
    yield "Input", {"m1": graph([dense], [2**31, 2**31, 2**31])}
    yield "a circle", {"m1": graph([dense] * 9, [4], {1: ["c9"]})}
    yield "feeds itself", {"m1": graph([dense], [4], {1: ["c1"]})}
    yield "contains itself", {"m1": graph([{"kind": "Model", "model": "m1"}], [4])}
    deep = {f"m{i}": graph([{"kind": "Model", "model": f"m{i + 1}"}], [4]) for i in range(1, 400)}
    yield "400 deep", {**deep, "m400": graph([dense], [4])}
    twice = {f"m{i}": graph([{"kind": "Model", "model": f"m{i + 1}"}] * 2, [4]) for i in range(1, 45)}
    yield "2**44 calls", {**twice, "m45": graph([dense], [4])}


def looked_at(models: dict[str, Graph]) -> tuple[bool, float, int]:
    """Whether something is wrong with it beside that it has no data, and the seconds and bytes until that was known."""
    tracemalloc.start()
    begin = time.process_time()
    try:
        document = from_json({"format": "layerloom", "version": 1, "root": "m1", "models": models})
        is_wrong = any(problem.code not in ("no-data", "dead-end") for problem in problems(document, memory=2**34))
        totals(document)
    except MessageError:
        is_wrong = True
    seconds, most = time.process_time() - begin, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return is_wrong, seconds, most


def faults() -> Iterator[str]:
    for name, models in extremes():
        is_wrong, seconds, most = looked_at(models)
        if not is_wrong or seconds > MOST_SECONDS or most > MOST_BYTES:
            yield f"{name}: {'refused' if is_wrong else 'accepted'} in {seconds:.2f} s, {most / MB:.0f} MB"


def chain(length: int) -> float:
    """Seconds until a chain of so many layers is read and checked."""
    models = {"m1": graph([{"kind": "Dense", "units": 4, "activation": "relu"}] * length, [4])}
    begin = time.process_time()
    problems(from_json({"format": "layerloom", "version": 1, "root": "m1", "models": models}))
    return time.process_time() - begin


def main() -> int:
    found = list(faults())
    print("\n".join([*found, f"{len(list(extremes()))} extremes: {len(found)} faults"]))
    for length in (10_000, 100_000):
        print(f"a chain of {length:,} layers: {chain(length):.2f} s")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
