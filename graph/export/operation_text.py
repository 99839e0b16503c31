"""An operation as Keras source: `x + 1`, `x[:, 0]`, `ops.mean(x, axis=1)`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from graph.export.python_text import literal
from graph.layers.operations.indexing import Slicing
from graph.layers.operations.joining import Joining
from graph.layers.operations.operation import Operation
from graph.layers.operations.products import Summation
from graph.specs.constants import Constant
from graph.specs.params import params_of


def operation_text(spec: Operation, variables: Sequence[str]) -> str:
    """The expression for an operation on these variables."""
    if isinstance(spec, Slicing):
        return f"{variables[0]}[{spec.key}]"
    rest, given = list(variables), {} if isinstance(spec, (Joining, Summation)) else spec.by_port(variables)
    terms: dict[str, str] = {}
    if isinstance(spec, Joining):
        terms[spec.operands[0]] = f"[{', '.join(rest)}]"
    elif isinstance(spec, Summation):
        terms[spec.operands[0]] = ", ".join(rest)
    else:
        for name in spec.operands:
            constant = spec.constant_at(name)
            if constant is not None:
                terms[name] = setting_text(constant)
            elif name in given:
                terms[name] = given[name]
    first = spec.constant_at(spec.operands[0])
    if spec.sign and not isinstance(first, Constant):  # an array of NumPy would try to compute by itself
        return spec.sign.format(**{name: _term(text) for name, text in terms.items()})
    return f"ops.{spec.function}({', '.join(_arguments(spec, terms))})"


def _term(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


def _arguments(spec: Operation, terms: dict[str, str]) -> list[str]:
    rules, changed = params_of(spec), dict(spec.non_default())
    names = {rule.keras_name or key: key for key, rule in rules.items()}
    found: list[str] = []
    by_place = True
    for name in spec.arguments_in_order():
        key = names.get(name, name)
        if name in terms:
            found.append(terms[name] if by_place else f"{name}={terms[name]}")
            continue
        if name in spec.optional:
            by_place = False
            continue
        by_place = by_place and rules[key].always
        if by_place or key in changed:
            text = setting_text(
                spec.written(key) if not isinstance(getattr(spec, key), Constant) else getattr(spec, key)
            )
            found.append(text if by_place else f"{name}={text}")
    return found


def setting_text(setting: Any) -> str:
    """A setting as source; arrays by NumPy."""
    if isinstance(setting, Constant):
        return f'np.array({_numbers(setting.nested())}, dtype="{setting.dtype}")'
    if isinstance(setting, float) and not math.isfinite(setting):
        return f'float("{setting}")'
    return literal(setting)


def _numbers(nested: Any) -> str:
    if isinstance(nested, list):
        return f"[{', '.join(_numbers(item) for item in nested)}]"
    if isinstance(nested, float):
        return f"{nested:.9g}" if math.isfinite(nested) else f'float("{nested}")'
    return str(nested)
