"""Attention: scores, softmax and sums of values, head by head."""
