"""Layers whose steps look at the steps of a sequence and take of each what suits them."""
