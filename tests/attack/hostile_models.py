"""Files of models that mean harm, and damaged ones: each must be refused with a sentence, and nothing else may happen.

    python -m tests.attack.hostile_models
    python -m tests.attack.hostile_models 4000

The first makes 60 configs in three containers each, the second changes bytes of good files of all formats, and values
of their configs, as often as it is told; none may raise something else, or take more than two seconds. A short set runs
with the tests (`test_hostile_models.py`). Beside the sentence, nothing may be opened, started or imported: a hook
looks.
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from graph.document.document import Document
from graph.inference.program import flatten
from graph.keras.from_keras import from_keras
from graph.keras.to_keras import to_keras
from graph.specs.message import MessageError
from runtime.execution.network import Network
from runtime.exports.models import export_model
from runtime.files import templates
from runtime.files.documents import SCRIPTS, open_path
from runtime.files.keras_files import load_weights, save_safetensors, save_weights
from runtime.files.opened_models import open_model

Config = dict[str, Any]
DATA = Path(__file__).parents[1] / "data" / "older_keras"
TEXTS = Path(__file__).parents[1] / "data" / "scripts"
NOT_LAYERS = (
    "get_file", "load_model", "save_model", "model_from_json", "clone_model", "load_img", "save_img", "plot_model",
    "set_random_seed", "get_custom_objects", "register_keras_serializable", "deserialize_keras_object", "eval",
    "image_dataset_from_directory", "text_dataset_from_directory", "audio_dataset_from_directory", "Progbar",
    "enable_unsafe_deserialization", "to_categorical", "pad_sequences", "FeatureSpace", "Sequence", "LambdaCallback",
    "RemoteMonitor", "BackupAndRestore", "unpack_x_y",
)  # fmt: skip
MODULES = ("os", "subprocess", "sys", "builtins", "shutil", "socket", "ctypes", "importlib", "pickle", "keras.utils")
CODE = {"class_name": "__lambda__", "config": {"code": "4wEAAAAA", "defaults": None, "closure": None}}
SLOTS = ("kernel_initializer", "kernel_regularizer", "kernel_constraint", "activation")


def layer(class_name: str, config: Config | None = None, **rest: Any) -> Config:
    return {"class_name": class_name, "config": {"name": "evil", **(config or {})}, **rest}


def layers() -> Iterator[tuple[str, Config]]:
    """Layers that must never become anything."""
    for name in NOT_LAYERS:
        yield name, layer(name, {"origin": "http://127.0.0.1/x", "filepath": "/etc/hostname"}, module="keras.utils")
    for module in MODULES:
        yield f"module {module}", layer("system", {"command": "touch /tmp/owned"}, module=module, registered_name=None)
    functions: tuple[Any, ...] = (
        CODE,
        ["4wEAAAAA", None, None],
        {"class_name": "function", "config": "os.system"},
        "print",
    )
    for number, function in enumerate(functions):
        yield f"lambda {number}", layer("Lambda", {"function": function, "function_type": "lambda"})
    lambda_layer = layer("Lambda", {"function": CODE, "output_shape": CODE})
    yield "lambda shape", lambda_layer
    yield "lambda in TimeDistributed", layer("TimeDistributed", {"layer": lambda_layer})
    yield "lambda in Bidirectional", layer("Bidirectional", {"layer": lambda_layer})
    for slot in SLOTS:
        yield (
            f"lambda as {slot}",
            layer("Dense", {"units": 2, slot: {"class_name": "Lambda", "config": {"function": CODE}}}),
        )
    for name in ("StringLookup", "IntegerLookup", "TextVectorization"):
        for vocabulary in ("/etc/passwd", "http://127.0.0.1/words"):
            yield f"{name} {vocabulary}", layer(name, {"vocabulary": vocabulary})
    yield "TFSMLayer", layer("TFSMLayer", {"filepath": "/etc", "call_endpoint": "serve"})
    yield "TorchModuleWrapper", layer("TorchModuleWrapper", {"module": "4wEAAAAA"})
    yield "custom", layer("Dense", {"units": 2}, module="mine", registered_name="mine>Dense")
    yield "wide", layer("Dense", {"units": 2**40})
    yield "deep name", layer("../../../../tmp/owned", {})


def config_of(given: Config) -> Config:
    start = {"class_name": "InputLayer", "config": {"batch_shape": [None, 4, 4], "dtype": "float32", "name": "x"}}
    return {"class_name": "Sequential", "config": {"name": "m", "layers": [start, given]}}


def archive(config: Any, weights: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("metadata.json", "{}")
        file.writestr("config.json", config if isinstance(config, (str, bytes)) else json.dumps(config))
        file.writestr("model.weights.h5", weights or hdf5())
    return buffer.getvalue()


def hdf5(config: Any = None) -> bytes:
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        if config is not None:
            file.attrs["model_config"] = json.dumps(config)
            file.create_group("model_weights").attrs["layer_names"] = np.array([], "S1")
    return buffer.getvalue()


def containers(config: Config) -> Iterator[tuple[str, bytes]]:
    yield "m.keras", archive(config)
    yield "m.h5", hdf5(config)
    yield "m.json", json.dumps(config).encode()


def bombs() -> Iterator[tuple[str, bytes]]:
    """Files that are small, and would take much."""
    yield "objects.keras", archive("[" + "{}," * 5_000_000 + "{}]")
    yield "objects_60MB.keras", archive("[" + "{}," * 20_000_000 + "{}]")
    yield "depth.json", b"[" * 100_000
    yield "twice.json", b'{"class_name": "Sequential", "class_name": "Sequential", "config": {}}'
    yield "number.json", b'{"class_name": ' + b"9" * 100_000 + b"}"
    groups = io.BytesIO()
    with h5py.File(groups, "w", libver="latest") as file:
        for number in range(150_000):
            file.create_group(f"g{number}")
    good = config_of(layer("Dense", {"units": 2}))
    yield "groups.keras", archive(good, groups.getvalue())
    for name, spoil in (("links", _links), ("shapes", _shapes), ("elsewhere", _elsewhere), ("virtual", _virtual)):
        buffer = io.BytesIO()
        with h5py.File(buffer, "w") as file:
            spoil(file)
        yield f"{name}.keras", archive(good, buffer.getvalue())


def _links(file: h5py.File) -> None:
    file["layers/dense/vars/0"] = h5py.ExternalLink("/etc/hostname", "/")
    file["layers/dense/vars/1"] = h5py.SoftLink("/layers")


def _shapes(file: h5py.File) -> None:
    for number in range(2):
        file.create_dataset(f"layers/dense/vars/{number}", (1 << 15, 1 << 15), "f4", chunks=(64, 64))


def _elsewhere(file: h5py.File) -> None:
    file.create_dataset("layers/dense/vars/0", (4, 2), "f4", external=[("/etc/hostname", 0, 32)])
    file.create_dataset("layers/dense/vars/1", (2,), "f4")


def _virtual(file: h5py.File) -> None:
    layout = h5py.VirtualLayout((4, 2), "f4")
    layout[:] = h5py.VirtualSource("/etc/hostname", "x", (4, 2))
    file.create_virtual_dataset("layers/dense/vars/0", layout)


FORBIDDEN = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "socket.connect",
    "marshal.loads",
    "exec",
    "pickle.find_class",
)
ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 1, 2.5, 10**9, 10**30, -(10**9), 1e308, "", "x", "NaN", "relu", "a" * 5000, [], {}, [[]]),
    *([None], [0], [-1, 2], [1, "x", None], [10**6] * 12, {"class_name": "Dense"}, {"class_name": "x", "config": {}}),
    *({"class_name": "__tensor__", "config": {}}, {"config": None, "class_name": None}, list(range(300)), [[[[[0]]]]]),
)
"""Values that stand where others are meant."""
CONFIGS = ("headline", "tweets", "small_resnet", "layer_in_series")
SLOW = 2.0
happened: list[str] = []
watching = False


def watch() -> None:
    """Note what nothing that reads a file may do; what our own modules do while they are imported comes before."""
    from graph.specs.registry import find

    find("layer", "Dense")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for path in sorted(DATA.iterdir()):
            if path.suffix in (".h5", ".keras"):
                open_model(path)
    with tempfile.TemporaryDirectory() as folder:
        for name, data in containers(config_of(layer("Lambda"))):
            refused(Path(folder), name, data)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and (event in FORBIDDEN or (event == "open" and str(arguments[0]).startswith("/etc"))):
            happened.append(f"{event} {arguments!r:.80}")

    sys.addaudithook(hook)


def opened_by_its_kind(path: Path) -> None:
    """Open a file as the program does; weights alone go into a small network."""
    if path.name.startswith("weights_") or path.suffix == ".safetensors":
        load_weights(path, small())
    elif path.suffix in (".onnx", *SCRIPTS):
        open_path(path).trained()
    else:
        open_model(path)


def refused(folder: Path, name: str, data: bytes) -> str:
    """The sentence with which a file is refused; raises AssertionError where it is not, and whatever else comes out."""
    global watching
    path = folder / name
    path.write_bytes(data)
    before = set(folder.parent.glob("owned*"))
    watching = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened_by_its_kind(path)
    except MessageError as error:
        return str(error)
    finally:
        watching = False
        noted = happened[:]
        happened.clear()
        assert not noted, noted
        assert set(folder.parent.glob("owned*")) == before
    raise AssertionError(f"{name} was opened")


def small() -> Document:
    return from_keras(config_of(layer("Dense", {"units": 2})))


def goods() -> list[tuple[str, bytes]]:
    """Good files of every format."""
    found = [(path.name, path.read_bytes()) for path in sorted(DATA.iterdir()) if path.suffix in (".h5", ".keras")]
    found += [(path.name, path.read_bytes()) for path in sorted(TEXTS.glob("*.py"))[::6]]
    cells = [{"cell_type": "code", "source": path.read_text()} for path in sorted(TEXTS.glob("*.py"))[:2]]
    found.append(("cells.ipynb", json.dumps({"cells": cells, "nbformat": 4}).encode()))
    document = small()
    weights = Network(flatten(document), seed=1).weights.of_every_path()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save_safetensors(folder / "w.safetensors", document, weights)
        save_weights(folder / "weights_.weights.h5", document, weights)
        if find_spec("onnx") is not None:
            network = templates.load("residual_block")
            export_model(network, folder / "network.onnx", None)
        return [*found, *((path.name, path.read_bytes()) for path in sorted(folder.iterdir()))]


def mutations(count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Good files with some bytes changed, left out or put in, and configs with some values that are others."""
    generator = random.Random(seed)
    files = goods()
    configs = [config_of(layer("Dense", {"units": 2})), *(to_keras(templates.load(name)) for name in CONFIGS)]
    for number in range(count):
        if number % 5 == 0:
            yield f"{number}.json", json.dumps(other_values(generator, generator.choice(configs))).encode()
            continue
        name, content = generator.choice(files)
        yield (
            f"{'weights_' if name.startswith('weights_') else ''}{number}{Path(name).suffix}",
            damaged(generator, content),
        )


