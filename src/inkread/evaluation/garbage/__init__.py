"""Images that are no single character, drawn from a seed: what a reader should refuse."""

from inkread.evaluation.garbage.kinds import KINDS, Kind, fitted, held_out, images_of

__all__ = ["KINDS", "Kind", "fitted", "held_out", "images_of"]
