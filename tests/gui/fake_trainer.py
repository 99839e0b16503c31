"""A training process that computes nothing and speaks the protocol: `fake_trainer.py DOCUMENT RUN MODE`."""

from __future__ import annotations

import json
import math
import sys
import threading
import time
from pathlib import Path
from typing import Any


class Fake:
    """Reports losses that fall; obeys pause, resume and stop."""

    def __init__(self, epochs: int, steps: int, pause_between: float) -> None:
        self.epochs, self.steps, self.pause_between = epochs, steps, pause_between
        self.going, self.stopped = threading.Event(), False
        self.going.set()
        threading.Thread(target=self.listen, daemon=True).start()

    def say(self, event: str, **more: Any) -> None:
        print(json.dumps({"event": event, **more}), flush=True)

    def listen(self) -> None:
        for line in sys.stdin:
            word = line.strip()
            if word == "pause":
                self.going.clear()
                self.say("paused")
            elif word == "resume":
                self.say("resumed")
                self.going.set()
            elif word == "stop":
                self.stopped = True
                self.going.set()

    def train(self) -> None:
        for k in range(4):
            self.say("compiling", done=k + 1, total=4)
        self.say("started", epochs=self.epochs, steps=self.steps, metrics=["loss", "accuracy"])
        for epoch in range(1, self.epochs + 1):
            for step in range(1, self.steps + 1):
                self.going.wait()
                if self.stopped:
                    self.say("stopped")
                    return
                done = epoch - 1 + step / self.steps
                wave = 0.05 * math.sin(7 * step)
                logs = {"loss": math.exp(-done) + 0.1 + wave / (1 + done), "accuracy": 1 - math.exp(-1 - done)}
                self.say("batch", epoch=epoch, step=step, logs=logs)
                time.sleep(self.pause_between)
            logs = {"loss": math.exp(-epoch) + 0.1, "accuracy": 1 - math.exp(-1 - epoch)}
            logs |= {"val_loss": logs["loss"] + 0.05, "val_accuracy": logs["accuracy"] - 0.02}
            self.say("epoch", epoch=epoch, logs=logs, seconds=self.steps * self.pause_between)
        self.say("finished", run=sys.argv[2])


def main() -> int:
    _, document, run, mode = sys.argv
    assert json.loads(Path(document).read_text(encoding="utf-8"))["format"] == "layerloom"
    assert Path(run).is_dir()
    if mode == "crash":
        print("not a word of the protocol")
        Fake(1, 1, 0).say("started", epochs=1, steps=1)
        return 7
    if mode == "error":
        Fake(1, 1, 0).say("error", message="The loss of output is NaN after step 3.", layer="dense")
        return 1
    speeds = {"quick": (2, 20, 0.0), "slow": (50, 100, 0.02), "flood": (40, 25, 0.005)}
    Fake(*speeds[mode]).train()
    return 0


if __name__ == "__main__":
    sys.exit(main())
