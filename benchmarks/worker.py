"""One peer, one system, in a process of its own: builds it, then runs batches on command and answers in JSON lines.

usage: worker.py {ours,keras,torch,torch_channels_last} SYSTEM THREADS

Commands on standard input: `train N` and `predict N` give the milliseconds of N steps each; `memory` the peak in MB.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Step = Callable[[], object]


def peak_memory() -> float:
    """Megabytes at the worst moment of this process."""
    try:
        import resource
    except ImportError:
        import psutil

        return float(psutil.Process().memory_info().peak_wset) / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def ours(system: str, threads: int) -> tuple[Step, Step]:
    os.environ["LAYERLOOM_THREADS"] = str(threads)
    import runtime as keras

    import_done()
    return functional(keras, system)


def keras_peer(system: str, threads: int) -> tuple[Step, Step]:
    for name in ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
        os.environ[name] = str(threads)
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    if threads == 1:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    import keras

    import_done()
    return functional(keras, system)


def functional(keras: Any, name: str) -> tuple[Step, Step]:
    """Steps through the public interface; what `fit` costs around a step is left out for every peer alike."""
    import numpy as np

    from benchmarks.systems import SYSTEMS

    keras.utils.set_random_seed(1)
    system = SYSTEMS[name](keras, np.random.default_rng(1))
    x, y = (a[0] if len(a) == 1 else a for a in (system.x, system.y))
    if keras.__name__ == "keras" and keras.backend.backend() == "jax":
        return jax_steps(system.model, x, y)
    return lambda: system.model.train_on_batch(x, y), lambda: system.model.predict_on_batch(x)


def jax_steps(model: Any, x: Any, y: Any) -> tuple[Step, Step]:
    """The compiled steps that `fit` and `predict` loop over: `train_on_batch` would copy all weights each time."""
    import jax

    model.train_on_batch(x, y)  # builds everything
    model.make_train_function()
    inputs = jax.tree.map(jax.numpy.asarray, x)
    weights = [jax.numpy.array(v.value) for v in model.trainable_variables]
    others = [jax.numpy.array(v.value) for v in model.non_trainable_variables]
    state = [
        model._get_jax_state(
            trainable_variables=True, non_trainable_variables=True, optimizer_variables=True, metrics_variables=True
        )
    ]  # fmt: skip
    forward = jax.jit(lambda w, o, given: model.stateless_call(w, o, given, training=False)[0])

    def train() -> None:
        logs, state[0] = model.train_function(state[0], iter([(x, y)]))
        float(logs["loss"])

    return train, lambda: jax.block_until_ready(forward(weights, others, inputs))


def torch_peer(system: str, threads: int, channels_last: bool = False) -> tuple[Step, Step]:
    import torch

    import_done()
    from benchmarks.torch_systems import steps

    torch.set_num_threads(threads)
    return steps(system, channels_last)


_began = time.perf_counter()
_imported = 0.0


def import_done() -> None:
    global _imported
    _imported = time.perf_counter() - _began


PEERS: dict[str, Callable[[str, int], tuple[Step, Step]]] = {
    "ours": ours,
    "keras": keras_peer,
    "torch": torch_peer,
    "torch_channels_last": lambda system, threads: torch_peer(system, threads, True),
}


def timed(step: Step, count: int) -> list[float]:
    found = []
    for _ in range(count):
        begin = time.perf_counter()
        step()
        found.append((time.perf_counter() - begin) * 1e3)
    return found


def main() -> None:
    peer, system, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    sys.path.insert(0, str(Path(__file__).parent.parent))
    train, predict = PEERS[peer](system, threads)
    first = timed(train, 1)[0]
    answer(ready=True, import_seconds=_imported, first_step_ms=first, to_first_loss_s=time.perf_counter() - _began)
    for line in sys.stdin:
        command, *rest = line.split()
        if command == "train":
            answer(ms=timed(train, int(rest[0])))
        elif command == "predict":
            answer(ms=timed(predict, int(rest[0])))
        elif command == "memory":
            answer(mb=peak_memory())


def answer(**values: Any) -> None:
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main()
