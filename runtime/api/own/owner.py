"""What layers and models of one's own share: weights, parts, and the one run of `call` that makes a graph of them."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import wraps
from inspect import Parameter, signature
from typing import Any, ClassVar, Self

from graph.keras.public_names import missing_member
from graph.specs.arguments import only, plain_dtype
from graph.specs.message import say
from graph.specs.registry import snake
from graph.specs.working_type import computed_in
from runtime.api.errors import ApiError
from runtime.api.free_layers import mask_of, with_mask
from runtime.api.layer_settings import truth
from runtime.api.naming import automatic_name, checked_name, path_of, scope, within
from runtime.api.own.arguments import GivenToCall, mapped, shape_of
from runtime.api.own.trace import Graph, forget, traced
from runtime.api.own.training_ways import both_ways_of, same_when_asked
from runtime.api.own.weights import OwnWeights
from runtime.api.own.written import note, own_config, policy
from runtime.api.structures import leaves, with_paths
from runtime.api.tensors import Tensor
from runtime.api.tracing import Training, paused
from runtime.weights.variable import Variable

NOT_IN_FILES = ("save_own_variables", "load_own_variables", "save_assets", "load_assets")
OLDER = ("input_shape", "input_dim", "batch_input_shape")


class Owner(OwnWeights):
    """A class of one's own, layer or model: `_own_…` is what this program notes of it."""

    built: bool
    activity_regularizer: Any = None
    called_by_keras: ClassVar[tuple[str, ...]] = ()

    _own_builds: ClassVar[bool] = False
    """Whether the class has a `build` of its own."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if (lost := [name for name in NOT_IN_FILES if name in vars(cls)]) and not cls.__module__.startswith("runtime."):
            warnings.warn(
                f"{cls.__name__}: {', '.join(lost)} of one's own is not called here. Files hold the weights that "
                "add_weight made, and what get_config gives.",
                stacklevel=2,
            )
        if "build" in vars(cls) and not cls.__module__.startswith("runtime.api."):
            cls.build = _building(vars(cls)["build"])  # type: ignore[method-assign]
            cls._own_builds = True

    def __new__(cls, *args: Any, **keywords: Any) -> Self:
        made = super().__new__(cls)
        notes: dict[str, Any] = {
            "_own_given": (args, keywords),
            "_own_weights": [],
            "_own_losses": [],
            "_own_trace": None,
            "_own_trainable": True,
            "_own_began": False,
            "_own_built_for": None,
            "_own_pattern": None,
        }
        vars(made).update(notes)
        return made

    def _begin(
        self,
        name: str | None = None,
        trainable: bool = True,
        dtype: Any = None,
        autocast: bool = True,
        activity_regularizer: Any = None,
        **others: Any,
    ) -> str:
        """Take what every layer takes; gives its name."""
        kind = type(self).__name__
        only(kind, "dtype", plain_dtype(dtype), None, computed_in())
        only(kind, "autocast", autocast, True)
        only(kind, "activity_regularizer", activity_regularizer, None)
        for key in others:
            raise ApiError(say("{kind} takes no argument {args}.", kind=kind, args=key))
        vars(self)["_own_trainable"] = truth(kind, "trainable", trainable)
        vars(self)["_own_began"] = True
        return automatic_name(snake(kind)) if name is None else checked_name(name)

    def __getattr__(self, name: str) -> Any:
        kind = type(self).__name__
        if name in ("name", "spec", "nodes"):
            raise AttributeError(f"{kind} has no {name} yet: call super().__init__() first in its __init__.")
        raise missing_member(kind, name)

    def call(self, *_args: Any, **_keywords: Any) -> Any:
        """What it computes: a class of one's own must say it."""
        raise ApiError(say("{kind} needs a call of its own, which says what it computes.", kind=type(self).__name__))

    def build(self, input_shape: Any) -> None:
        """Make weights that depend on the input's shape: a class of one's own may say how."""
        vars(self).update(_own_built_for=input_shape, built=True)

    @property
    def supports_masking(self) -> bool:
        """Whether what its call gives has the masks of `compute_mask`: by default where the class has its own."""
        return bool(vars(self).get("_own_masking", type(self).compute_mask is not Owner.compute_mask))

    @supports_masking.setter
    def supports_masking(self, value: bool) -> None:
        vars(self)["_own_masking"] = truth(type(self).__name__, "supports_masking", value)

    @property
    def first_arguments(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """What its constructor was given."""
        found: tuple[tuple[Any, ...], dict[str, Any]] = self._own_given
        return found

    def get_config(self) -> dict[str, Any]:
        """How it is made again: for a class that says it itself, what every layer has; else the arguments it was made
        of. Raises ApiError where these can't be written."""
        if type(self).get_config is Owner.get_config:
            return own_config(self)
        return {"name": self.name, "trainable": self.trainable, "dtype": policy(self.dtype)}

    def own_note(self) -> dict[str, Any] | None:
        """What a document notes of its class."""
        given = vars(self).get("_own_first")
        return None if given is None else note(self, given)

    def _own_build(self, given: GivenToCall) -> None:
        """Make what depends on shapes, by the class' own `build`, once."""
        if not vars(self).get("_own_began"):
            raise ApiError(say("{kind}: call super().__init__() first in its __init__.", kind=type(self).__name__))
        self._check_input_spec(given)
        if not self.built:
            vars(self).update(_path=path_of(self.name), _own_built_for=given.first_shape())
            self._build_by_shapes({key: mapped(value, shape_of) for key, value in given.data.items()})
            self.built = True

    def _check_input_spec(self, given: GivenToCall) -> None:
        """Raise ApiError where the first argument is not what `input_spec` says."""
        specs = vars(self).get("_input_spec")
        if specs is None:
            return
        found = [x for x in leaves(next(iter(given.data.values()), None)) if hasattr(x, "shape")]
        for number, (spec, x) in enumerate(zip(leaves(specs), found)):
            if spec is not None:
                spec.check(self.name, number, x.shape, str(x.dtype))

    def get_build_config(self) -> dict[str, Any] | None:
        """The shapes that it was built for; None before."""
        shape = vars(self).get("_own_built_for")
        return None if shape is None else {"input_shape": shape}

    def _build_by_shapes(self, shapes: Mapping[str, Any]) -> None:
        if not self._own_builds:
            return
        kinds = (Parameter.VAR_KEYWORD, Parameter.VAR_POSITIONAL)
        taken = [p for p in signature(self.build).parameters.values() if p.kind not in kinds]
        if len(taken) > 1:
            found = {p.name: shapes.get(p.name.removesuffix("_shape")) for p in taken}
            self.build(**{key: shape for key, shape in found.items() if shape is not None})
        else:
            self.build(*([next(iter(shapes.values()), None)] if taken else []))

    def _own_graph(self, given: GivenToCall) -> Graph:
        """The graph of its call on these tensors; raises ApiError where `call` does what no graph can say."""
        self._own_build(given)
        vars(self)["_own_first"] = given
        found = traced(self.name, self.call, given, False, self._masked)
        if not found.asked:
            return found
        training = traced(self.name, self.call, given, True, self._masked)
        if not same_when_asked(training, found):
            return both_ways_of(self.name, training, found)
        forget(found)
        return training

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:  # noqa: ARG002 - as classes of one's own have it
        """The masks of what its call gives: those of its input, where the class says nothing else."""
        return previous_mask

    def _masked(self, results: Any, inputs: Any) -> Any:
        """The results of a call with the masks that `compute_mask` says, where the class supports masking."""
        flat = [leaf for _, leaf in with_paths(results)]
        if not self.supports_masking or all(isinstance(x, Tensor) and x.type.masked for x in flat):
            return results
        before = mapped(inputs, lambda x: mask_of(x) if isinstance(x, Tensor) and x.type.masked else None)
        masks = iter([leaf for _, leaf in with_paths(self.compute_mask(inputs, before))])
        return mapped(results, lambda x: _with_own_mask(x, next(masks, None)))

    def _own_run(self, args: Any, keywords: Any, convert: Callable[[Any], Any]) -> Any:
        """What `call` gives for arrays, run as it stands."""
        given = GivenToCall(self.name, self.call, args, keywords)
        self._own_build(given)
        self._clear_losses()
        taken: dict[str, Any] = {}
        if given.training is not None and not isinstance(given.training, Training):
            taken["training"] = bool(given.training)
        if given.mask is not None:
            taken["mask"] = given.mask
        arguments, named = given.replaced(convert, **taken)
        with scope(self.name):
            found = self.call(*arguments, **named)
        return mapped(found, lambda leaf: leaf.numpy() if isinstance(leaf, Variable) else leaf)


def _with_own_mask(result: Any, mask: Any) -> Any:
    """A result with a mask, where it is a tensor without one."""
    if isinstance(result, Tensor) and not result.type.masked and isinstance(mask, Tensor):
        return with_mask(result, mask)
    return result


def _building(build: Callable[..., None]) -> Callable[..., None]:
    """A `build` of one's own in the layer's own scope, whoever calls it."""

    @wraps(build)
    def built(self: Owner, *args: Any, **keywords: Any) -> None:
        with paused(), nullcontext() if within(self.name) else scope(self.name):
            build(self, *args, **keywords)
        self.built = True

    return built
