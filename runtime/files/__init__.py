"""Keras' files, weight files, run folders, figures and templates."""
