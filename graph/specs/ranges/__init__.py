"""Ranges: what a sweep tries for one setting, instead of one value."""
