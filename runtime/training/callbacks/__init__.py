"""Callbacks: each kind has a file, as in `graph/specs/callbacks`."""
