"""Names of packages as scripts say them, in the one spelling that reading knows."""

from __future__ import annotations

from graph.keras.older.classes import CLASSES

PREFIXES = (
    "tensorflow.compat.v1.keras",
    "tensorflow.compat.v2.keras",
    "tensorflow.python.keras",
    "tensorflow.keras",
    "tensorflow.contrib.keras",
    "tf_keras",
    "keras.api",
    "keras.src",
    "keras.engine",
)
MOVED = {
    "keras.models.Input": "keras.Input",
    "keras.layers.Input": "keras.Input",
    "keras.input_layer.Input": "keras.Input",
    "keras.layers.core.Dense": "keras.layers.Dense",
    "keras.training.Model": "keras.Model",
    "keras.models.Model": "keras.Model",
    "keras.models.Sequential": "keras.Sequential",
    "keras.layers.convolutional": "keras.layers",
    "keras.layers.core": "keras.layers",
    "keras.layers.pooling": "keras.layers",
    "keras.layers.recurrent": "keras.layers",
    "keras.layers.merge": "keras.layers",
    "keras.layers.embeddings": "keras.layers",
    "keras.layers.normalization": "keras.layers",
    "keras.layers.noise": "keras.layers",
    "keras.layers.wrappers": "keras.layers",
    "keras.layers.advanced_activations": "keras.layers",
    "keras.layers.experimental.preprocessing": "keras.layers",
    "keras.utils.np_utils": "keras.utils",
    "keras.optimizers.legacy": "keras.optimizers",
    "keras.optimizers.experimental": "keras.optimizers",
    "tensorflow.nn": "keras.ops",
    "tensorflow.add": "keras.ops.add",
    "tensorflow.subtract": "keras.ops.subtract",
    "tensorflow.multiply": "keras.ops.multiply",
    "tensorflow.concat": "keras.ops.concatenate",
    "tensorflow.reshape": "keras.ops.reshape",
    "tensorflow.transpose": "keras.ops.transpose",
    "tensorflow.reduce_mean": "keras.ops.mean",
    "tensorflow.reduce_sum": "keras.ops.sum",
    "tensorflow.reduce_max": "keras.ops.max",
    "tensorflow.squeeze": "keras.ops.squeeze",
    "tensorflow.expand_dims": "keras.ops.expand_dims",
    "tensorflow.matmul": "keras.ops.matmul",
    "tensorflow.abs": "keras.ops.abs",
    "tensorflow.square": "keras.ops.square",
    "tensorflow.sqrt": "keras.ops.sqrt",
    "tensorflow.exp": "keras.ops.exp",
    "tensorflow.tanh": "keras.ops.tanh",
    "tensorflow.sigmoid": "keras.ops.sigmoid",
    "tensorflow.maximum": "keras.ops.maximum",
    "tensorflow.minimum": "keras.ops.minimum",
    "keras.backend.concatenate": "keras.ops.concatenate",
    "keras.backend.abs": "keras.ops.abs",
    "keras.backend.sum": "keras.ops.sum",
    "keras.backend.mean": "keras.ops.mean",
    "keras.backend.square": "keras.ops.square",
    "keras.backend.sqrt": "keras.ops.sqrt",
    "keras.backend.exp": "keras.ops.exp",
    "keras.backend.log": "keras.ops.log",
    "keras.backend.maximum": "keras.ops.maximum",
    "keras.backend.expand_dims": "keras.ops.expand_dims",
    "keras.backend.squeeze": "keras.ops.squeeze",
}


def canonical(path: str) -> str:
    """One spelling for `tensorflow.keras.layers.Dense`, `keras.layers.core.Dense`, `keras.layers.Dense`."""
    for prefix in PREFIXES:
        if path == prefix or path.startswith(f"{prefix}."):
            path = f"keras{path[len(prefix) :]}"
    for old in sorted(MOVED, key=len, reverse=True):
        if path == old or path.startswith(f"{old}."):
            path = f"{MOVED[old]}{path[len(old) :]}"
            break
    head, _, last = path.rpartition(".")
    return f"{head}.{CLASSES[last]}" if head == "keras.layers" and last in CLASSES else path


SUBMODULES = frozenset(
    {
        "activations", "applications", "backend", "callbacks", "constraints", "datasets", "initializers", "layers",
        "losses", "metrics", "models", "ops", "optimizers", "optimizers.schedules", "preprocessing", "regularizers",
        "saving", "utils",
    }
)  # fmt: skip
"""What is a module below `keras`, so that `from keras.layers import *` has names to bring."""
