"""What follows from a document: types of every source, straight-line programs, totals."""
