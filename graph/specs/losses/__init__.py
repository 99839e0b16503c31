"""Keras' losses as values; what each expects of target and prediction is stated here, the runtime computes it."""
