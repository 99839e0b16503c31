"""What is kept of a network: the document, its order of calls, its names."""
