"""Losses and metrics over rows."""
