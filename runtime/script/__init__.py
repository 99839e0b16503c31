"""Keras scripts read into documents by their syntax tree alone: nothing of a script is ever executed."""
