"""The operations between layers: arithmetic, slices, reductions, as nodes like any layer. What Keras calls `ops`."""
