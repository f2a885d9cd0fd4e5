"""Pictures of words, and pages of writing, sent to a service."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from inkread.client.body import Sources, body_of
from inkread.client.readings import OnError, readings_of
from inkread.client.remote_words import RemoteWords
from inkread.client.sheets import requests_of, sheets_of
from inkread.errors import RequestError
from inkread.preprocess.strokes import Strokes

if TYPE_CHECKING:
    from inkread.client.service import Client

PATH: Final = "/api/v1/words"
MOST_PICTURES: Final = 8  # of a request


def read_words(
    client: "Client",
    source: Sources,
    *,
    fields: Mapping[str, str],
    on_error: OnError,
    how: Mapping[str, object],
) -> list[Any]:
    """Return a `RemoteWords` for each sheet of a source, or in its place the error, where it is to be kept.

    Args:
        client: of the service.
        source: one thing to read, or a list of images; each page of a PDF or TIFF is a sheet.
        fields: texts that stand beside it.
        on_error: as `Client.words`.
        how: as the service's interface takes it; a `page` in it is read of each file, and no other.

    Raises:
        RequestError: as `Client.words`.
    """

    def ask(sent: Sources, page: object = None) -> dict[str, Any]:
        body, kind = body_of(sent, **fields)
        return client.request("POST", PATH, body, kind=kind, query={**how, "page": page})

    if isinstance(source, Strokes):
        return readings_of(source, ask, RemoteWords.from_dict, on_error)
    found: list[Any] = []
    keeps_errors = on_error == "keep"
    sheets = sheets_of(client, source, keep_errors=keeps_errors, page=how.get("page"))
    coming = requests_of(sheets, most=MOST_PICTURES)
    # A source that cannot be sent is to be raised before any other is read, and kept in the history.
    for sent in coming if keeps_errors else list(coming):
        if isinstance(sent, RequestError):
            found.append(sent)
            continue
        files = [one.file for one in sent]
        found += readings_of(files, partial(ask, page=sent[0].page), RemoteWords.from_dict, on_error)
    return found
