"""What stands behind Keras' namespaces: symbolic tensors, layers and models, and the arguments of their methods."""
