"""Keras' namespaces of values: every kind of a category by its names, made from the specs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from graph.keras.objects import value_of
from graph.keras.origin import MODULES
from graph.keras.public_names import missing
from graph.specs.initializers import Constant
from graph.specs.registry import find, make_value, names_of
from graph.specs.spec import Value
from runtime.api.custom_objects import own_object
from runtime.api.named_functions import NamedFunction
from runtime.api.value_objects import ValueObject, as_specs, value_class
from runtime.weights.own_values import OwnArray


class Namespace:
    """One category's classes, made when they are first asked for.

    `title` begins the sentences that refuse what can't be read. `function`: the function of arrays that a name other
    than the class's own stands for, as in Keras' losses; without it every name is the class. `functions_first`: `get`
    gives these for a text.
    """

    def __init__(
        self,
        category: str,
        title: str,
        base: type[ValueObject] = ValueObject,
        function: Callable[[type[Value]], Any] | None = None,
        functions_first: bool = False,
    ) -> None:
        self._functions_first = functions_first
        self._category, self._title, self._base, self._function = category, title, base, function
        self._made: dict[type[Value], Any] = {}

    def class_of(self, kind: type[Value]) -> type[ValueObject]:
        """The class of a kind: always the same one."""
        if kind not in self._made:
            self._made[kind] = value_class(self._base, kind)
        found: type[ValueObject] = self._made[kind]
        return found

    def named(self, name: str) -> Any:
        """What a name stands for, as a module's `__getattr__`; raises AttributeError where there is nothing."""
        if name == self._base.__name__ != "ValueObject":
            return self._base
        found = None if name.startswith("_") else self._stands_for(name)
        if found is None:
            known = f"There is no {self._category} {name}. Known: {', '.join(self.names())}."
            raise missing(MODULES[self._category].removeprefix("keras."), name, otherwise=known)
        return found

    def _stands_for(self, name: str) -> Any:
        kind = find(self._category, name)
        if kind is None or (name == kind.kind and getattr(kind, "by_name_only", False)):
            return None
        return self._function(kind) if self._function and name != kind.kind else self.class_of(kind)

    def names(self) -> list[str]:
        """All names that stand for something, as a module's `__dir__` gives them."""
        above = [] if self._base is ValueObject else [self._base.__name__]
        return sorted({*above, *(name for name in names_of(self._category) if self._stands_for(name) is not None)})

    def get(self, identifier: Any) -> Any:
        """What a name, a class or a config stands for, or itself; None for None. Raises SpecError or
        KerasConfigError."""
        if identifier is None or isinstance(identifier, NamedFunction):
            return identifier
        if isinstance(identifier, Mapping):
            return self.deserialize(identifier)
        if isinstance(identifier, str) and self._functions_first and (found := self._stands_for(identifier)):
            return found if isinstance(found, NamedFunction) else found()
        if callable(identifier) and not isinstance(identifier, (ValueObject, type)):
            return identifier  # a function of one's own stands for itself
        if self._category == "initializer" and isinstance(identifier, (np.ndarray, np.generic)):
            return self.class_of(Constant).of_spec(OwnArray(value=identifier))
        spec = make_value(self._category, as_specs(identifier), self._title)
        return identifier if isinstance(identifier, ValueObject) else self.class_of(type(spec)).of_spec(spec)

    def deserialize(self, config: Any, custom_objects: Any = None) -> Any:
        """The object of Keras' config or of a name, also one of one's own that is registered or in `custom_objects`;
        nothing named by a config is ever imported."""
        own = own_object(config, custom_objects)
        if own is not None:
            return own
        if not isinstance(config, Mapping):
            return self.get(config)
        if config.get("class_name") == "function":
            return self.get(config.get("config"))
        spec = value_of(self._category, config, self._title)
        named = config.get("config")
        name = named.get("name") if isinstance(named, Mapping) else None
        return self.class_of(type(spec)).of_spec(spec, name)

    def serialize(self, given: Any) -> Any:
        """What Keras writes into files; None for None. Raises SpecError for what is none of these."""
        if given is None:
            return None
        if isinstance(given, NamedFunction):
            name = given.__name__
            return {"module": "builtins", "class_name": "function", "config": name, "registered_name": "function"}
        found = self.get(given)
        return found.serialize() if isinstance(found, ValueObject) else found
