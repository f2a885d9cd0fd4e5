"""Facts about a data set, measured before anything is learnt from it: pixels, classes, ink, copies.

Each fact is a plain dataclass with `to_dict`; nothing here draws or trains.
"""
