"""A model's layers and weights: Keras' order of both, and files of them."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.document.document import Document
from graph.document.names import output_names
from graph.inference.program import flatten, layer_order
from graph.keras.to_keras import to_keras
from graph.layers.core.ends import Output
from graph.specs.arguments import only
from graph.specs.message import say
from graph.specs.spec import Spec
from graph.specs.working_type import computing_in
from runtime.api import checks, seeds
from runtime.api.building import one_type, to_document
from runtime.api.eager import ArrayCall
from runtime.api.errors import ApiError
from runtime.api.functional import Functional
from runtime.api.layer_settings import Settable, snapshot
from runtime.api.operations import Operation
from runtime.api.saving_targets import LEGACY, free_to_write, model_target, without_compile
from runtime.api.structures import leaves, nested
from runtime.api.tensors import Called, Tensor
from runtime.api.tracing import both_ways, current
from runtime.execution.network import Network
from runtime.ops.op import Array
from runtime.weights.variable import Variable

if TYPE_CHECKING:
    from runtime.files.weight_files import OptimizerState


class WeightedModel(Functional):
    """A functional model with the network that holds its weights and computes its outputs."""

    _operations: tuple[Any, ...] | None = None
    """All layers in Keras' order: what lies between its tensors never changes."""

    def __init__(self, inputs: Any, outputs: Any, name: str | None = None, trainable: bool = True) -> None:
        super().__init__(inputs, outputs, name, trainable)
        self._outputs: tuple[Output, ...] = ()
        self._network: Network | None = None
        self._told: list[tuple[Called, Spec]] = []
        """The layers, each with what it was told to do when the network was made."""
        self._changes = 0
        self._named: tuple[tuple[Any, ...], tuple[str, ...]] | None = None
        """The outputs' names, and what they were made of."""
        self._operations = None

    def _ready(self) -> Network:
        """The network, made when it is first needed, and again after `compile` and where a layer's parameter was set
        since."""
        if self._changes != Settable.changes:
            self._look_again()
        if self._network is None:
            built = to_document(self, self._outputs)
            self._told = snapshot(layer for layers in built.layers.values() for layer in layers.values())
            program, kind = flatten(built.document), one_type(self.name, built.layers, self.dtype)
            found: dict[str, Any] = {"variables": built.variables, "memories": built.memories}
            self._network = Network(program, seed=seeds.draw(), dtype=kind, **found)
        return self._network

    def _look_again(self) -> None:
        """Forget a network that does not do what the layers are told by now."""
        self._changes = Settable.changes
        if any(layer.spec is not spec for layer, spec in self._told):
            self.with_outputs(self._outputs)

    def _document(self) -> Document:
        """The model as a document, with what it was compiled with."""
        return to_document(self, self._outputs).document

    def __call__(self, inputs: Any, training: Any = None, mask: Any = None) -> Any:
        """Call on symbolic tensors (gives tensors), or on arrays (gives arrays)."""
        given = self.in_input_order(inputs)
        if isinstance(given, Mapping) and set(self.input_names) <= given.keys():
            given = [given[name] for name in self.input_names]
        one_list = isinstance(given, (list, tuple)) and len(self.input_tensors) == 1
        given = leaves(given)
        if one_list and any(isinstance(x, (int, float)) for x in given):
            given = (inputs,)
        if all(isinstance(t, Tensor) for t in given):
            self._check_symbolic(mask, training)
            node = self.connect(given)
            node.at_rest = current() is not None and both_ways(training) is False
            return nested(self.output, node.outputs)
        if any(m is not None for m in leaves(mask)):
            raise ApiError(say("{name}: a mask can only be given to a layer, not to a whole model.", name=self.name))
        training = bool(training) if type(training) is int and training in (0, 1) else training
        only(self.name, "training", training, None, True, False)
        network = self._ready()
        if not network.takes(given):  # most arrays need no closer look
            call = ArrayCall(self.name, given, ())
            self.types_for(call.types)
            given = tuple(call.arrays)
        training = self.acts_when_called if training is None else training
        self._times += 1
        found = self.as_given(network(*given, training=bool(training), time=self._times if training else None))
        self._added = tuple(network.called.each_penalty()) if network.called is not None else ()
        return found

    @property
    def layers(self) -> list[Any]:
        """The layers in Keras' order; operations between them are not among them."""
        return [layer for layer in self.operations if not isinstance(layer, Operation)]

    @property
    def operations(self) -> list[Any]:
        """The layers, and the operations between them, in Keras' order."""
        if self._operations is None:
            built = to_document(self)
            objects = built.layers[built.document.root]
            self._operations = tuple(objects[layer] for layer in layer_order(built.document.main) if layer in objects)
        return list(self._operations)

    def get_layer(self, name: str | None = None, index: int | None = None) -> Any:
        """The layer of that name, or of that place among `layers`; raises ApiError where there is none."""
        found = self.layers
        if (name is None) == (index is None):
            raise ApiError(say("get_layer needs either the name of a layer or its index."))
        if index is not None:
            checks.whole("get_layer", "index", index, -len(found))
            if not -len(found) <= index < len(found):
                raise ApiError(say("There is no layer {index}: the model has {n}.", index=index, n=len(found)))
            return found[index]
        for layer in found:
            if layer.name == name:
                return layer
        raise ApiError(
            say("No layer is called {name}. There are: {names}.", name=name, names=", ".join(x.name for x in found))
        )

    @property
    def output_names(self) -> list[str]:
        """The names under which the outputs stand in a history."""
        ends = tuple(
            (label, end.node.layer.name, end.index)
            for label, end in zip(self.output_labels, self.output_tensors, strict=True)
        )
        if self._named is None or self._named[0] != ends:  # asked for in every step, where losses wait for targets
            self._named = ends, output_names(to_document(self).document.main)
        return list(self._named[1])

    @property
    def weights(self) -> list[Variable]:
        return list(self._ready().weights.variables)

    @property
    def trainable_weights(self) -> list[Variable]:
        if not self.trainable:
            return []
        built = to_document(self)  # not of the network: layers may have been frozen since it was made
        owned = flatten(built.document).weights
        return list(dict.fromkeys(built.variables[w.layer, w.name] for w in owned if w.trainable))

    def save(
        self,
        filepath: str | Path,
        overwrite: bool = True,
        zipped: bool | None = None,
        *,
        include_optimizer: bool = True,
        save_format: str | None = None,
    ) -> None:
        """Write the model as a `.keras` file that Keras opens too, or, where the name ends so, as `.h5`; raises
        MessageError.

        With `zipped=False` it becomes a folder of the archive's files. `include_optimizer=False` leaves out the state
        of the training, which `.h5` never holds, and from `.h5` also what the model was compiled with. `save_format`
        is taken from programs for Keras 2, where it says what the ending says.
        """
        from runtime.files.keras_files import save_keras, save_legacy  # loaded when something is saved

        only("save", "zipped", zipped, None, True, False)
        only("save", "include_optimizer", include_optimizer, True, False)
        target = model_target(filepath, overwrite, zipped, save_format)
        document, arrays = self._document(), self._ready().weights.of_every_path()
        if target.suffix in LEGACY:
            kept = document if include_optimizer else without_compile(document)
            with computing_in(self.dtype):
                save_legacy(target, kept, arrays)
        else:
            state = self._optimizer_state() if include_optimizer else None
            with computing_in(self.dtype):
                config = self.keras_config(document)
            save_keras(target, document, arrays, state, zipped is not False, config)

    def save_weights(self, filepath: str | Path, overwrite: bool = True, max_shard_size: float | None = None) -> None:
        """Write the weights as a `.weights.h5` file that Keras loads too, with the state of a training, or as
        `.safetensors`, under the paths of the weights; raises MessageError."""
        from runtime.files.keras_files import save_safetensors, save_weights
        from runtime.files.safetensors_files import SAFETENSORS

        only("save_weights", "max_shard_size", max_shard_size, None)
        target = free_to_write("save_weights", filepath, overwrite, ".weights.h5", SAFETENSORS)
        document, arrays = to_document(self).document, self._ready().weights.of_every_path()
        if target.suffix == SAFETENSORS:
            save_safetensors(target, document, arrays)
        else:
            save_weights(target, document, arrays, self._optimizer_state())

    def keras_config(self, document: Document) -> dict[str, Any]:
        """Keras' config of this model, which is such a document."""
        return to_keras(document)

    def _optimizer_state(self) -> OptimizerState | None:
        """What is kept of a training; None before the first one."""
        return None

    def _take_optimizer_of(self, source: Path, document: Document) -> None:
        """Go on with the training that a file tells of, where the model was compiled for one."""

    def load_weights(self, filepath: str | Path, skip_mismatch: bool = False, *, by_name: bool = False) -> None:
        """Take the weights of a `.weights.h5`, `.keras`, `.h5` or `.safetensors` file; raises MessageError unless they
        fit.

        With `skip_mismatch` layers that don't fit keep what they have, and a warning names them. With `by_name` layers
        take the weights of those of the same name, and keep what they have where the file knows none.
        """
        from runtime.files.keras_files import load_fitting_weights, load_weights
        from runtime.files.opened_models import not_finite

        only("load_weights", "skip_mismatch", skip_mismatch, True, False)
        only("load_weights", "by_name", by_name, True, False)
        source = checks.path("load_weights", filepath)
        store, document = self._ready().weights, to_document(self).document
        if not skip_mismatch and not by_name:
            arrays = load_weights(source, document)
            store.set_every_path(arrays)
            if names := not_finite(document, arrays):
                warnings.warn(
                    f"{source.name} holds weights that are NaN or infinite, in {', '.join(names[:8])}.", stacklevel=2
                )
            self._take_optimizer_of(source, document)
            return
        found = load_fitting_weights(source, document, by_name, skip_mismatch)
        owned = flatten(document).weights
        lost = dict.fromkeys(w.path.rpartition("/")[0] for w, array in zip(owned, found) if array is None)
        kept = [own if array is None else array for own, array in zip(store.of_every_path(), found)]
        store.set_every_path(kept)
        if lost:
            warnings.warn(f"{source.name} holds no weights that fit {', '.join(lost)}.", stacklevel=2)

    def take_weights(self, arrays: Sequence[Array]) -> None:
        """Take all weights in the order of the model's document, which files go by."""
        self._ready().weights.set(list(arrays))

    def with_outputs(self, outputs: tuple[Output, ...]) -> None:
        """Take other losses and metrics: the network is made anew."""
        self._outputs, self._network = outputs, None


__all__ = ["WeightedModel"]
