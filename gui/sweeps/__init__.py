"""Sweeps in the editor: what is tried, the process that tries it, and what has come of it."""
