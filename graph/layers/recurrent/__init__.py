"""Recurrent layers: they read a sequence step by step and remember."""
