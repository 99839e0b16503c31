"""How the operations between layers are computed, a group a file as in `graph/layers/operations`."""
