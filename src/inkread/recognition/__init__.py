"""From an image to a reading, with a bundle and ONNX Runtime."""
