"""The data of a plan as lines of a plain script: NumPy, Keras and the standard library, Pillow for pictures.

Every text of the document enters the script through `repr`. Names of variables are made here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.data.data_plan import Binding, DataPlan, UnknownKind, column_names
from graph.data.data_sets import Cifar10, CsvFile, DatasetSpec, Digits, GeneratedSpec, ImageFolder, NpyFiles, NpzFile
from graph.data.data_steps import DataPlanError
from graph.specs.message import say

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "bar": "|"}
MODES = {"grey": "L", "rgb": "RGB", "rgba": "RGBA"}
SUFFIXES = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp")


def needs_file(plan: DataPlan) -> bool:
    """Whether the data must be saved beside the script, because only this program can make it."""
    return any(isinstance(spec, (Digits, GeneratedSpec)) for spec in (plan.dataset, plan.validation))


def array_keys(bindings: Mapping[str, Binding]) -> dict[str, str]:
    """The name in the saved `.npz` of each bound column: the column's own where it is a plain word."""
    texts = list(dict.fromkeys(binding.column for binding in bindings.values()))
    return {text: text if _is_plain(text) else f"column_{i + 1}" for i, text in enumerate(texts)}


def python_source(
    plan: DataPlan,
    inputs: Sequence[str],
    outputs: Sequence[str],
    data_file: str | None = None,
    validation_file: str | None = None,
    columns: Sequence[str] = (),
) -> list[str]:
    """Lines that define `load_data()`, which returns x and y as lists, then (x, y) for validation if the plan has one.

    `inputs` and `outputs` are layer ids in the model's order. With `data_file`, the arrays come from that `.npz`, saved
    by `runtime.data.saving.save_columns`; without, from where the plan says. `columns` are the data set's columns,
    needed only for patterns such as `pixel_*`. Raises DataPlanError where a script can't read it.
    """
    bindings = [_binding(plan, layer) for layer in (*inputs, *outputs)]
    keys = array_keys(plan.bindings) if data_file is not None else None
    names = [f"x_{i + 1}" for i in range(len(inputs))] + [f"y_{i + 1}" for i in range(len(outputs))]
    reading = _Reading()
    body = reading.lines(plan.dataset, "data", data_file, columns)
    if plan.validation is not None:
        body += reading.lines(plan.validation, "held_out", validation_file, columns)
    for name, binding in zip(names, bindings, strict=True):
        body += _prepare(name, binding, keys, columns, plan.validation is not None)
    split = len(inputs)
    body.append(_return(names[:split], names[split:], plan.validation is not None))
    head = [*reading.imports(), "", "", *reading.functions(), "def load_data():"]
    return [*head, '    """The samples and their targets, as lists of arrays."""', *(f"    {line}" for line in body)]


class _Reading:
    """Collects the imports and functions that the lines need."""

    def __init__(self) -> None:
        self.modules = {"keras": "import keras", "numpy": "import numpy as np"}
        self.uses_csv = False

    def imports(self) -> list[str]:
        """Standard library first, as formatters sort them."""
        standard = [line for name, line in sorted(self.modules.items()) if name in ("csv", "pathlib")]
        others = [line for name, line in sorted(self.modules.items()) if name not in ("csv", "pathlib")]
        return [*standard, *([""] if standard else []), *others]

    def functions(self) -> list[str]:
        return [*READ_CSV, "", ""] if self.uses_csv else []

    def lines(
        self, spec: DatasetSpec | UnknownKind | None, name: str, file: str | None, columns: Sequence[str]
    ) -> list[str]:
        if file is not None:
            return [f"{name} = np.load({file!r})"]
        match spec:
            case NpzFile():
                return [f"{name} = np.load({spec.path!r})"]
            case NpyFiles():
                return self._npy(spec, name)
            case CsvFile():
                return self._csv(spec, name, columns)
            case ImageFolder():
                return self._images(spec, name)
            case Cifar10():
                return self._cifar10(spec, name)
            case None:
                raise DataPlanError(say("No data set is chosen, so the script would have nothing to train on."))
            case _:
                raise DataPlanError(
                    say("The data of {kind} must be saved in a file beside the script.", kind=spec.kind)
                )

    def _npy(self, spec: NpyFiles, name: str) -> list[str]:
        self.modules["pathlib"] = "from pathlib import Path"
        lines = [f"{name} = {{}}"]
        for path in spec.paths():
            files = f"[Path({path!r})]" if path.lower().endswith(".npy") else f'Path({path!r}).glob("*.npy")'
            lines += [f"for path in {files}:", f'    {name}[path.stem] = np.load(path, mmap_mode="r")']
        return lines

    def _csv(self, spec: CsvFile, name: str, columns: Sequence[str]) -> list[str]:
        self.modules["csv"] = "import csv"
        self.uses_csv = True
        unnamed = bool(columns) and all(text == f"column_{i + 1}" for i, text in enumerate(columns))
        header = spec.header == "yes" or (spec.header == "auto" and not unnamed)
        texts = tuple(part.strip() for part in spec.text_columns.split(",") if part.strip())
        encoding = "utf-8-sig" if spec.encoding == "utf-8" else spec.encoding
        delimiter = DELIMITERS.get(spec.delimiter)
        return [f"{name} = read_csv({spec.path!r}, {delimiter!r}, {encoding!r}, {header!r}, {texts!r})"]

    def _images(self, spec: ImageFolder, name: str) -> list[str]:
        self.modules["pathlib"] = "from pathlib import Path"
        self.modules["PIL"] = "from PIL import Image, ImageOps"
        size, mode = (spec.width, spec.height), MODES[spec.colour]
        return [
            f"folder = Path({spec.path!r})",
            'classes = sorted(f.name for f in folder.iterdir() if f.is_dir() and not f.name.startswith("."))',
            "images, labels = [], []",
            "for label, name in enumerate(classes):",
            "    for path in sorted((folder / name).iterdir()):",
            f'        if path.suffix.lower() in {SUFFIXES!r} and not path.name.startswith("."):',
            f"            image = ImageOps.exif_transpose(Image.open(path)).convert({mode!r})",
            f"            image = image.resize({size!r}, Image.Resampling.BILINEAR)",
            f"            images.append(np.asarray(image).reshape({spec.height}, {spec.width}, -1))",
            "            labels.append(label)",
            f'{name} = {{"image": np.stack(images), "label": np.array(labels)}}',
        ]

    def _cifar10(self, spec: Cifar10, name: str) -> list[str]:
        load = "(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()"
        images, labels = {
            "train": ("x_train", "y_train[:, 0]"),
            "test": ("x_test", "y_test[:, 0]"),
            "all": ("np.concatenate([x_train, x_test])", "np.concatenate([y_train, y_test])[:, 0]"),
        }[spec.part]
        return [load, f'{name} = {{"image": {images}, "label": {labels}}}']


