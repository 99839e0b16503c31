"""The words on a card: parameters in brief, shapes, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from graph.document.document import Layer
from graph.layers.core.embedding import Embedding
from graph.layers.core.ends import Input, Output
from graph.layers.core.nested_model import NestedModel
from graph.specs.params import Param, params_of
from graph.specs.spec import Spec, TensorType, Value
from gui.translate import label, shape, words

translate = QCoreApplication.translate
NARROW_SPACE = "\u202f"


def type_text(tensor: TensorType | None) -> str:
    """A shape without its batch, and the dtype where it is not float32: `280 × 256`, `280 int32`."""
    if tensor is None:
        return ""
    sizes = shape(tensor.shape[1:])
    return sizes if tensor.dtype == "float32" else f"{sizes} {tensor.dtype}"


def number_text(number: int) -> str:
    """`82 176`: thousands apart by a narrow space that doesn't break."""
    return f"{number:,}".replace(",", NARROW_SPACE)


def flop_text(flops: int) -> str:
    """`0.3 GFLOP`."""
    for unit, size in (("TFLOP", 1e12), ("GFLOP", 1e9), ("MFLOP", 1e6), ("kFLOP", 1e3)):
        if flops >= size * 0.1:
            return f"{flops / size:.{0 if flops >= size * 100 else 1}f} {unit}"
    return f"{flops} FLOP"


def bytes_text(size: int) -> str:
    """`38 MB`."""
    for unit, scale in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            return f"{size / scale:.{0 if size >= scale * 10 else 1}f} {unit}"
    return f"{size} B"


def weights_text(weights: int, calls: int, trainable: bool, others: Sequence[str] = ()) -> str:
    """`82 176 weights, used twice, also in encoder, frozen`; `others` are the models that have the layer too."""
    text = translate("Canvas", "{n} weights").format(n=number_text(weights))
    if calls == 2:
        text += translate("Canvas", ", used twice")
    elif calls > 2:
        text += translate("Canvas", ", used {n} times").format(n=calls)
    if others:
        text += translate("Canvas", ", also in {models}").format(models=comma().join(others))
    return text if trainable else text + translate("Canvas", ", frozen")


def subtitle(layer: Layer, model_name: str = "") -> str:
    """The kind and what was set: `LSTM · 64 units`, `Output · binary cross-entropy`."""
    spec = layer.spec
    if isinstance(spec, NestedModel):
        return f"{translate('Canvas', 'Model')} · {model_name}" if model_name else translate("Canvas", "Model")
    rules = params_of(spec)
    parts = [part(name, value) for name, value in spec.non_default() if _shown(spec, name, rules[name])]
    if isinstance(spec, Embedding):
        parts[:2] = [f"{number_text(spec.input_dim)} → {number_text(spec.output_dim)}"]
    kind = getattr(spec, "unknown_kind", "") or spec.kind
    return f"{kind} · {comma().join(p for p in parts if p)}" if any(parts) else kind


def _shown(spec: Spec, name: str, rule: Param) -> bool:
    if isinstance(spec, Input):
        return False
    if isinstance(spec, Output):
        return name in ("loss", "loss_weight")
    return not rule.advanced


def part(name: str, value: Any) -> str:
    """One parameter in as few words as make it clear."""
    if name in ("units", "filters"):
        one = {"units": translate("Canvas", "1 unit"), "filters": translate("Canvas", "1 filter")}[name]
        many = {"units": translate("Canvas", "{n} units"), "filters": translate("Canvas", "{n} filters")}[name]
        return one if value == 1 else many.format(n=number_text(value))
    if isinstance(value, bool):
        plain = label(name).lower()
        return plain if value else translate("Canvas", "no {what}").format(what=plain.removeprefix("use "))
    text = value_text(value)
    if name in ("activation", "kernel_size", "pool_size", "padding", "loss", "target_shape"):
        return text
    if name == "loss_weight":
        return translate("Canvas", "weight {n}").format(n=text)
    return f"{label(name).lower()} {text}"


def comma() -> str:
    """What stands between the parts of a list: `, `, or as the language has it."""
    return translate("Canvas", ", ")


def value_text(value: Any) -> str:
    """A parameter's value as people read it: `3 × 3`, `binary cross-entropy`, `−1`."""
    if isinstance(value, Value):
        return words(value.kind)
    if isinstance(value, tuple):
        between = " × " if all(isinstance(n, int) or n is None for n in value) else comma()
        return between.join("–" if n is None else value_text(n) for n in value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}".replace("-", "−") if isinstance(value, float) else str(value).replace("-", "−")
    return str(value)
