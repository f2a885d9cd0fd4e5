"""Keras without what it loads for its own plots, tables and wrappers, which inkread makes no use of."""

import sys

EXTRAS = ("IPython", "matplotlib", "pandas", "sklearn")
"""Keras and TensorFlow do without these, and load them where they are installed: of the 3.5 s that the first
import of Keras took, 1.2 were theirs."""


def load_lean() -> None:
    """Import Keras; each of `EXTRAS` is there for whoever wants it afterwards.

    No other thread may import one of them meanwhile.

    Raises:
        ModuleNotFoundError: when Keras is not installed.
    """
    if "keras" in sys.modules:
        return
    hidden = [name for name in EXTRAS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None makes the import fail at once
    try:
        import keras  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]
