"""Weights in one flat array: where they lie, how they begin, what holds them back."""
