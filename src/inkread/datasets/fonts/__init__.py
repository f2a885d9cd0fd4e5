"""Characters drawn from font files: more hands than any set of images has, to train on."""

from inkread.datasets.fonts.listing import FONTS_CSV
from inkread.datasets.fonts.reader import is_font_folder, read_fonts

__all__ = ["FONTS_CSV", "is_font_folder", "read_fonts"]
