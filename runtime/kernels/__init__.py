"""The compiled kernels: plain functions on arrays that allocate nothing and know nothing of layers."""
