"""Models inside models: what a model looks like from outside, and which models use which."""

from __future__ import annotations

import networkx as nx

from graph.document import CallId, Document, Layer, Model, ModelId
from graph.layers.core import Input, Output
from graph.layers.core import Model as ModelSpec
from graph.names import output_names
from graph.spec import Ports, Spec


def ports_of(document: Document, spec: Spec) -> Ports:
    """The ports of a layer; of a model used as a layer: its Inputs and Outputs by name."""
    if not isinstance(spec, ModelSpec):
        return spec.ports()
    model = document.models.get(spec.model)
    if model is None:
        return Ports(inputs=(), outputs=(), required=0)
    inputs = tuple(model.layer_of(c).name for c in model.inputs)
    return Ports(inputs, output_names(model), required=len(inputs))


def is_input(layer: Layer) -> bool:
    return isinstance(layer.spec, Input)


def is_output(layer: Layer) -> bool:
    return isinstance(layer.spec, Output)


def uses(document: Document) -> nx.MultiDiGraph:
    """Models as nodes, an edge from user to used for every layer that is a model."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(document.models)
    for model in document.models.values():
        for layer in model.layers.values():
            if isinstance(layer.spec, ModelSpec):
                graph.add_edge(model.id, layer.spec.model, key=layer.id)
    return graph


def would_contain_itself(document: Document, user: ModelId, used: ModelId) -> bool:
    """Whether making `used` a layer of `user` would put a model into itself."""
    graph = uses(document)
    return user == used or (used in graph and nx.has_path(graph, used, user))


def call_graph(model: Model) -> nx.MultiDiGraph:
    """The calls of one model as nodes and its wires as edges, keyed by port; `source` is the output a wire starts from."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(model.calls)
    for source, call, port in model.wires():
        if source.call in model.calls:
            graph.add_edge(source.call, call, key=port, source=source.output)
    return graph


def call_order(model: Model) -> list[CallId]:
    """The calls so that every call comes after its sources, otherwise as they were made; calls in a cycle are left out."""
    position = {call: i for i, call in enumerate(model.calls)}
    graph = nx.DiGraph(call_graph(model))
    order: list[CallId] = []
    try:
        order.extend(nx.lexicographical_topological_sort(graph, key=position.__getitem__))
    except nx.NetworkXUnfeasible:
        pass  # What could be ordered before the cycle has been; problems name the cycle itself.
    return order


def cycles(model: Model) -> list[list[CallId]]:
    """Every knot of calls that feed each other, each as the list of its calls."""
    graph = nx.DiGraph(call_graph(model))
    knots = [
        sorted(knot, key=list(model.calls).index) for knot in nx.strongly_connected_components(graph) if len(knot) > 1
    ]
    return knots + [[call] for call in nx.nodes_with_selfloops(graph)]
