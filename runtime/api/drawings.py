"""Pictures of models: Keras' `plot_model` and `model_to_dot`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.specs.arguments import only
from graph.specs.message import say
from graph.storage.atomic import atomic_write
from graph.views.dot import dot_text
from graph.views.plot import GAP, PlotOptions, plot
from runtime.api import checks
from runtime.api.building import to_document
from runtime.api.errors import ApiError
from runtime.files.figures import draw

SPLINES = ("ortho", "curved", "polyline", "spline", "line")


def plot_model(
    model: Any,
    to_file: str | Path = "model.png",
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = False,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: int = 200,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
) -> None:
    """Draw the model into a .png, .svg or .pdf file; needs no other program."""
    only("plot_model", "splines", splines, "ortho")
    checks.model("plot_model", model)
    checks.path("plot_model", to_file)
    checks.whole("plot_model", "dpi", dpi)
    drawing = plot(
        to_document(model).document,
        show_shapes=show_shapes,
        show_dtype=show_dtype,
        show_layer_names=show_layer_names,
        rankdir=rankdir,
        expand_nested=expand_nested,
        show_layer_activations=show_layer_activations,
        show_trainable=show_trainable,
    )
    draw(drawing, Path(to_file), dpi=dpi)


class Dot(str):
    """A graph in the DOT language, a text that Graphviz and pydot read."""

    def to_string(self) -> str:
        """The text."""
        return str(self)

    def write(self, path: str | Path) -> bool:
        """Put the text into a file, whole or not at all."""
        atomic_write(path, self.encode())
        return True


def model_to_dot(
    model: Any,
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = True,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: int = 200,
    subgraph: bool = False,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
) -> Dot:
    """The model in Graphviz' DOT language, as text; with `subgraph` a cluster to stand in another graph."""
    checks.model("model_to_dot", model)
    checks.whole("model_to_dot", "dpi", dpi)
    only("model_to_dot", "splines", splines, *SPLINES)
    if rankdir not in GAP:
        raise ApiError(say("rankdir must be TB or LR. Received: {given!r:.40}.", given=rankdir))
    options = PlotOptions(
        show_shapes, show_dtype, show_layer_names, rankdir, expand_nested, show_layer_activations, show_trainable
    )
    return Dot(dot_text(to_document(model).document, options, dpi, splines, subgraph))
