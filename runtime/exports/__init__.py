"""Models written for other programs: Keras, and whoever reads ONNX."""
