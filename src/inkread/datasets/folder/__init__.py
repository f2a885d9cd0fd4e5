"""Images in folders named by what they show, plain or in a zip, decoded only when asked for."""

from inkread.datasets.folder.reader import (
    ImageTree,
    is_image_tree,
    leave_out_bad,
    read_folder,
    splits_below,
)
from inkread.folder_names import folder_of, grapheme_of

__all__ = [
    "ImageTree",
    "folder_of",
    "grapheme_of",
    "is_image_tree",
    "leave_out_bad",
    "read_folder",
    "splits_below",
]
