"""Classes and functions of one's own, known by the names under which they were registered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, TypeVar

from graph.specs.message import say
from runtime.api.errors import ApiError

Registered = TypeVar("Registered")

_everywhere: dict[str, Any] = {}
_names: dict[Any, str] = {}
_scopes: ContextVar[tuple[Mapping[str, Any], ...]] = ContextVar("scopes", default=())


def get_custom_objects() -> dict[str, Any]:
    """All that is registered, by name: a dict that one may change."""
    return _everywhere


def register_keras_serializable(package: str = "Custom", name: str | None = None) -> Callable[[Registered], Registered]:
    """A decorator that makes a class or function known as `package>name`; a class needs `get_config`."""

    def register(given: Registered) -> Registered:
        if isinstance(given, type) and not hasattr(given, "get_config"):
            raise ApiError(say("{name} needs a method get_config before it can be registered.", name=given.__name__))
        known = f"{package}>{name or given.__name__}"  # type: ignore[attr-defined]
        _everywhere[known] = given
        _names[given] = known
        return given

    return register


def get_registered_name(obj: Any) -> Any:
    """The name under which a class or function is registered, or its own."""
    try:
        known = _names.get(obj)
    except TypeError:  # nothing that can be registered
        known = None
    return known or getattr(obj, "__name__", obj)


def get_registered_object(
    name: str, custom_objects: Mapping[str, Any] | None = None, module_objects: Mapping[str, Any] | None = None
) -> Any:
    """The class or function of that name, None where there is none; the innermost scope is asked first."""
    for known in (*reversed(_scopes.get()), _everywhere, custom_objects or {}, module_objects or {}):
        if name in known:
            return known[name]
    return None


def own_object(config: Any, custom_objects: Mapping[str, Any] | None = None) -> Any:
    """What a name or a config stands for among the objects of one's own, an instance where it is a class; None where
    it is none of them."""
    settings: Any = {}
    names = [config]
    if isinstance(config, Mapping):
        settings = config.get("config")
        is_function = config.get("class_name") == "function"
        names = [config.get("registered_name"), settings if is_function else config.get("class_name")]
    for name in names:
        found = get_registered_object(name, custom_objects) if isinstance(name, str) else None
        if found is not None:
            if not isinstance(found, type):
                return found
            given = dict(settings) if isinstance(settings, Mapping) else {}
            return found.from_config(given) if hasattr(found, "from_config") else found(**given)
    return None


class CustomObjectScope:
    """Within `with CustomObjectScope({"name": object}):` these objects are known as well."""

    def __init__(self, custom_objects: Mapping[str, Any] | None) -> None:
        if custom_objects is not None and not isinstance(custom_objects, Mapping):
            raise ApiError(
                say("CustomObjectScope needs a dict of objects by name. Received: {given!r:.80}.", given=custom_objects)
            )
        self.custom_objects = dict(custom_objects or {})

    def __enter__(self) -> CustomObjectScope:
        _scopes.set((*_scopes.get(), self.custom_objects))
        return self

    def __exit__(self, *_error: object) -> None:
        _scopes.set(_scopes.get()[:-1])


custom_object_scope = CustomObjectScope


def known_now() -> dict[str, Any]:
    """All objects of one's own that are known here: registered ones, and those of the scopes around."""
    found = dict(_everywhere)
    for scope in _scopes.get():
        found.update(scope)
    return found
