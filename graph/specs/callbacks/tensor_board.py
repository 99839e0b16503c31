"""The course of a training for TensorBoard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.specs.callbacks.callback import CallbackSpec
from graph.specs.message import say
from graph.specs.params import SpecError, param
from graph.specs.registry import register


@register
@dataclass(frozen=True)
class TensorBoard(CallbackSpec):
    """Writes losses, metrics and the learning rate as curves, weights as histograms, and the network as a graph, in
    files that TensorBoard reads."""

    caption: ClassVar[str] = "Write curves, histograms and the graph for TensorBoard"
    writes: ClassVar[str] = "log_dir"
    examples: ClassVar[tuple[Any, ...]] = (
        {},
        {"log_dir": "board", "histogram_freq": 1, "update_freq": "batch", "write_steps_per_second": True},
        {"update_freq": 2, "write_graph": False},
    )
    log_dir: str = param("text", "logs", "The folder for its files; train and validation get one each within.")
    histogram_freq: int = param(
        "int", 0, "Every how many epochs the weights are written as histograms; 0: never.", low=0
    )
    write_graph: bool = param("bool", True, "Write the network as a graph.")
    write_images: bool = param("bool", False, "Weights as pictures; not offered here.", advanced=True)
    write_steps_per_second: bool = param("bool", False, "Write how many steps a second takes.", advanced=True)
    update_freq: Any = param(
        "any", "epoch", "epoch, batch, or every how many batches losses and metrics are written.", advanced=True
    )
    profile_batch: Any = param("any", 0, "Batches to profile; not offered here: 0.", advanced=True)
    embeddings_freq: int = param("int", 0, "Embeddings for the projector; not offered here: 0.", low=0, advanced=True)
    embeddings_metadata: Any = param("any", None, "Names for embeddings; not offered here.", advanced=True)

    def check(self) -> None:
        whole = isinstance(self.update_freq, int) and not isinstance(self.update_freq, bool) and self.update_freq > 0
        if self.update_freq not in ("epoch", "batch") and not whole:
            raise SpecError(
                say(
                    "TensorBoard: update_freq must be 'epoch', 'batch' or a whole number of batches. "
                    "Received: {given!r:.80}.",
                    given=self.update_freq,
                )
            )
        for name in ("write_images", "profile_batch", "embeddings_freq", "embeddings_metadata"):
            if getattr(self, name):
                raise SpecError(
                    say(
                        "TensorBoard: {name} is not offered here: curves, histograms and the graph are. Leave it out.",
                        name=name,
                    )
                )