def damaged(generator: random.Random, content: bytes) -> bytes:
    data = bytearray(content)
    for _ in range(generator.randint(1, 8)):
        at = generator.randrange(len(data))
        way = generator.random()
        if way < 0.6:
            data[at] = generator.randrange(256)
        elif way < 0.8:
            del data[at : at + generator.randint(1, 40)]
        else:
            data[at:at] = generator.randbytes(generator.randint(1, 40))
        if not data:
            data = bytearray(b"x")
    return bytes(data)


def other_values(generator: random.Random, config: Any) -> Any:
    """A config with one to three values replaced, wherever they stand."""
    found = json.loads(json.dumps(config))
    for _ in range(generator.randint(1, 3)):
        places: list[tuple[Any, Any]] = []
        open_ = [found]
        while open_:
            node = open_.pop()
            for key, item in node.items() if isinstance(node, dict) else enumerate(node):
                places.append((node, key))
                if isinstance(item, (dict, list)):
                    open_.append(item)
        holder, key = generator.choice(places)
        if isinstance(holder, dict) and generator.random() < 0.15:
            del holder[key]
        else:
            holder[key] = json.loads(json.dumps(generator.choice(ODD)))
    return found


def main() -> int:
    watch()
    folder = Path(tempfile.mkdtemp())
    if len(sys.argv) > 1:
        opened = wrong = 0
        for name, data in mutations(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0):
            begin = time.process_time()
            try:
                refused(folder, name, data)
            except AssertionError:
                opened += 1
            except Exception as error:
                wrong += 1
                print(name, type(error).__name__, str(error)[:200])
            taken = time.process_time() - begin
            if taken > SLOW:
                wrong += 1
                print(f"{name} took {taken:.1f} s")
            (folder / name).unlink()
        print(f"{opened} could still be opened, {wrong} raised something foreign")
        return int(bool(wrong))
    wrong = done = 0
    for what, given in layers():
        for name, data in containers(config_of(given)):
            done += 1
            try:
                refused(folder, name, data)
            except Exception as error:
                wrong += 1
                print(what, name, type(error).__name__, str(error)[:200])
    for name, data in bombs():
        done += 1
        try:
            print(name, len(data), refused(folder, name, data)[:150])
        except Exception as error:
            wrong += 1
            print(name, type(error).__name__, str(error)[:200])
    print(f"{done - wrong} of {done} refused")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
