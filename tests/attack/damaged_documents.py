"""Project files damaged at random: none may open silently different, and what is undamaged must be offered.

usage: python -m tests.attack.damaged_documents [COUNT] [SEED]

Bits are flipped, bytes overwritten, put in, taken out, and files cut off. A file that opens without a word must hold
exactly the document that was saved; any other must be refused with a sentence, or said to be altered.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graph.storage.model_json import StorageError
from graph.storage.salvage import salvage
from graph.storage.storage import dumps, load_checked, loads

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"
SILENTLY = "silently different"


def damaged(data: bytes, draw: random.Random) -> bytes:
    found = bytearray(data)
    at, way = draw.randrange(len(found)), draw.random()
    if way < 0.5:
        found[at] ^= 1 << draw.randrange(8)
    elif way < 0.65:
        found[at] = draw.randrange(256)
    elif way < 0.75:
        del found[at : at + draw.randint(1, 200)]
    elif way < 0.85:
        found[at:at] = draw.randbytes(draw.randint(1, 5))
    elif way < 0.9:
        end = at + draw.randint(1, 4096)
        found[at:end] = bytes(len(found[at:end]))
    else:
        del found[at:]
    return bytes(found)


def outcomes(count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """What became of each damaged file, and its content."""
    draw = random.Random(seed)
    goods = [loads(path.read_text(encoding="utf-8")) for path in sorted(TEMPLATES.glob("*.loom"))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "damaged.loom")
        for _ in range(count):
            good = draw.choice(goods)
            data = damaged(dumps(good).encode(), draw)
            path.write_bytes(data)
            yield outcome(path, dumps(good)), data


def outcome(path: Path, good: str) -> str:
    try:
        loaded = load_checked(path)
    except StorageError:
        left = salvage(path.read_bytes().decode("utf-8", "replace"))
        return "refused, nothing left" if left is None else "refused, the rest is offered"
    if loaded.altered is not None:
        return "said to be altered"
    return "harmless" if dumps(loaded.document) == good else SILENTLY


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    found = Counter(what for what, _ in outcomes(count, seed))
    for what, number in found.most_common():
        print(f"{number:6} {what}")
    return int(SILENTLY in found)


if __name__ == "__main__":
    sys.exit(main())
