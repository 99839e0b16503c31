"""Who says which kind in ONNX, a family of layers a file; found by `runtime.exports.onnx_file.load_kinds`."""
