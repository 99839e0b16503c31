"""Ranges as Optuna draws from them: a file each, as in `graph/specs/ranges`."""
