"""Data sets that a document can name: one a file. `runtime/data/readers` reads each in the file of the same name."""
