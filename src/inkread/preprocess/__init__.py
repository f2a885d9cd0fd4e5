"""From an image of any kind to the 28×28 glyph that a network reads: the contract `inkread-28-v2`."""
