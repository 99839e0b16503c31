"""Run by an interpreter with onnxruntime for `written_files.py`: computes what was written here as ONNX.

usage: PYTHON written_in_onnx.py FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime


def main(place: str) -> None:
    onnxruntime.set_default_logger_severity(3)
    for case in sorted(Path(place).glob("*/ours.npz")):
        folder, words, found = case.parent, dict[str, str](), dict[str, Any]()
        data = np.load(folder / "data.npz")
        x = [data[k] for k in sorted(k for k in data if k.startswith("x."))]
        if (folder / "ours.onnx").exists():
            try:
                session = onnxruntime.InferenceSession(folder / "ours.onnx")
                results = session.run(None, {i.name: a for i, a in zip(session.get_inputs(), x, strict=True)})
                found = {f"onnx|before|{i}": a for i, a in enumerate(results)}
            except Exception as error:  # the words are the result
                words["onnxruntime"] = f"{type(error).__name__}: {str(error)[:200]}"
        np.savez(folder / "onnxruntime.npz", **found)
        (folder / "onnxruntime.words").write_text(json.dumps(words))


if __name__ == "__main__":
    main(sys.argv[1])
