"""Cross-validation: the images of a set, dealt out many ways, and a network trained for each."""
