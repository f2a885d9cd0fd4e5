"""Files that are laid out as they are; the Python among them, `prune.py`, runs on the other machine."""
