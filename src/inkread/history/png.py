"""Grey pictures as PNG: made from the pixels, so that nothing else of a file that came in is kept."""

from inkread.trail import GreyImage


def png_of(image: GreyImage) -> bytes:
    """Return an image, axes (height, width), uint8, as the bytes of a PNG."""
    import cv2  # not for those who only look things up

    _, encoded = cv2.imencode(".png", image)
    return encoded.tobytes()
