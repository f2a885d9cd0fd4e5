"""One file a step, named by its revision; each knows the one before it."""
