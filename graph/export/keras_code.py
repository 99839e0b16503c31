"""A document as a Keras 3 script: the network alone, with its weights, or with its data and its training."""

from __future__ import annotations

from collections.abc import Sequence

from graph.document.document import Document
from graph.export.allowlist import check_script
from graph.export.compile_text import compile_lines, evaluate_lines, fit_lines
from graph.export.line_breaks import broken_lines
from graph.export.script_parts import (
    BESIDE,
    HERE,
    data_parts,
    import_lines,
    model_parts,
    weight_file_name,
)
from graph.keras.config import KerasConfigError
from graph.specs.message import say
from graph.specs.quoting import quoted

ARCHITECTURE, WEIGHTS, TRAINING = "architecture", "weights", "training"
FORMS = (TRAINING, ARCHITECTURE, WEIGHTS)
TITLES = {
    TRAINING: "A neural network for Keras 3: run this file to train it.",
    ARCHITECTURE: "A neural network for Keras 3: run this file to see its layers.",
    WEIGHTS: "A neural network for Keras 3 with its weights, which lie in a file beside this one.",
}


def keras_code(
    document: Document,
    form: str = TRAINING,
    data_file: str | None = None,
    validation_file: str | None = None,
    columns: Sequence[str] = (),
    weight_file: str | None = None,
) -> str:
    """The script of a document's root model; raises KerasConfigError where a part is missing.

    Where only this program can make the data, `load_data` reads `data_file` (see `data_file_name`), saved beside the
    script. `columns` are those of the data set, where a binding uses a pattern. `weight_file` is that of the form with
    weights; in a training script, the weights from which it starts.
    """
    check_form(form)
    if form == WEIGHTS:
        weight_file = weight_file or weight_file_name(document)
    model = model_parts(document)
    parts = [*model.functions]
    imports: tuple[str, ...] = ()
    held_out = False
    if form == TRAINING:
        data, held_out = data_parts(document, data_file, validation_file, columns)
        imports = data.imports
        parts = [*([data.functions] if data.functions else []), "\n".join(data.lines), *parts]
    weights = None if weight_file is None else f"beside({quoted(weight_file)})"
    parts.append("\n".join(main_lines(document, held_out, weights, trains=form == TRAINING)))
    parts.append('if __name__ == "__main__":\n    main()')
    return assembled(TITLES[form], parts, model.classes, imports)


def check_form(form: str) -> None:
    """Raise KerasConfigError for a form that there is not."""
    if form not in FORMS:
        raise KerasConfigError(
            say("A script can be written in these forms: {forms}. Received: {form}.", forms=FORMS, form=form)
        )


def assembled(title: str, parts: Sequence[str], classes: Sequence[str] = (), imports: Sequence[str] = ()) -> str:
    """A script of these functions, checked; `classes` are always the same text."""
    source = "\n\n\n".join(parts)
    beside = [BESIDE] if "beside(" in source else []
    here = [HERE] if beside or "HERE" in source else []
    imported = import_lines("\n".join([*here, *classes, *beside, source]), imports)
    head = "\n".join([f'"""{title}"""', "", *imported]) + ("\n\n" if here else "\n\n\n")
    check_script(head + "\n\n\n".join([*here, *beside, *parts]) + "\n")
    return head + "\n\n\n".join([*here, *classes, *beside, *parts]) + "\n"


def main_lines(document: Document, held_out: bool, weights: str | None, trains: bool = True) -> list[str]:
    """The function that a script runs; `weights` is the expression of their file."""
    lines = ["def main():"]
    seed = document.training.seed
    if trains and seed is not None:
        lines.append(f"    keras.utils.set_random_seed({seed})")
    lines.append("    model = build_model()")
    if weights is not None:
        lines.append(f"    model.load_weights({weights})")
    lines.append("    model.summary()")
    if trains and (compiled := compile_lines(document)):
        lines += [*compiled, *fit_lines(document, held_out), *evaluate_lines(document, held_out)]
    return broken_lines(lines)
