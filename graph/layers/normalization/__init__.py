"""Layers that bring numbers to a common mean and scale, a kind a file, named as Keras names them."""
