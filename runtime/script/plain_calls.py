"""Calls of Python's own functions, of `math` and of a few of NumPy's, on known values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from runtime.api.functional import Functional
from runtime.api.layer import Layer
from runtime.api.tensors import Tensor
from runtime.script.budget import Budget
from runtime.script.texts import formatted
from runtime.script.values import PLAIN, Array, Method, Unknown

BUILTINS = frozenset(
    {
        "len", "range", "list", "tuple", "dict", "set", "enumerate", "zip", "reversed", "sorted", "min", "max", "sum",
        "abs", "int", "float", "str", "bool", "round", "any", "all", "print", "divmod", "isinstance", "type", "map",
        "getattr", "hasattr", "slice",
    }
)  # fmt: skip
OF_MATH: Mapping[str, Callable[..., Any]] = {
    "ceil": math.ceil, "floor": math.floor, "sqrt": math.sqrt, "log": math.log, "log2": math.log2,
    "log10": math.log10, "exp": math.exp, "trunc": math.trunc, "gcd": math.gcd, "fabs": math.fabs,
    "abs": abs, "round": round, "max": max, "min": min, "maximum": max, "minimum": min, "isclose": math.isclose,
}  # fmt: skip
SHAPED = ("zeros", "ones", "empty", "random.random", "random.random_sample", "random.uniform", "random.normal")
KEPT = ("astype", "copy", "clip", "asarray", "array", "float32", "abs", "sqrt", "log", "exp", "ascontiguousarray")


def builtin(name: str, args: list[Any], keywords: dict[str, Any], budget: Budget) -> Any:
    """What a function of Python gives; raises the errors that it raises."""
    if name == "print":
        return None
    if name == "len" and len(args) == 1 and isinstance(args[0], Array):
        return args[0].shape[0] if args[0].shape[0] is not None else Unknown("len")
    if any(isinstance(value, (Unknown, Array)) for value in (*args, *keywords.values())):
        return Unknown(f"{name}(…)", any(getattr(value, "said", False) for value in args))
    if name == "range":
        return range(*args)
    if name in ("isinstance", "type", "map", "getattr", "hasattr"):
        return Unknown(f"{name}(…)")
    if name == "len":
        return len(args[0]) if isinstance(args[0], (str, list, tuple, dict, set, range)) else Unknown("len(…)")
    if name == "slice":
        return slice(*args)
    if name in ("list", "tuple", "set"):
        found = budget.listed(args[0]) if args else []
        return {"list": list, "tuple": tuple, "set": set}[name](found)
    if name == "dict":
        return dict(*args, **keywords)
    if name in ("enumerate", "zip", "reversed", "sorted"):
        lists: list[Any] = [budget.listed(value) if not isinstance(value, int) else value for value in args]
        made = {"enumerate": enumerate, "zip": zip, "reversed": reversed, "sorted": sorted}[name]
        return list(made(*lists, **keywords))  # type: ignore[operator]
    if name in ("min", "max", "sum", "any", "all"):
        lists = [budget.listed(value) if not isinstance(value, PLAIN) else value for value in args]
        if any(isinstance(item, (Tensor, Unknown)) for group in lists if isinstance(group, list) for item in group):
            return _summed(name, lists)
        reduced = {"min": min, "max": max, "sum": sum, "any": any, "all": all}[name]
        return reduced(*lists, **keywords)  # type: ignore[operator]
    if name == "abs" and isinstance(args[0], Tensor):
        return abs(args[0])
    if not all(isinstance(value, PLAIN) for value in args):
        return Unknown(f"{name}(…)")
    simple: dict[str, Callable[..., Any]] = {
        "abs": abs, "int": int, "float": float, "str": str, "bool": bool, "round": round, "divmod": divmod,
    }  # fmt: skip
    return simple[name](*args, **keywords)


def _summed(name: str, lists: list[Any]) -> Any:
    """Tensors added up from 0 on, as `sum` does."""
    if name != "sum" or any(isinstance(item, Unknown) for item in lists[0]):
        return Unknown(f"{name}(…)")
    total = lists[1] if len(lists) > 1 else 0
    for item in lists[0]:
        total = total + item
    return total


def of_numbers(path: str, args: list[Any], keywords: dict[str, Any], budget: Budget) -> Any:
    """What a function of `math` or NumPy gives: a number, or the shape of an array."""
    package, _, name = path.partition(".")
    first = args[0] if args else keywords.get("shape", keywords.get("size"))
    if name in KEPT and isinstance(first, Array):
        return first
    if package == "numpy" and name in SHAPED:
        shape = keywords.get("shape", keywords.get("size", args[-1] if name.startswith("random.") and args else first))
        return _shape(shape)
    if package == "numpy" and name in ("random.rand", "random.randn"):
        return _shape(tuple(args))
    if package == "numpy" and name == "random.randint":
        return _shape(keywords.get("size", args[2] if len(args) > 2 else None))
    if package == "numpy" and name == "expand_dims" and isinstance(first, Array):
        axis = keywords.get("axis", args[1] if len(args) > 1 else -1)
        return _expanded(first, axis)
    if package == "numpy" and name == "reshape" and isinstance(first, Array) and len(args) > 1:
        return reshaped(first, args[1])
    if any(not isinstance(value, (*PLAIN, list, tuple)) for value in (*args, *keywords.values())):
        return Unknown(f"{path}(…)")
    if package == "numpy" and name in ("prod", "product") and isinstance(first, (list, tuple)):
        total = 1
        for factor in first:
            total *= factor
            budget.number(total.bit_length() if isinstance(total, int) else 0)
        return total
    if package == "numpy" and name == "arange":
        return budget.listed(range(*args))
    if package == "numpy" and name == "array" and isinstance(first, (list, tuple)):
        return list(first)
    if name in OF_MATH:
        return OF_MATH[name](*args, **keywords)
    if path == "math.prod":
        return of_numbers("numpy.prod", args, keywords, budget)
    if path == "math.pow":
        return float(args[0]) ** float(args[1])
    return Unknown(f"{path}(…)")


def _shape(given: Any) -> Any:
    sizes = (given,) if isinstance(given, int) else given
    if isinstance(sizes, (list, tuple)) and sizes and all(isinstance(n, int) for n in sizes):
        return Array(tuple(sizes))
    return Unknown("an array")


def _expanded(array: Array, axis: Any) -> Any:
    if not isinstance(axis, int) or not -len(array.shape) - 1 <= axis <= len(array.shape):
        return Unknown("an array")
    place = axis if axis >= 0 else len(array.shape) + 1 + axis
    return Array((*array.shape[:place], 1, *array.shape[place:]))


def reshaped(array: Array, given: Any) -> Any:
    """An array in another shape; one size may be -1."""
    sizes = (given,) if isinstance(given, int) else given
    if not isinstance(sizes, (list, tuple)) or not all(isinstance(n, int) or n is None for n in sizes):
        return Unknown("an array")
    rest = [n for n in sizes if n not in (-1, None)]
    known = [n for n in array.shape if n is not None]
    filled = math.prod(known) // max(1, math.prod(rest)) if len(known) == len(array.shape) else None
    return Array(tuple(filled if n == -1 else n for n in sizes))


def method(of: Method, args: list[Any], keywords: dict[str, Any], budget: Budget) -> Any:
    """What a method of a plain value gives; raises the errors that it raises."""
    owner, name = of.owner, of.name
    if isinstance(owner, Array):
        return _of_array(owner, name, args)
    if isinstance(owner, Tensor):
        budget.layer()
        return getattr(owner, name)(*args, **keywords)
    if isinstance(owner, str):
        return _of_text(owner, name, args, keywords, budget)
    if isinstance(owner, list) and name == "extend":
        owner.extend(budget.listed(args[0]))
    elif isinstance(owner, dict) and name in ("items", "keys", "values"):
        return budget.listed(getattr(owner, name)())
    else:
        return getattr(owner, name)(*args, **keywords)
    return None


def _of_array(owner: Array, name: str, args: list[Any]) -> Any:
    if name == "reshape":
        return reshaped(owner, args[0] if len(args) == 1 else tuple(args))
    return owner if name in KEPT else Unknown(f"an array's {name}")


def _of_text(owner: str, name: str, args: list[Any], keywords: dict[str, Any], budget: Budget) -> Any:
    if any(isinstance(value, (Unknown, Array)) for value in args):
        return Unknown(f".{name}(…)")
    if name == "format":
        found: Any = formatted(owner, args, keywords)
    elif name == "join":
        parts = budget.listed(args[0])
        budget.size(sum(len(part) + len(owner) for part in parts))
        found = owner.join(parts)
    else:
        if name == "replace":
            budget.size((len(owner) + 1) * (1 + len(args[1])))
        found = getattr(owner, name)(*args, **keywords)
    if isinstance(found, str):
        budget.size(len(found))
    return found


def is_network(value: Any) -> bool:
    """Whether a value is a part of a network, by itself or in a list."""
    if isinstance(value, (list, tuple)):
        return any(is_network(item) for item in value)
    return isinstance(value, (Tensor, Layer, Functional))
