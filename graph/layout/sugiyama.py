"""A layered drawing of a directed graph, after Sugiyama: layers by longest path, few crossings, straight lines.

Along is the direction of flow, across the other one; so one layout serves left-to-right and top-to-bottom.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean

SWEEPS = 12
SETTLINGS = 10
MOST_BENDS = 20_000
"""Of all long edges together; beyond that, long edges are drawn without bends."""
STRAIGHT = 6.0
"""How much harder a long edge pulls itself straight than a box is pulled to its neighbours."""


@dataclass(frozen=True)
class Edge:
    """From a box to a box, each end so far across from its box's beginning."""

    tail: int
    head: int
    tail_at: float
    head_at: float


@dataclass(frozen=True)
class Layout:
    """`places` of the boxes (along, across), and for each edge its bends: (layer, across) of each layer it passes.

    `layers` holds the layer of each box, `spans` where along each layer begins and ends.
    """

    places: list[tuple[float, float]]
    layers: list[int]
    spans: list[tuple[float, float]]
    bends: list[list[tuple[int, float]]]
    extent: tuple[float, float]


@dataclass
class _Dots:
    """Boxes and the bends of long edges, all numbered together, with their neighbours in the layers around."""

    across: list[float]
    layer: list[int]
    before: list[list[tuple[int, float, float]]] = field(default_factory=list)
    """(neighbour, where on the neighbour, where on this one), in the layer before."""
    after: list[list[tuple[int, float, float]]] = field(default_factory=list)


def layered(
    sizes: Sequence[tuple[float, float]],
    edges: Sequence[Edge],
    gap: tuple[float, float],
    first: Collection[int] = (),
    last: Collection[int] = (),
) -> Layout:
    """Places for boxes of these (along, across) sizes, in the order in which equals should lie; without overlaps.

    `gap` is the space between layers, and between boxes of a layer. Boxes of `first` stay in the first layer, those of
    `last` go to the last. Edges that close a cycle are turned round.
    """
    turned = _turned(len(sizes), edges)
    forward = [Edge(e.head, e.tail, e.head_at, e.tail_at) if t else e for e, t in zip(edges, turned, strict=True)]
    layer = _layers(len(sizes), forward, set(first))
    for v in last:
        layer[v] = max(layer)
    dots, chains = _with_bends(sizes, forward, layer)
    order = _ordered(dots)
    across = _settled(dots, order, gap[1], len(sizes))
    starts, thick = _along(sizes, layer, gap[0])
    places = [(starts[layer[v]] + (thick[layer[v]] - sizes[v][0]) / 2, across[v]) for v in range(len(sizes))]
    bends = [[(dots.layer[v], across[v]) for v in chain] for chain in chains]
    bends = [list(reversed(b)) if t else b for b, t in zip(bends, turned, strict=True)]
    ends = [(p[0] + s[0], p[1] + s[1]) for p, s in zip(places, sizes, strict=True)]
    farthest = max((place for chain in bends for _, place in chain), default=0.0)
    extent = (max((e[0] for e in ends), default=0.0), max((farthest, *(e[1] for e in ends))))
    spans = [(start, start + size) for start, size in zip(starts, thick, strict=True)]
    return Layout(places, layer, spans, bends, extent)


def _turned(count: int, edges: Sequence[Edge]) -> list[bool]:
    """Which edges must be turned round so that no cycle is left: those back to a box still being followed."""
    outgoing: list[list[int]] = [[] for _ in range(count)]
    for number, edge in enumerate(edges):
        outgoing[edge.tail].append(number)
    turned = [False] * len(edges)
    state = [0] * count  # 0 not seen, 1 open, 2 done
    incoming = [0] * count
    for edge in edges:
        incoming[edge.head] += 1
    for start in sorted(range(count), key=lambda v: (incoming[v] > 0, v)):
        if state[start]:
            continue
        state[start] = 1
        stack = [(start, iter(outgoing[start]))]
        while stack:
            here, rest = stack[-1]
            follow = next(rest, -1)
            if follow < 0:
                state[here] = 2
                stack.pop()
                continue
            head = edges[follow].head
            if state[head] == 1:
                turned[follow] = True
            elif not state[head]:
                state[head] = 1
                stack.append((head, iter(outgoing[head])))
    return turned


