"""Losses: a family a file, as in `graph/specs/losses`."""
