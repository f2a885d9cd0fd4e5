"""An A–Z CSV made ready for training: split tables, folders of images, or a cache of arrays."""

from inkread.datasets.prepare.options import PrepareOptions, Target
from inkread.datasets.prepare.report import PrepareReport, StageReport
from inkread.datasets.prepare.run import prepare

__all__ = ["PrepareOptions", "PrepareReport", "StageReport", "Target", "prepare"]
