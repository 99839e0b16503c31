"""Learning-rate schedules as values; `runtime/training/schedules` computes them, in the file of the same name."""
