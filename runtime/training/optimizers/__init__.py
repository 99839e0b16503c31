"""Optimizers: each has a file, as in `graph/specs/optimizers`."""