def _layers(count: int, edges: Sequence[Edge], first: set[int]) -> list[int]:
    """The layer of each box: the longest way to it, then as near to what it feeds as that allows."""
    heads: list[list[int]] = [[] for _ in range(count)]
    waiting, fed = [0] * count, [0] * count
    for edge in edges:
        if edge.tail != edge.head:
            heads[edge.tail].append(edge.head)
            waiting[edge.head] += 1
            fed[edge.head] += 1
    layer = [0] * count
    ready = [v for v in range(count) if not waiting[v]]
    for v in ready:
        for head in heads[v]:
            layer[head] = max(layer[head], layer[v] + 1)
            waiting[head] -= 1
            if not waiting[head]:
                ready.append(head)
    for v in reversed(ready):
        if heads[v] and len(heads[v]) > fed[v] and v not in first:
            layer[v] = max(layer[v], min(layer[head] for head in heads[v]) - 1)
    return layer


def _with_bends(
    sizes: Sequence[tuple[float, float]], edges: Sequence[Edge], layer: Sequence[int]
) -> tuple[_Dots, list[list[int]]]:
    """Dots for boxes and bends, and the bends of each edge. Edges that leave a box at one place share their bends."""
    dots = _Dots([size[1] for size in sizes], list(layer), [[] for _ in sizes], [[] for _ in sizes])
    chains: list[list[int]] = [[] for _ in edges]
    shared: dict[tuple[int, float], list[int]] = {}
    long = sum(max(layer[e.head] - layer[e.tail] - 1, 0) for e in edges)
    for number, edge in enumerate(edges):
        if edge.tail == edge.head:
            continue
        chain = shared.setdefault((edge.tail, edge.tail_at), [])
        needed = layer[edge.head] - layer[edge.tail] - 1
        if needed > 0 and long > MOST_BENDS:
            continue
        while len(chain) < needed:
            last, at = (chain[-1], 0.0) if chain else (edge.tail, edge.tail_at)
            dot = len(dots.across)
            dots.across.append(0.0)
            dots.layer.append(dots.layer[last] + 1)
            dots.before.append([(last, at, 0.0)])
            dots.after.append([])
            dots.after[last].append((dot, 0.0, at))
            chain.append(dot)
        chains[number] = chain[: max(needed, 0)]
        last, at = (chain[needed - 1], 0.0) if needed > 0 else (edge.tail, edge.tail_at)
        dots.before[edge.head].append((last, at, edge.head_at))
        dots.after[last].append((edge.head, edge.head_at, at))
    return dots, chains


def _ordered(dots: _Dots) -> list[list[int]]:
    """The order within each layer: barycenter sweeps there and back, keeping the order with the fewest crossings."""
    order: list[list[int]] = [[] for _ in range(max(dots.layer, default=-1) + 1)]
    for v in _walk(dots):
        order[dots.layer[v]].append(v)
    best, least = [list(row) for row in order], _crossings(dots, order)
    idle = 0
    for sweep in range(SWEEPS):
        if not least or idle >= 4:
            break
        neighbours = dots.before if sweep % 2 == 0 else dots.after
        _sweep(dots, order, neighbours, sweep % 2 == 1)
        found = _crossings(dots, order)
        idle += 1
        if found < least:
            best, least, idle = [list(row) for row in order], found, 0
    return best


def _walk(dots: _Dots) -> list[int]:
    """All dots, depth first from those that nothing feeds; so that what belongs together starts side by side."""
    seen = [False] * len(dots.across)
    found: list[int] = []
    roots = [v for v in range(len(seen)) if not dots.before[v]]
    stack = list(reversed(roots))
    while stack:
        v = stack.pop()
        if not seen[v]:
            seen[v] = True
            found.append(v)
            stack.extend(w for w, _, _ in sorted(dots.after[v], key=lambda a: -a[2]))
    return found + [v for v in range(len(seen)) if not seen[v]]


def _share(dots: _Dots, v: int, at: float) -> float:
    """A place on a box as a share of its size; the order of ports counts less than the order of boxes."""
    return at / dots.across[v] if dots.across[v] else 0.5


