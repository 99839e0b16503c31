"""How layers execute, one family a file, named as the specs in `graph/layers`."""
