"""Pictures of words and codes made of real glyphs, to measure readers on and to fit them to."""
