"""Words, codes and lines of writing: from candidates for glyphs to texts."""
