"""Keras' own JSON, to and from a document."""
