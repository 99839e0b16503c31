"""Operators of ONNX as layers, a family a file: each function gives the values that a node computes."""
