"""Callbacks as values: each kind has a file; `runtime/training/callbacks` watches with it in the file of its name."""
