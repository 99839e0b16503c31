"""Kernels as machine code: declared, compiled, kept, loaded, called, and shared out among threads."""
