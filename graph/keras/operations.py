"""Operations in Keras' config: `keras.src.ops.numpy.Add` and the like, which hold their settings, and whose calls hold
tensors and constants side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.keras.calls import Tensor, by_name, tensor_of
from graph.keras.config import KerasConfigError, is_tensor
from graph.keras.objects import wrapped
from graph.layers.operations.joining import Joining
from graph.layers.operations.operation import KERAS, Operation, known_operations
from graph.layers.operations.products import Summation
from graph.specs.constants import Constant
from graph.specs.message import MessageError, say
from graph.specs.params import params_of
from graph.specs.registry import make


def is_operation(given: Mapping[str, Any]) -> bool:
    """Whether a serialized object is one of Keras' operations."""
    module = given.get("module")
    return isinstance(module, str) and module.startswith(KERAS)


def read_operation(given: Mapping[str, Any], node: Any, owner: str) -> tuple[Operation, tuple[Tensor | None, ...]]:
    """An operation as one call uses it, and the tensors at its ports, None at an open one; raises KerasConfigError."""
    name, module, registered = given.get("class_name"), str(given.get("module")), given.get("registered_name")
    cls = known_operations().get(name) if isinstance(name, str) else None
    if cls is None or module != KERAS + cls.module or registered not in (None, name):
        raise KerasConfigError(
            say("{owner} is the operation {name:.80}, which can't be read.", owner=owner, name=str(name))
        )
    config = given.get("config", {})
    settings = {k: v for k, v in config.items() if k != "name"} if isinstance(config, Mapping) else {}
    tensors = _called(cls, node, settings, owner)
    own = {rule.keras_name or key: key for key, rule in params_of(cls).items()}
    try:
        if unknown := settings.keys() - own.keys():
            raise KerasConfigError(
                say(
                    "{owner}: the setting {key:.80} of {kind} is not supported.",
                    owner=owner,
                    key=min(unknown),
                    kind=name,
                )
            )
        return make(cls, {own[k]: cls.read(own[k], v) for k, v in settings.items()}), tensors
    except MessageError as error:
        raise wrapped(owner, error.message) from None


def _called(cls: type[Operation], node: Any, settings: dict[str, Any], owner: str) -> tuple[Tensor | None, ...]:
    """The tensors of a call; everything else that it is given goes to the settings."""
    args, kwargs = (node.get("args", []), node.get("kwargs", {})) if isinstance(node, Mapping) else ([], {})
    if not isinstance(args, list) or not isinstance(kwargs, Mapping):
        raise KerasConfigError(say("{owner}: a call is not described as Keras describes it.", owner=owner))
    names = (*cls.operands, *cls.called_with)
    if issubclass(cls, Summation):
        return tuple(tensor_of(item, owner) for item in args)
    if kwargs.keys() - set(names):
        raise KerasConfigError(say("{owner} is called with too many arguments.", owner=owner))
    given = by_name(names, args, kwargs, owner)
    if issubclass(cls, Joining):
        items = given.get(cls.operands[0])
        return tuple(tensor_of(item, owner) for item in (items if isinstance(items, list) else [items]))
    tensors: list[Tensor | None] = []
    for name in names:
        value = given.get(name)
        if is_tensor(value):
            tensors.append(tensor_of(value, owner))
        elif name in given and (name in cls.called_with or value is not None):
            settings[name] = value
        elif name in cls.optional:
            tensors.append(None)
    while tensors and tensors[-1] is None:
        tensors.pop()
    return tuple(tensors)


def operation_config(spec: Operation, name: str) -> dict[str, Any]:
    """An operation as Keras writes it, without its calls."""
    rules = params_of(spec)
    with_call = {*spec.operands, *spec.called_with}
    config = {rule.keras_name or key: plain(spec.written(key)) for key, rule in rules.items() if key not in with_call}
    return {
        "module": KERAS + spec.module,
        "class_name": spec.keras_class,
        "config": {"name": name, **config},
        "registered_name": spec.keras_class,
    }


def operation_node(spec: Operation, tensors: Sequence[Any]) -> dict[str, Any]:
    """A call of an operation: tensors, and the constants among them."""
    if isinstance(spec, Joining):
        return {"args": [list(tensors)], "kwargs": {}}
    if isinstance(spec, Summation):
        return {"args": list(tensors), "kwargs": {}}
    rest = list(tensors)
    args = [rest.pop(0) if spec.constant_at(n) is None and rest else plain(spec.written(n)) for n in spec.operands]
    return {"args": [*args, *(plain(spec.written(n)) for n in spec.called_with)], "kwargs": {}}


def plain(setting: Any) -> Any:
    """A setting as JSON: tuples as lists."""
    if isinstance(setting, Constant):
        return setting.nested()
    return [plain(item) for item in setting] if isinstance(setting, (tuple, list)) else setting
