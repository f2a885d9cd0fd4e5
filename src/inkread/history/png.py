"""Grey pictures as PNG: made from the pixels, so that nothing else of a file that came in is kept."""

import io

from inkread.trail import GreyImage


def png_of(image: GreyImage) -> bytes:
    """Return an image, axes (height, width), uint8, as the bytes of a PNG."""
    from PIL import Image  # not for those who only look things up

    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return file.getvalue()
