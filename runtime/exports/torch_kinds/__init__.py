"""Who says the layers for PyTorch: a file for each sort."""
