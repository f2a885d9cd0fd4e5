"""What a reader is made of, as plain data that can be sent to another process or machine."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """What each process makes its reader of; see `Reader`."""

    bundle: str | None
    charset: str | None
    top_k: int
    abstain_below: float | None
    coverage: float

    def anywhere(self) -> "ReaderOptions":
        """Return options that mean the same bundle in whatever folder another process works.

        Raises:
            BundleError: when there is none of that name.
        """
        from inkread.bundle.record import named_anywhere

        return replace(self, bundle=named_anywhere(self.bundle))

    def reader(self) -> "Reader":
        """Return a new reader; its network is loaded with its first image.

        From then on OpenCV uses one thread in this process: with two it was no faster at any size from 28 to
        1,200 px, and the second one is another worker's.
        """
        import cv2

        from inkread.recognition.reader import Reader  # OpenCV and ONNX Runtime: 0.15 s

        cv2.setNumThreads(1)
        return Reader(
            self.bundle,
            charset=self.charset,
            top_k=self.top_k,
            abstain_below=self.abstain_below,
            coverage=self.coverage,
        )
