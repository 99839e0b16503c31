"""Data sets: opening them, describing them, and feeding them batch by batch to the Inputs and Outputs of a model."""

from runtime.data.binding import Feed, PreparedData, as_array, prepare, suggest
from runtime.data.column import ArrayColumn, Column
from runtime.data.dataset import ColumnSummary, Dataset, DatasetSummary
from runtime.data.errors import DataError
from runtime.data.model_data import ModelData, input_feeds, load_data, suggest_binding, target_feeds
from runtime.data.readers.reader import guess_spec, open_dataset

__all__ = [
    "ArrayColumn",
    "Column",
    "ColumnSummary",
    "DataError",
    "Dataset",
    "DatasetSummary",
    "Feed",
    "ModelData",
    "PreparedData",
    "as_array",
    "guess_spec",
    "input_feeds",
    "load_data",
    "open_dataset",
    "prepare",
    "suggest",
    "suggest_binding",
    "target_feeds",
]
