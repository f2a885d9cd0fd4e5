"""The body of a request: in memory, whole, and never larger than the limit."""

import io
from typing import IO

from flask import Request, current_app, request

from inkread.errors import RequestError


class BodyInMemory(Request):
    """A request whose files stay in memory, which its limit bounds: nothing of them is left on the disk."""

    def _get_file_stream(self, *_of_the_file: object, **_named: object) -> IO[bytes]:
        """Return where a file of a form goes."""
        return io.BytesIO()


def whole_body() -> bytes:
    """Return the body's bytes.

    Raises:
        RequestError: 413 `too_large`; werkzeug itself cuts a body of unknown length at the limit, and says
            nothing.
    """
    content = request.get_data(cache=False)
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    if request.content_length is None and len(content) >= limit:
        raise RequestError(
            f"expected a body of less than {limit:,} bytes, got more; send less at once",
            status=413,
            code="too_large",
        )
    return content
