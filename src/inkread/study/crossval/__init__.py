"""Cross-validation from end to end: images, folds, networks, and what they say together."""

from inkread.study.crossval.options import CrossvalOptions, Listener
from inkread.study.crossval.outcome import Outcome
from inkread.study.crossval.run import cross_validate

__all__ = ["CrossvalOptions", "Listener", "Outcome", "cross_validate"]
