"""The templates: what is shipped is what is drawn, nothing is wrong with it, and it learns from a cold start."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graph.document.document import Document
from graph.export.keras_code import keras_code
from graph.inference.program import flatten
from graph.storage.storage import dumps
from graph.validate import problems
from graph.views.summary import summary
from runtime.files import templates
from runtime.training.experiment import Experiment, Overrides
from tests.runtime.files.template_sources import FOLDER, SOURCES

QUICK = ("fully_connected", "encoder", "residual_block", "layer_in_series")
"""Those that train for two epochs in a few seconds; `tests/runtime/keras_check.py` does the same with all."""

WEIGHTS = {
    "fully_connected": 55_050,
    "headline": 5_200_610,
    "tweets": 82_305,
    "encoder": 18_672,
    "decoder": 9_569,
    "autoencoder": 28_241,
    "residual_block": 84,
    "small_resnet": 223_242,
    "layer_in_series": 544,
}
"""As Keras' own summary counts them for the tutorial's listings."""


def test_every_template_has_a_title_and_one_line() -> None:
    assert templates.names() == tuple(SOURCES)
    for template in templates.TEMPLATES:
        assert str(template.title) and "\n" not in str(template.about) and len(str(template.about)) < 120


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(templates.TemplateError, match=r"'resnet'.*small_resnet"):
        templates.load("resnet")


@pytest.mark.parametrize("name", templates.names())
def test_the_shipped_file_is_what_is_drawn(name: str) -> None:
    """But for the places of boxes and notes, which may be bettered by hand."""
    shipped, drawn = templates.load(name), SOURCES[name]()
    assert dumps(without_places(shipped)) == dumps(without_places(drawn))
    assert templates.text(name) == dumps(shipped)
    assert {path.stem for path in Path(FOLDER).glob("*.loom")} == set(SOURCES)


def without_places(document: Document) -> Document:
    models = {
        key: replace(
            model, positions={}, notes={k: replace(n, position=(0, 0), size=(1, 1)) for k, n in model.notes.items()}
        )
        for key, model in document.models.items()
    }
    return replace(document, models=models)


@pytest.mark.parametrize("name", templates.names())
def test_nothing_is_wrong_with_it(name: str) -> None:
    document = templates.load(name)
    assert [str(problem.message) for problem in problems(document)] == []
    assert summary(document).counts.total == WEIGHTS[name]
    assert any(note.text for note in document.main.notes.values())
    assert document.main.layers.keys() <= document.main.positions.keys()


@pytest.mark.parametrize("name", templates.names())
def test_it_becomes_a_script(name: str) -> None:
    script = keras_code(templates.load(name))
    ast.parse(script)
    assert "model.fit(" in script and "def load_data" in script


def test_shared_layers_are_shared() -> None:
    assert [step.name for step in flatten(templates.load("layer_in_series")).steps] == ["a", "b", "a"]
    assert [step.name for step in flatten(templates.load("tweets")).steps].count("shared_lstm") == 2


@pytest.mark.parametrize("name", QUICK)
def test_the_loss_falls_in_two_epochs(name: str) -> None:
    experiment = Experiment(Overrides(epochs=2).applied(templates.load(name)))
    history = experiment.trainer.fit(experiment.training, experiment.validation, epochs=2, seed=experiment.seed).history
    assert history["loss"][1] < history["loss"][0]
    assert history["val_loss"][1] < history["val_loss"][0]


def test_the_digits_are_read_with_more_than_95_percent() -> None:
    experiment = Experiment(templates.load("fully_connected"))
    epochs = experiment.document.training.epochs
    history = experiment.trainer.fit(
        experiment.training, experiment.validation, epochs=epochs, seed=experiment.seed
    ).history
    # One epoch may fall below: RMSprop's steps stay as large as they were.
    assert np.mean(history["val_accuracy"][-10:]) > 0.95
