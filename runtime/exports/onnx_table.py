"""Writes `docs/onnx.md`: which kinds ONNX can say. `python -m runtime.exports.onnx_table`."""

from __future__ import annotations

from pathlib import Path

from graph.specs.registry import layer_kinds
from runtime.exports.onnx_file import load_kinds
from runtime.exports.onnx_graph import sayer_of, takes_masks

PAGE = Path(__file__).resolve().parents[2] / "docs" / "onnx.md"
INNER = ("input", "output", "model")
WHY = {
    "core": "made for classes of one's own; a table that works both ways is two networks",
    "recurrent": "ONNX has LSTM, GRU and RNN; others would need a loop",
    "preprocessing": "texts, look-ups, hashes and changed pictures belong before the network",
    "normalization": "the norm is found anew by power iterations",
    "operations": "ONNX has no operator for it, or one that rounds, counts or orders otherwise",
}
HEAD = """# ONNX

`layerloom export FILE -o model.onnx`, or *File › Export Model…*, writes the network for inference: opset 18,
checked by ONNX's own checker, the batch a free axis. It needs the package `onnx`: `pip install
"layerloom[onnx]"`. Channels stay last at inputs and outputs, as here; within, a Transpose stands only where the
axes must change.

Not said, whatever the kind: masks where they change what is computed (steps that a Masking or Embedding leaves
out, before LSTM, attention, means over time…), a memory kept from batch to batch, texts, and sizes that are not
known where an operator needs them. A layer that can't be said is named with its reason, and no file is written.

Files of other programs are opened, too, as PyTorch (both of its exporters) and converters from TensorFlow write them:
convolutions and their transposes, pooling, enlarging, normalizations, LSTM, GRU and RNN in one direction or both,
attention that is put together, embeddings, and the shapes that are computed on the way. Channels stay in front there,
as layers with `channels_first`. A node that can't be read is named with its operator. Weights in other files, loops
and branches are refused.

| family | said | not said | why not |
|---|---|---|---|
"""


def page() -> str:
    """The page as it should be."""
    load_kinds()
    families: dict[str, tuple[list[str], list[str]]] = {}
    for kind, cls in layer_kinds().items():
        if cls.family not in INNER:
            said, unsaid = families.setdefault(cls.family, ([], []))
            name = f"{kind}¹" if sayer_of(cls) is not None and not takes_masks(cls) else kind
            (unsaid if sayer_of(cls) is None else said).append(name)
    rows = [
        f"| {family} | {', '.join(said)} | {', '.join(unsaid)} | {WHY[family] if unsaid else ''} |"
        for family, (said, unsaid) in families.items()
    ]
    return HEAD + "\n".join(rows) + "\n\n¹ not where an input comes with a mask.\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
