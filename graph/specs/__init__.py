"""Specs and values: typed parameters, the registry of kinds, and the kinds that are no layers."""
