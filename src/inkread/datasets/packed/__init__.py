"""What comes packed, gzipped or in a zip, unpacked within limits so that no bomb fills the memory."""

from inkread.datasets.packed.gzipped import most_content, opened, read_content
from inkread.datasets.packed.zip_members import ZipMembers, directory_digest

__all__ = ["ZipMembers", "directory_digest", "most_content", "opened", "read_content"]
