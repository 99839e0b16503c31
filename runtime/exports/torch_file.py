"""A document as a PyTorch module, with its weights in a `.safetensors` file beside it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from graph.document.document import Document
from graph.document.names import identifier
from graph.export.line_breaks import broken_lines
from graph.inference.casts import with_casts
from graph.inference.program import Program, Step, flatten
from graph.specs.message import MessageError, say
from graph.specs.quoting import quoted
from graph.specs.spec import TEXT
from runtime.exports.channel_orders import Tensor
from runtime.exports.onnx_graph import MASKED
from runtime.exports.torch_module import Module, Said, Unsayable, sayer_of
from runtime.files.keras_files import write
from runtime.ops.op import Array

SUFFIX = ".safetensors"


class TorchError(MessageError):
    """PyTorch has no counterpart for a layer."""


@dataclass(frozen=True)
class TorchModule:
    """The text of the module, and its weights by PyTorch's names."""

    text: str
    state: dict[str, Array]


@cache
def load_kinds() -> None:
    """Import all that says layers."""
    package = importlib.import_module("runtime.exports.torch_kinds")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")


def torch_module(document: Document, arrays: Sequence[Array], weight_file: str) -> TorchModule:
    """The module of a document's root model, weights in Keras' order; raises MessageError where PyTorch can't say a
    layer."""
    load_kinds()
    program, m = with_casts(flatten(document)), Module()
    weights: dict[tuple[str, ...], dict[str, Array]] = {}
    for owned, array in zip(program.weights, arrays, strict=True):
        weights.setdefault(owned.layer, {})[owned.name] = array
    values = dict[int, Tensor]()
    given = []
    for name, _, value in program.inputs:
        if program.values[value].dtype == TEXT:
            raise TorchError(say("PyTorch has no texts, and {name} is one.", name=name))
        given.append(m.fresh(name or "input"))
        values[value] = Tensor(len(program.values[value].shape), given[-1])
    writer = _Writer(program, m, values)
    for number, step in enumerate(program.steps):
        writer.say(number, step, weights.get(step.layer, {}))
    results = [m.last(values[output.value]) for output in program.outputs]
    text = _text(document, program, m, given, results, weight_file)
    ast.parse(text)
    return TorchModule(text, m.state)


class _Writer:
    """Says one step after the other, and gives each result a variable: `x` where only the next step uses it."""

    def __init__(self, program: Program, module: Module, values: dict[int, Tensor]) -> None:
        self.program, self.module, self.values = program, module, values
        self.uses: dict[int, list[int]] = {}
        for number, step in enumerate(program.steps):
            for value in step.inputs:
                self.uses.setdefault(value, []).append(number)
        for output in program.outputs:
            self.uses.setdefault(output.value, []).append(-1)

    def say(self, number: int, step: Step, weights: dict[str, Array]) -> None:
        m, spec = self.module, step.spec
        m.layer, m.name = step.layer, step.name
        types = tuple(self.program.values[i] for i in step.inputs)
        results = tuple(self.program.values[i] for i in step.outputs)
        try:
            masked = any(type.masked for type in types)
            sayer = sayer_of(type(spec), masked)
            if sayer is None:
                raise Unsayable(
                    MASKED if masked and sayer_of(type(spec), False) else say("this kind has no counterpart there")
                )
            said = sayer(m, Said(spec, tuple(self.values[i] for i in step.inputs), types, results, weights))
        except Unsayable as error:
            raise TorchError(
                say(
                    "PyTorch has no counterpart of the layer {name} ({kind}): {reason}.",
                    name=step.name,
                    kind=spec.kind,
                    reason=error.reason,
                )
            ) from None
        parts = said if isinstance(said, list) else [said]
        for place, (value, type_, part) in enumerate(zip(step.outputs, results, parts)):
            part = part if isinstance(part, Tensor) else Tensor(len(type_.shape), part)
            self.values[value] = self.kept(number, step, value, part, place if len(parts) > 1 else 0)

    def kept(self, number: int, step: Step, value: int, part: Tensor, place: int) -> Tensor:
        """The result in a variable."""
        expression = part.first if part.last is None else part.last
        assert expression is not None
        if expression.isidentifier() and expression != "x":
            return part
        is_last = number + 1 == len(self.program.steps)
        alone = self.uses.get(value, []) in ([number + 1], [-1] if is_last else [number + 1])
        name = "x" if alone else self.module.fresh(f"{step.name} {place}" if place else step.name)
        if name != expression:
            self.module.lines.append(f"{name} = {expression}")
        return Tensor(part.rank, first=name) if part.last is None else Tensor(part.rank, name)


def _text(
    document: Document, program: Program, m: Module, given: Sequence[str], results: Sequence[str], weight_file: str
) -> str:
    name = "".join(word.capitalize() for word in identifier(document.main.name or "model").split("_")) or "Model"
    shapes = [f"{n} {_shape(program, value)}" for n, (_, _, value) in zip(given, program.inputs)]
    outputs = [f"{identifier(o.name or 'output')} {_shape(program, o.value)}" for o in program.outputs]
    body = []
    for member, text in m.members.items():
        if text.startswith("buffer "):
            array = m.state[member]
            sizes = ", ".join(map(str, array.shape))
            zeros = f"torch.zeros({sizes})" if array.shape else "torch.zeros(())"
            if array.dtype != np.float32:
                zeros = f"{zeros[:-1]}, dtype=torch.{array.dtype})"
            body.append(f"        self.register_buffer({quoted(member)}, {zeros})")
        else:
            body.append(f"        self.{member} = {text}")
    returned = results[0] if len(results) == 1 else f"({', '.join(results)})"
    lines = [
        '"""A network for PyTorch, with its weights in a file beside this one."""',
        "",
        "from pathlib import Path",
        "",
        "import torch",
        "import torch.nn.functional as F",
        "from torch import nn",
        "",
        "",
        f"class {name}(nn.Module):",
        '    """Channels come last, as in Keras.',
        "",
        *(f"    Takes {shape}." for shape in shapes),
        *(f"    Gives {shape}." for shape in outputs),
        '    """',
        "",
        "    def __init__(self):",
        "        super().__init__()",
        *body,
        "",
        f"    def forward(self, {', '.join(given)}):",
        *(f"        {line}" for line in m.lines),
        f"        return {returned}",
        "",
        "",
        "def load_model():",
        "    from safetensors.torch import load_file",
        "",
        f"    model = {name}()",
        f"    weights = Path(__file__).resolve().parent / {quoted(weight_file)}",
        "    model.load_state_dict(load_file(weights))",
        "    return model.eval()",
        "",
        "",
        'if __name__ == "__main__":',
        "    print(load_model())",
        "",
    ]
    return "\n".join(broken_lines(lines))


def _shape(program: Program, value: int) -> str:
    type = program.values[value]
    sizes = ", ".join("any" if size is None else str(size) for size in type.shape[1:])
    return f"(batch{f', {sizes}' if sizes else ''}) of {type.dtype}"


def save_torch(path: Path, document: Document, arrays: Sequence[Array]) -> None:
    """Write the module as `path` and its weights beside it, as `.safetensors`; raises MessageError."""
    from safetensors.numpy import save

    file = path.with_suffix(SUFFIX)
    made = torch_module(document, arrays, file.name)
    write(file, save(made.state))
    write(path, made.text.encode("utf-8"))
