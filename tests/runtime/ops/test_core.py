"""Dense and Embedding beyond what every layer is tested for."""

from __future__ import annotations

import numpy as np
import pytest

from graph.layers.core.dense import Dense
from graph.layers.core.embedding import Embedding
from graph.specs.spec import TensorType
from runtime.ops.faults import DataFault
from tests.runtime.ops.one_layer import Trial


def test_dense_is_a_product_a_bias_and_an_activation():
    trial = Trial(Dense(units=3, activation="relu"), (TensorType((None, 2, 5)),))
    expected = np.maximum(trial.inputs[0] @ trial.weights["kernel"] + trial.weights["bias"], 0)
    np.testing.assert_allclose(trial.forward()[0], expected, atol=1e-12)


def test_a_row_used_twice_gets_the_sum_of_both_gradients():
    trial = Trial(Embedding(input_dim=4, output_dim=2), (TensorType((None, 3), "int64"),))
    trial.inputs[0][...] = [[1, 1, 0], [1, 0, 0], [2, 2, 2]]
    ((_, _, gradient),) = trial.gradients()
    expected = np.zeros((4, 2))
    np.add.at(expected, trial.inputs[0], trial.pull[0])
    np.testing.assert_allclose(gradient, expected, atol=1e-12)


@pytest.mark.parametrize("bad", [4, -1])
def test_a_number_without_a_row_is_named_with_its_place(bad):
    trial = Trial(Embedding(input_dim=4, output_dim=2), (TensorType((None, 3), "int32"),))
    trial.inputs[0][2, 1] = bad
    with pytest.raises(DataFault, match=rf"rows 0 to 3\. Received: {bad} \(sample 2 of the batch, position 1\)"):
        trial.forward()


def test_index_zero_is_masked_where_asked():
    trial = Trial(Embedding(input_dim=4, output_dim=2, mask_zero=True), (TensorType((None, 3), "int32"),))
    trial.inputs[0][...] = [[1, 0, 2], [0, 0, 0], [3, 2, 1]]
    trial.forward()
    assert trial.io.output_mask.tolist() == (trial.inputs[0] != 0).tolist()
