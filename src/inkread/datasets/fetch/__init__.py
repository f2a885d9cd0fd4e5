"""The data sets known by name: where they come from, and how they are brought here and checked."""

from inkread.datasets.fetch.catalog import CATALOG, KnownFile, KnownSet, known_set
from inkread.datasets.fetch.data_home import data_home
from inkread.datasets.fetch.roads import Fetched, az_file, fetch, is_fetched, missing_files

__all__ = [
    "CATALOG",
    "Fetched",
    "KnownFile",
    "KnownSet",
    "az_file",
    "data_home",
    "fetch",
    "is_fetched",
    "known_set",
    "missing_files",
]
