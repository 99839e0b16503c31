"""Classes of one's own: a `build` and a `call` in Python, traced once into a nested model."""
