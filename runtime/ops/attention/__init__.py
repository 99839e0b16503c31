"""How attention layers execute: scores, softmax and sums of values in one kernel a direction, head by head."""