def _sweep(dots: _Dots, order: list[list[int]], neighbours: list[list[tuple[int, float, float]]], back: bool) -> None:
    rank = {v: i for row in order for i, v in enumerate(row)}
    for row in reversed(order) if back else order:
        key: dict[int, float] = {}
        for v in row:
            near = neighbours[v]
            key[v] = fmean(rank[w] + _share(dots, w, at) for w, at, _ in near) if near else rank[v] + 0.5
        row.sort(key=key.__getitem__)
        for i, v in enumerate(row):
            rank[v] = i


def _crossings(dots: _Dots, order: list[list[int]]) -> int:
    """How many edges cross between neighbouring layers."""
    rank = {v: i for row in order for i, v in enumerate(row)}
    total = 0
    for row in order:
        ends = sorted(
            (rank[v] + _share(dots, v, own), rank[w] + _share(dots, w, at)) for v in row for w, at, own in dots.after[v]
        )
        seen: list[float] = []
        for _, end in ends:
            total += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return total


def _settled(dots: _Dots, order: list[list[int]], gap: float, boxes: int) -> list[float]:
    """Where each dot lies across: as near to straight below its neighbours as the order and the gaps allow."""
    across = [0.0] * len(dots.across)
    spaces = [[_space(dots, u, v, gap, boxes) for u, v in pairwise(row)] for row in order]
    for row, space in zip(order, spaces, strict=True):
        place = 0.0
        for i, v in enumerate(row):
            across[v] = place
            place += space[i] if i < len(space) else 0.0
    for turn in range(SETTLINGS):
        both = turn >= SETTLINGS - 4
        for back in (False, True):
            for row, space in list(zip(order, spaces, strict=True))[:: -1 if back else 1]:
                _settle(dots, row, space, across, (not back or both, back or both), boxes)
    least = min(across, default=0.0)
    return [place - least for place in across]


def _space(dots: _Dots, u: int, v: int, gap: float, boxes: int) -> float:
    """From the beginning of a dot to the beginning of the next in its layer; bends need less air than boxes."""
    return dots.across[u] + (gap if u < boxes and v < boxes else gap * 0.6)


def _settle(
    dots: _Dots, row: list[int], space: list[float], across: list[float], sides: tuple[bool, bool], boxes: int
) -> None:
    wanted, weights = [], []
    for v in row:
        pull = weight = 0.0
        for near, on in ((dots.before[v], sides[0]), (dots.after[v], sides[1])):
            for w, at, own in near if on else ():
                strength = STRAIGHT if v >= boxes and w >= boxes else 1.0
                pull += strength * (across[w] + at - own)
                weight += strength
        wanted.append(pull / weight if weight else across[v])
        weights.append(weight or 0.01)
    for v, place in zip(row, _apart(wanted, weights, space), strict=True):
        across[v] = place


def _apart(wanted: list[float], weights: list[float], space: list[float]) -> list[float]:
    """The places nearest to the wanted ones (in weighted squares) that keep the order and the spaces between."""
    shift = [0.0]
    for s in space:
        shift.append(shift[-1] + s)
    blocks: list[tuple[float, float, int]] = []  # (mean, weight, how many)
    for want, weight, moved in zip(wanted, weights, shift, strict=False):
        mean, total, count = want - moved, weight, 1
        while blocks and blocks[-1][0] > mean:
            other, heavy, many = blocks.pop()
            mean = (mean * total + other * heavy) / (total + heavy)
            total, count = total + heavy, count + many
        blocks.append((mean, total, count))
    means = [mean for mean, _, count in blocks for _ in range(count)]
    return [mean + moved for mean, moved in zip(means, shift, strict=False)]


def _along(sizes: Sequence[tuple[float, float]], layer: Sequence[int], gap: float) -> tuple[list[float], list[float]]:
    """Where each layer begins along the flow, and how thick it is."""
    thick = [0.0] * (max(layer, default=-1) + 1)
    for size, where in zip(sizes, layer, strict=True):
        thick[where] = max(thick[where], size[0])
    starts, place = [], 0.0
    for size_along in thick:
        starts.append(place)
        place += size_along + gap
    return starts, thick