def _binding(plan: DataPlan, layer: str) -> Binding:
    if layer not in plan.bindings:
        raise DataPlanError(say("The layer {layer} is bound to no column.", layer=layer))
    return plan.bindings[layer]


def _prepare(
    name: str, binding: Binding, keys: dict[str, str] | None, columns: Sequence[str], held_out: bool
) -> list[str]:
    """Lines from the columns to the array `name`; the held-out array goes first, fitted on `name` as it is then."""
    parts = (binding.column,) if keys is not None else _names(binding.column, columns)
    parts = tuple((keys or {}).get(part, part) for part in parts)
    lines = [f"{name} = {_columns('data', parts)}"]
    if held_out:
        lines.append(f"{name}_held_out = {_columns('held_out', parts)}")
    for step in binding.known_steps():
        if held_out:
            lines.append(f"{name}_held_out = {step.code(f'{name}_held_out', name)}")
        lines.append(f"{name} = {step.code(name, name)}")
    return lines


def _columns(data: str, names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{data}[{names[0]!r}]"
    return f"np.concatenate([{data}[c].reshape(len({data}[c]), -1) for c in {list(names)!r}], axis=1)"


def _names(text: str, columns: Sequence[str]) -> tuple[str, ...]:
    if columns:
        return column_names(text, tuple(columns))
    if "*" in text:
        raise DataPlanError(
            say("The script needs to know the columns that {text!r} stands for. Open the data set first.", text=text)
        )
    return tuple(part.strip() for part in text.split(","))


def _return(xs: Sequence[str], ys: Sequence[str], held_out: bool) -> str:
    together = f"[{', '.join(xs)}], [{', '.join(ys)}]"
    if not held_out:
        return f"return {together}"
    kept_x, kept_y = (", ".join(f"{name}_held_out" for name in names) for names in (xs, ys))
    return f"return {together}, ([{kept_x}], [{kept_y}])"


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isidentifier() and text != "file"


READ_CSV = '''\
def read_csv(path, delimiter, encoding, header, texts):
    """The columns of a table by name: numbers, or categories numbered in alphabetical order."""
    with open(path, newline="", encoding=encoding) as file:
        if delimiter is None:
            delimiter = csv.Sniffer().sniff(file.read(65536), ",;\\t| ").delimiter
            file.seek(0)
        rows = [row for row in csv.reader(file, delimiter=delimiter) if row]
    names = [f"column_{i + 1}" for i in range(len(rows[0]))]
    if header:
        names = [cell.strip() or name for cell, name in zip(rows[0], names)]
        rows = rows[1:]
    data = {}
    for name, cells in zip(names, zip(*rows)):
        try:
            numbers = None if name in texts else np.array(cells, "float64")
        except ValueError:
            numbers = None
        if numbers is None:
            data[name] = np.unique([cell.strip() for cell in cells], return_inverse=True)[1]
        elif np.all(numbers == np.floor(numbers)):
            data[name] = numbers.astype("int64")
        else:
            data[name] = numbers.astype("float32")
    return data'''.splitlines()
