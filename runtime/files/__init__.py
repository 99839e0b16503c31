"""Keras' files, weight files, figures and templates."""
