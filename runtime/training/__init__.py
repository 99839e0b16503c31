"""Training, evaluating and predicting: batches, losses, metrics, optimizers, callbacks."""
