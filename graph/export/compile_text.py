"""`model.compile` and `model.fit` of a document's training plan."""

from __future__ import annotations

from typing import Any

from graph.document.document import Document
from graph.export.python_text import call_lines, literal, short_name, text
from graph.inference.shapes import infer
from graph.keras.config import history_names
from graph.keras.metrics import keras_metric
from graph.keras.origin import MODULES
from graph.layers.core.ends import Output
from graph.specs.spec import Value


def compile_lines(document: Document) -> list[str]:
    """The call of `compile`; nothing where no Output has a loss."""
    outputs = output_specs(document)
    if all(spec.loss is None for spec in outputs):
        return []
    names = history_names(document.main)
    arguments = [f"optimizer={literal(document.training.optimizer)}", f"loss={_losses(outputs, names)}"]
    if any(spec.loss_weight != 1.0 for spec in outputs):
        weights = [spec.loss_weight for spec in outputs]
        arguments.append(f"loss_weights={_by_output([literal(w) for w in weights], names)}")
    for key in ("metrics", "weighted_metrics"):
        metrics = [_metrics(document, number, getattr(spec, key)) for number, spec in enumerate(outputs)]
        if any(m != "[]" for m in metrics):
            arguments.append(f"{key}={metrics[0] if len(metrics) == 1 else _by_output(metrics, names)}")
    return call_lines("model.compile", arguments)


def output_specs(document: Document) -> list[Output]:
    root = document.main
    specs = [root.layer_of(call).spec for call in root.outputs]
    return [spec for spec in specs if isinstance(spec, Output)]


def _losses(outputs: list[Output], names: tuple[str, ...]) -> str:
    losses = [literal(spec.loss) for spec in outputs]
    if len(losses) == 1:
        return losses[0]
    if None in [spec.loss for spec in outputs]:
        return f"[{', '.join(losses)}]"
    return _by_output(losses, names)


def _by_output(values: list[str], names: tuple[str, ...]) -> str:
    if len(values) == 1:
        return f"[{values[0]}]"
    return "{" + ", ".join(f"{text(name)}: {value}" for name, value in zip(names, values, strict=True)) + "}"


def _metrics(document: Document, output: int, metrics: tuple[Value, ...]) -> str:
    if not metrics:
        return "[]"
    root = document.main
    arriving = infer(document).outputs(root)[output]
    spec = output_specs(document)[output]
    return f"[{', '.join(_metric(keras_metric(m, spec, arriving)) for m in metrics)}]"


def _metric(found: tuple[str, str, dict[str, Any]]) -> str:
    """A metric's name alone, or the call of its class."""
    kind, shown, settings = found
    if not kind:
        return text(shown)
    arguments = [f"{key}={literal(value)}" for key, value in settings.items()]
    return f"{MODULES['metric']}.{kind}({', '.join([*arguments, f'name={text(shown)}'])})"


def fit_lines(document: Document, held_out: bool) -> list[str]:
    """Loading the data and the call of `fit`."""
    plan, root = document.training, document.main
    x = "x" if len(root.inputs) > 1 else "[x]"
    y = "y" if len(root.outputs) > 1 else "[y]"
    kept = f", ({x.replace('x', 'x_held_out')}, {y.replace('y', 'y_held_out')})" if held_out else ""
    arguments = ["x", "y", f"batch_size={plan.batch_size}", f"epochs={plan.epochs}"]
    if held_out:
        arguments.append("validation_data=(x_held_out, y_held_out)")
    elif plan.validation_split:
        arguments.append(f"validation_split={plan.validation_split!r}")
    if not plan.shuffle:
        arguments.append("shuffle=False")
    return [f"    {x}, {y}{kept} = load_data()", *call_lines("model.fit", arguments)]


__all__ = ["compile_lines", "fit_lines", "output_specs", "short_name"]
