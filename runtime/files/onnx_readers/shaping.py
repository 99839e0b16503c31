"""Axes turned, joined and split; parts that are taken; tables that are looked up in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from graph.specs.constants import constant
from runtime.files.onnx_readers.kinds import Attributes, kind_of, only, operation, reads
from runtime.files.onnx_readers.network import BATCH, UNKNOWN, Network, Value

FAR = 1 << 31
"""From here on an end means the end of the axis."""


@reads("Concat")
def concat(r: Network, n: Any, a: Attributes) -> Value:
    only(all(name in r.values for name in n.input))
    values = [r.value(n, i) for i in range(len(n.input))]
    axis = r.axis(values[0], a["axis"])
    only(axis > 0 and all(v.batch_at == values[0].batch_at for v in values))
    if len(values) == 1:
        return values[0]
    return Value(r.layer(kind_of("Concatenate", axis=axis), [v.place for v in values], n.name), values[0].batch_at)


@reads("Transpose")
def transpose(r: Network, n: Any, a: Attributes) -> Value:
    value = r.value(n)
    order = list(a.get("perm", range(r.rank(value))[::-1]))
    here = [r.axis(value, axis) for axis in order]
    rest = [axis for axis in here if axis > 0]
    batch_at = here.index(0)
    if rest == sorted(rest):
        return Value(value.place, batch_at)
    return Value(r.layer(kind_of("Permute", dims=tuple(rest)), [value.place], n.name), batch_at)


@reads("Flatten")
def flatten(r: Network, n: Any, a: Attributes) -> Value:
    value = r.first(n)
    only(a.get("axis", 1) in (1, 1 - r.rank(value)))
    return value if r.rank(value) == 2 else r.on(kind_of("Flatten"), value, n)


@reads("Reshape")
def reshape(r: Network, n: Any, a: Attributes) -> Value:
    value, target = r.value(n), [int(size) for size in r.needed(n, 1).reshape(-1)]
    before = r.sizes(value)
    if not a.get("allowzero"):
        sizes = [before[i] if size == 0 and i < len(before) else size for i, size in enumerate(target)]
    else:
        sizes = target
    at = _batch_in(r, value, sizes)
    only(at is not None)
    rest = [None if size in (-1, UNKNOWN) else size for i, size in enumerate(sizes) if i != at]
    only(all(size is None or 0 <= size < BATCH for size in rest))
    if a.get("allowzero"):
        only(0 not in rest)
    inside = r.shape(value)[1:]
    if value.batch_at == 0 and at == 0 and len(rest) == 1 and len(inside) > 1 and rest[0] is None:
        return r.on(kind_of("Flatten"), value, n)
    if None not in inside and rest.count(None) == 1:
        others = math.prod(size for size in rest if size is not None)
        only(others > 0 and math.prod(s or 0 for s in inside) % others == 0)
        rest = [math.prod(s or 0 for s in inside) // others if size is None else size for size in rest]
    assert at is not None
    return r.reshaped(value, rest, at, n.name)


def _batch_in(r: Network, value: Value, sizes: Sequence[int]) -> int | None:
    """Which of the new sizes is the number of samples; None where they are mixed with others."""
    at = value.batch_at
    signs = [i for i, size in enumerate(sizes) if size == BATCH]
    if len(signs) > 1 or any(size > BATCH and size != UNKNOWN for size in sizes):
        return None
    if signs:
        found = signs[0]
    elif at == 0 and sizes and (sizes[0] == -1 or sizes[0] == r.batch):
        found = 0
        inside = r.shape(value)[1:]
        if sizes[0] == -1 and (None in inside or math.prod(s or 0 for s in inside) != math.prod(sizes[1:])):
            return None
    else:
        return None
    # What comes before the samples must be the same before and after: only then they stay together.
    same = found == at or not (found or at)
    return found if same and list(sizes[:found]) == r.sizes(value)[:at] else None


@reads("Squeeze", "Unsqueeze")
def squeeze(r: Network, n: Any, a: Attributes) -> Value:
    value, axes = r.value(n), r.integers(n, 1, a, "axes")
    sizes = r.sizes(value)
    if n.op_type == "Squeeze":
        axes = [i for i, size in enumerate(sizes) if size == 1] if axes is None else axes
        gone = {axis % len(sizes) for axis in axes}
        only(value.batch_at not in gone and all(sizes[axis] == 1 for axis in gone))
        new = [size for i, size in enumerate(sizes) if i not in gone]
    else:
        rank = len(sizes) + len(axes or ())
        added, rest = {axis % rank for axis in axes or ()}, iter(sizes)
        new = [1 if i in added else next(rest) for i in range(rank)]
    at = new.index(BATCH)
    inside = [None if size == UNKNOWN else size for size in new if size != BATCH]
    if sum(size is None for size in inside) > 1:
        only(value.batch_at == 0 and len(axes or ()) == 1)
        kind = "Squeeze" if n.op_type == "Squeeze" else "ExpandDims"
        return r.on(operation(kind, axis=(axes or [0])[0]), value, n)
    return r.reshaped(value, inside, at, n.name)


@reads("Gather")
def gather(r: Network, n: Any, a: Attributes) -> Value:
    axis = a.get("axis", 0)
    if n.input[0] in r.constants:
        table, indices = r.needed(n, 0), r.value(n, 1)
        only(axis == 0 and table.ndim == 2)
        spec = kind_of("Embedding", input_dim=table.shape[0], output_dim=table.shape[1])
        return r.on(spec, indices, n, {"embeddings": table})
    value, taken = r.value(n), r.needed(n, 1)
    here = r.axis(value, axis)
    only(here > 0 and taken.ndim < 2)
    if taken.ndim == 0:
        found = r.on(_part({here: str(int(taken))}), value, n)
        return Value(found.place, value.batch_at - (here <= value.batch_at))
    return r.on(operation("Take", indices=constant(taken.astype(np.int32)), axis=here), value, n)


def _part(keys: dict[int, str]) -> Any:
    """The operation that takes a part along some axes."""
    last = max(keys)
    return operation("GetItem", key=", ".join(keys.get(axis, ":") for axis in range(last + 1)))


@reads("Slice")
def sliced(r: Network, n: Any, a: Attributes) -> Value:
    value = r.value(n)
    starts, ends = r.integers(n, 1, a, "starts") or [], r.integers(n, 2, a, "ends") or []
    axes = r.integers(n, 3, a, "axes") or list(range(len(starts)))
    steps = r.integers(n, 4, a, "steps") or [1] * len(starts)
    keys = {}
    for start, end, axis, step in zip(starts, ends, axes, steps, strict=True):
        here, size = r.axis(value, axis), r.sizes(value)[axis]
        if start == 0 and step == 1 and (end >= size or end >= FAR):
            continue
        only(here > 0 and step != 0)
        first = "" if start == (0 if step > 0 else -1) or abs(start) >= FAR else str(start)
        only(not (start >= FAR and step > 0))
        until = "" if abs(end) >= FAR else str(end)
        keys[here] = f"{first}:{until}:{step}" if step != 1 else f"{first}:{until}"
    return value if not keys else r.on(_part(keys), value, n)


@reads("Split")
def split(r: Network, n: Any, a: Attributes) -> list[Value]:
    value = r.value(n)
    here = r.axis(value, a.get("axis", 0))
    size = r.shape(value)[here]
    only(here > 0 and size is not None)
    parts = r.integers(n, 1, a, "split")
    if parts is None:
        each = -(-(size or 0) // len(n.output))
        parts = [min(each, (size or 0) - i * each) for i in range(len(n.output))]
    ends = np.cumsum(parts).tolist()
    only(ends[-1] == size and len(parts) == len(n.output))
    return [r.on(_part({here: f"{end - part}:{end}"}), value, n) for part, end in zip(parts, ends, strict=True)]


@reads("Expand")
def expand(r: Network, n: Any, _a: Attributes) -> Value:
    value, sizes = r.first(n), [int(size) for size in r.needed(n, 1).reshape(-1)]
    before = r.sizes(value)
    only(len(sizes) <= len(before))
    sizes = [1] * (len(before) - len(sizes)) + sizes
    repeats = []
    for old, new in zip(before, sizes, strict=True):
        only(new in (1, -1, old) or old == 1)
        repeats.append(new if old == 1 and new > 0 else 1)
    only(max(repeats) < BATCH)
    return value if max(repeats) == 1 else r.on(operation("Tile", repeats=tuple(repeats)), value, n)


@reads("Tile")
def tile(r: Network, n: Any, _a: Attributes) -> Value:
    value, repeats = r.first(n), tuple(int(count) for count in r.needed(n, 1).reshape(-1))
    only(repeats[:1] == (1,))
    return value if set(repeats) == {1} else r.on(operation("Tile", repeats=repeats), value, n)


@reads("Pad")
def pad(r: Network, n: Any, a: Attributes) -> Value:
    value, mode = r.first(n), a.get("mode", b"constant").decode()
    pads = r.integers(n, 1, a, "pads") or r.integers(n, 1, a, "paddings") or []
    filling = r.number(n, 2)
    filled = float(a.get("value", 0.0) if filling is None else filling.reshape(-1)[0])
    rank, axes = r.rank(value), r.integers(n, 3, {}, "axes")
    only(mode in ("constant", "reflect") and min(pads, default=0) >= 0)
    axes = [axis % rank for axis in axes] if axes is not None else list(range(rank))
    half = len(pads) // 2
    widths = {axis: (before, after) for axis, before, after in zip(axes, pads[:half], pads[half:], strict=True)}
    pairs = tuple(widths.get(axis, (0, 0)) for axis in range(rank))
    only(pairs[0] == (0, 0))
    if not any(map(any, pairs)):
        return value
    if mode == "constant" and not filled and rank in (4, 5) and pairs[1] == (0, 0):
        return r.on(kind_of(f"ZeroPadding{rank - 2}D", padding=pairs[2:], data_format="channels_first"), value, n)
    settings = {"constant_values": filled} if mode == "constant" else {}
    return r.on(operation("Pad", pad_width=pairs, mode=mode, **settings), value, n)
