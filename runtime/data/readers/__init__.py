"""Readers of data sets: one a file, of the same name as the spec's in `graph/data/data_sets`."""
