"""Calls and models as networkx graphs, and what is asked of those: cycles, and models that contain themselves.

Apart from `nesting`, since whoever only runs a network need not wait for networkx to be imported.
"""

from __future__ import annotations

import networkx as nx

from graph.document.document import CallId, Document, Model, ModelId
from graph.document.nesting import call_order
from graph.layers.core.nested_model import NestedModel


def uses(document: Document) -> nx.MultiDiGraph:
    """Models as nodes, an edge from user to used for every layer that is a model."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(document.models)
    for model in document.models.values():
        for layer in model.layers.values():
            if isinstance(layer.spec, NestedModel):
                graph.add_edge(model.id, layer.spec.model, key=layer.id)
    return graph


def would_contain_itself(document: Document, user: ModelId, used: ModelId) -> bool:
    """Whether making `used` a layer of `user` would put a model into itself."""
    return used in holders(document, user)


def holders(document: Document, model: ModelId) -> set[ModelId]:
    """The model and all in which it is, however deep: those that can't become a layer of it."""
    return {model} | (nx.ancestors(graph, model) if model in (graph := uses(document)) else set())


def call_graph(model: Model) -> nx.MultiDiGraph:
    """The calls of one model as nodes, its wires as edges keyed by port; `source` is the output a wire starts from."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(model.calls)
    for source, call, port in model.wires():
        if source.call in model.calls:
            graph.add_edge(source.call, call, key=port, source=source.output)
    return graph


def cycles(model: Model) -> list[list[CallId]]:
    """Every knot of calls that feed each other, each as the list of its calls in the order in which they were made."""
    if len(call_order(model)) == len(model.calls):
        return []
    graph = nx.DiGraph(call_graph(model))
    position = {call: i for i, call in enumerate(model.calls)}
    knots = [k for k in nx.strongly_connected_components(graph) if len(k) > 1 or graph.has_edge(*[next(iter(k))] * 2)]
    return sorted((sorted(knot, key=position.__getitem__) for knot in knots), key=lambda knot: position[knot[0]])
