"""Training of readers of whole lines: words as they are written, never cut into characters."""
