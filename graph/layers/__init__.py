"""One family of layers a file, named as Keras names them."""
