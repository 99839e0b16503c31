"""A document as a small project: its model, its data and its training in a file each, with what they need."""

from __future__ import annotations

from collections.abc import Sequence

from graph.document.document import Document
from graph.export.keras_code import assembled, main_lines
from graph.export.script_parts import data_parts, model_parts
from graph.specs.quoting import quoted

REQUIREMENTS = "keras>=3\njax\nnumpy\n"
PILLOW = "pillow\n"
README = """\
# A neural network for Keras 3

| file | what it does |
|---|---|
| `model.py` | builds the network; run by itself, it shows the layers |
| `data.py` | reads the data and prepares it |
| `train.py` | trains the network, measures it and keeps it |
"""
WEIGHTS_LINE = "| `{file}` | the weights from which the training starts |\n"
START = """
    python -m venv .venv
    .venv/bin/pip install -r requirements.txt
    .venv/bin/python train.py

Keras computes with JAX here. With another backend, say so in `requirements.txt` and in the environment variable
`KERAS_BACKEND`. Files that `data.py` names are looked for where they lay, else in this folder; where one is missing, a
sentence says which.
"""


def project_files(
    document: Document,
    data_file: str | None = None,
    validation_file: str | None = None,
    columns: Sequence[str] = (),
    weight_file: str | None = None,
) -> dict[str, str]:
    """The project's files by name; arguments and errors are those of `keras_code`."""
    model = model_parts(document)
    shown = "def main():\n    build_model().summary()"
    run = 'if __name__ == "__main__":\n    main()'
    data, held_out = data_parts(document, data_file, validation_file, columns)
    data_functions = [data.functions] if data.functions else []
    weights = None if weight_file is None else f"HERE / {quoted(weight_file)}"
    steps = main_lines(document, held_out, weights)
    own = [
        "from model import build_model",
        *(["from data import load_data"] if any("load_data(" in line for line in steps) else []),
    ]
    train = assembled("Trains the network.", ["\n".join(steps), run], imports=own)
    return {
        "README.md": README + (WEIGHTS_LINE.format(file=weight_file) if weight_file else "") + START,
        "requirements.txt": REQUIREMENTS + (PILLOW if any("PIL" in line for line in data.imports) else ""),
        "model.py": assembled("The network.", [*model.functions, shown, run], model.classes),
        "data.py": assembled("The data.", [*data_functions, "\n".join(data.lines)], imports=data.imports),
        "train.py": train,
    }
