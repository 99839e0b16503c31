"""Functions of one number or one row, sums, copies, random numbers."""
