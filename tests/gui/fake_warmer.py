"""A warm-up that compiles nothing and reports as the real one: `fake_warmer.py DOCUMENT MODE`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main() -> int:
    _, document, mode = sys.argv
    assert json.loads(Path(document).read_text(encoding="utf-8"))["format"] == "layerloom"
    for done in (1, 2):
        compiled = 0 if mode == "loads" else done
        print(json.dumps({"event": "compiling", "done": done, "total": 4, "compiled": compiled}), flush=True)
    if mode == "fails":
        print(json.dumps({"event": "error", "message": "This can't be run.", "layer": None}), flush=True)
        return 1
    if mode != "quick":
        time.sleep(60)
    return 0


if __name__ == "__main__":
    sys.exit(main())
