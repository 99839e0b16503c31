"""Masks in Keras' config: Keras 3 writes how each mask is computed as operations; ours flow unwritten."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

from graph.keras.config import flat, is_tensor

MODULES = ("keras.src.ops.numpy", "keras.src.ops.core")
OPERATIONS = frozenset(
    {
        "NotEqual", "ExpandDims", "ZerosLike", "OnesLike", "LogicalOr", "LogicalAnd", "Concatenate", "Any", "All",
        "ConvertToTensor",
    }
)  # fmt: skip
"""What Masking, an Embedding with mask_zero and the layers behind them compute masks with."""

Entry = tuple[str, Mapping[str, Any], list[Any]]


def mask_operations(entries: Iterable[Entry], ends: Container[str] = ()) -> dict[str, str]:
    """The operations that only compute masks which begin at an Embedding or a Masking: class name by name.

    An operation counts when all its uses are `mask` arguments or other such operations, and it gives no result of the
    model (`ends`). A NotEqual must compare what such a layer reads with the number that is padding to it. Whatever else
    is an operation is left in.
    """
    entries = list(entries)
    found = {
        name: str(given.get("class_name"))
        for name, given, _ in entries
        if given.get("module") in MODULES and given.get("class_name") in OPERATIONS and name not in ends
    }
    if not found:
        return {}
    padding = [
        (history, value)
        for _, given, nodes in entries
        if (value := _padding(given)) is not None
        for history in _histories([n.get("args") for n in nodes if isinstance(n, Mapping)])
    ]
    changed = True
    while changed:
        refused = {
            history[0]
            for name, _, nodes in entries
            for node in nodes
            if isinstance(node, Mapping)
            for history in _histories(_other_arguments(node, name in found))
        }
        refused |= {
            name
            for name, _, nodes in entries
            if found.get(name) == "NotEqual" and not all(_starts_a_mask(node, padding) for node in nodes)
        }
        kept = {name: kind for name, kind in found.items() if name not in refused}
        changed, found = len(kept) < len(found), kept
    return found


def _setting(given: Mapping[str, Any], name: str) -> Any:
    config = given.get("config")
    return config.get(name) if isinstance(config, Mapping) else None


def _other_arguments(node: Mapping[str, Any], inside: bool) -> Any:
    """The arguments of a call through which a tensor is used as something other than a mask."""
    kwargs = node.get("kwargs")
    others = {k: v for k, v in kwargs.items() if k != "mask"} if isinstance(kwargs, Mapping) else {}
    return [] if inside else [node.get("args"), others]


def _padding(given: Mapping[str, Any]) -> Any:
    """The number that is padding to a layer which makes masks of its own, None for all other layers."""
    if given.get("class_name") == "Embedding" and _setting(given, "mask_zero") is True:
        return 0
    return _setting(given, "mask_value") if given.get("class_name") == "Masking" else None


def _starts_a_mask(node: Any, padding: list[tuple[list[Any], Any]]) -> bool:
    args = node.get("args") if isinstance(node, Mapping) else None
    if not isinstance(args, list) or len(args) != 2:
        return False
    return any((history, args[1]) in padding for history in _histories(args[:1]))


def _histories(value: Any) -> list[list[Any]]:
    """The histories of all symbolic tensors in a structure; what is not well formed is left out."""
    tensors = [leaf["config"] for leaf in flat(value) if is_tensor(leaf) and isinstance(leaf.get("config"), Mapping)]
    histories = [config.get("keras_history") for config in tensors]
    return [h for h in histories if isinstance(h, list) and h and all(isinstance(x, (str, int)) for x in h)]
