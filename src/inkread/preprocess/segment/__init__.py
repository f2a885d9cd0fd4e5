"""From a picture of several characters to lines, words and candidates for single glyphs, in reading order."""
