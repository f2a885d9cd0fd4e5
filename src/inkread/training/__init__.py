"""Networks, augmentation, resumable training and export to a bundle; the only home of Keras."""
