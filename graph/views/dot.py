"""A model as text in Graphviz' DOT language: a box for every call, the insides of nested models as clusters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.document.document import Call, Document, Model, ModelId
from graph.document.nesting import call_order, is_output
from graph.inference.following import infer
from graph.inference.shapes import ModelShapes
from graph.layers.core.nested_model import NestedModel
from graph.specs.message import shape_text
from graph.views.plot import PlotOptions
from graph.views.summary import call_types, kind_of

Ends = tuple[tuple[str, ...], tuple[str, ...]]
"""The boxes that wires into a call lead to, one for each input, and those that its results come from."""


def dot_text(document: Document, options: PlotOptions, dpi: int, splines: str, cluster: bool) -> str:
    """The root model as a graph, or as a cluster to stand in another graph."""
    writer = _Writer(document, options)
    root = document.models[document.root]
    lines = list(writer.model(root, infer(document, root.id), "c"))
    if cluster:
        head = [f"subgraph {_quoted(f'cluster_{root.name}')} {{", "style=dashed;", f"label={_quoted(root.name)};"]
        return "\n".join([*head, "labeljust=l;", *lines, "}"]) + "\n"
    head = ["digraph G {", f"rankdir={options.rankdir};", "concentrate=true;", f"dpi={dpi};", f"splines={splines};"]
    return "\n".join([*head, "node [shape=record];", *lines, "}"]) + "\n"


class _Writer:
    def __init__(self, document: Document, options: PlotOptions) -> None:
        self.document, self.options = document, options
        self.inside: dict[ModelId, Ends] = {}

    def model(self, model: Model, shapes: ModelShapes, prefix: str) -> Iterator[str]:
        """Boxes, then wires; call ids become names that are unique in the whole text."""
        ends: dict[str, Ends] = {}
        for call_id in call_order(model):
            call = model.calls[call_id]
            layer = model.layer_of(call_id)
            if is_output(layer):
                continue
            name = f"{prefix}_{call_id}"
            inner = self.document.models.get(layer.spec.model) if isinstance(layer.spec, NestedModel) else None
            if inner is not None and self.options.expand_nested and call_id in shapes.nested:
                yield f"subgraph {_quoted(f'cluster_{name}')} {{"
                yield f"style=dashed; labeljust=l; label={_quoted(layer.name)};"
                yield from self.model(inner, shapes.nested[call_id], name)
                yield "}"
                ends[call_id] = self.inside[inner.id]
            else:
                yield f"{name} [label={self.label(model, call, shapes)}];"
                ends[call_id] = ((name,) * max(1, len(call.inputs)), ())
        yield from self.wires(model, ends)
        firsts = tuple(ends[c][0][0] for c in model.inputs if c in ends)
        self.inside[model.id] = (firsts, tuple(self.results(model, ends)))

    def wires(self, model: Model, ends: Mapping[str, Ends]) -> Iterator[str]:
        for source, target, port in model.wires():
            if source.call in ends and target in ends:
                entries, exits = ends[target][0], ends[source.call][1]
                begin = exits[source.output] if source.output < len(exits) else ends[source.call][0][0]
                yield f"{begin} -> {entries[min(port, len(entries) - 1)]};"

    def results(self, model: Model, ends: Mapping[str, Ends]) -> Iterator[str]:
        for call_id in model.outputs:
            for source in model.calls[call_id].inputs:
                if source is not None and source.call in ends:
                    first, exits = ends[source.call]
                    yield exits[source.output] if source.output < len(exits) else first[0]

    def label(self, model: Model, call: Call, shapes: ModelShapes) -> str:
        layer = model.layer_of(call.id)
        kind = kind_of(self.document, layer)
        parts = [f"{layer.name} ({kind})" if self.options.show_layer_names else kind]
        activation = getattr(layer.spec, "activation", None)
        if self.options.show_layer_activations and isinstance(activation, str):
            parts.append(f"Activation: {activation}")
        types = call_types(self.document, model, call, shapes)
        if self.options.show_shapes:
            inputs = [t for t in shapes.inputs_of(call) if t is not None]
            if inputs:
                parts.append("Input shape: " + ", ".join(shape_text(t.shape) for t in inputs))
            parts.append("Output shape: " + ", ".join("?" if t is None else shape_text(t.shape) for t in types))
        if self.options.show_dtype:
            parts.append("Output dtype: " + ", ".join("?" if t is None else t.dtype for t in types))
        if self.options.show_trainable and shapes.weights.get(layer.id):
            parts.append("Trainable" if layer.trainable else "Non-trainable")
        escaped = "|".join("".join(f"\\{c}" if c in '{}|<>\\"' else c for c in part) for part in parts)
        return f'"{{{escaped}}}"'


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
