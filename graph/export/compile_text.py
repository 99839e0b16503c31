"""`model.compile` and `model.fit` of a document's training plan."""

from __future__ import annotations

from typing import Any

from graph.document.document import Document
from graph.document.names import identifier
from graph.export.python_text import call_lines, literal
from graph.inference.following import infer
from graph.keras.config import history_names, renamed_outputs
from graph.keras.metrics import keras_metric
from graph.keras.origin import MODULES
from graph.layers.core.ends import Output
from graph.layers.operations.operation import Operation
from graph.specs.class_weight import BALANCED, class_weights
from graph.specs.quoting import quoted
from graph.specs.spec import Value
from graph.specs.training import TrainingPlan


def compile_lines(document: Document) -> list[str]:
    """The call of `compile`; nothing where no Output has a loss."""
    outputs = output_specs(document)
    if all(spec.loss is None for spec in outputs):
        return []
    names = _names(document)
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


def _names(document: Document) -> tuple[str, ...]:
    """The outputs' names; none where operations feed some, which Keras counts."""
    root = document.main
    renamed = renamed_outputs(root)
    for call in root.outputs:
        source = next(iter(root.calls[call].inputs), None)
        if call not in renamed and source is not None and isinstance(root.layer_of(source.call).spec, Operation):
            return ()
    return history_names(root)


def _losses(outputs: list[Output], names: tuple[str, ...]) -> str:
    losses = [literal(spec.loss) for spec in outputs]
    if len(losses) == 1:
        return losses[0]
    if not names or None in [spec.loss for spec in outputs]:
        return f"[{', '.join(losses)}]"
    return _by_output(losses, names)


def _by_output(values: list[str], names: tuple[str, ...]) -> str:
    if len(values) == 1 or not names:
        return f"[{', '.join(values)}]"
    return "{" + ", ".join(f"{quoted(name)}: {value}" for name, value in zip(names, values, strict=True)) + "}"


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
        return quoted(shown)
    arguments = [f"{key}={literal(value)}" for key, value in settings.items()]
    return f"{MODULES['metric']}.{kind}({', '.join([*arguments, f'name={quoted(shown)}'])})"


def fit_lines(document: Document, held_out: bool) -> list[str]:
    """Loading the data and the call of `fit`."""
    plan = document.training
    arguments = ["x", "y", f"batch_size={plan.batch_size}", f"epochs={plan.epochs}"]
    if held_out:
        arguments.append("validation_data=(x_val, y_val)")
    elif plan.validation_split:
        arguments.append(f"validation_split={plan.validation_split!r}")
    weights = class_weights(plan.class_weight)
    if weights == BALANCED:
        arguments.append("class_weight=class_weight")
    elif weights is not None:
        arguments.append(f"class_weight={dict(weights)!r}")  # type: ignore[arg-type]
    if not plan.shuffle:
        arguments.append("shuffle=False")
    taken = "(x, y), (x_val, y_val)" if held_out else "x, y"
    watching = [f"        {literal(callback)}," for callback in plan.callbacks]
    if watching:
        watching = ["    callbacks = [", *watching, "    ]"]
        arguments.append("callbacks=callbacks")
    balancing = _balancing(plan, held_out) if weights == BALANCED else []
    return [f"    {taken} = load_data()", *balancing, *watching, *call_lines("model.fit", arguments)]


def _balancing(plan: TrainingPlan, held_out: bool) -> list[str]:
    """Weights with which all classes of what is trained on count the same together."""
    lines = ["    labels = y.argmax(axis=-1) if y.ndim > 1 and y.shape[-1] > 1 else y.reshape(-1)"]
    if plan.validation_split and not held_out:
        lines.append(f"    labels = labels[: int(len(labels) * (1 - {plan.validation_split!r}))]")
    lines.append('    classes, counts = np.unique(labels.astype("int64"), return_counts=True)')
    lines.append("    shares = [len(labels) / (len(classes) * count) for count in counts]")
    return [*lines, "    class_weight = {int(number): float(share) for number, share in zip(classes, shares)}"]


def evaluate_lines(document: Document, held_out: bool) -> list[str]:
    """Measuring what was trained, on data that it was not trained on where there is some, and keeping it."""
    x, y = ("x_val", "y_val") if held_out else ("x", "y")
    return [
        f"    results = model.evaluate({x}, {y}, return_dict=True)",
        "    print(results)",
        f"    model.save(HERE / {quoted(identifier(document.main.name) + '.keras')})",
    ]
