"""What one array file of a cache is known by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CachedArray:
    """One array file: shape, dtype as NumPy names it, the file's size, and the SHA-256 of the values."""

    shape: tuple[int, ...]
    dtype: str
    num_bytes: int
    sha256: str
