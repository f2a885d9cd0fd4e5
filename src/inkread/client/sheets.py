"""The sheets of what is sent: each page of a PDF or TIFF is one, as a scanner's feeder took it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from inkread.client.answers import is_of_source
from inkread.client.body import File, Source, Sources, body_of, file_of
from inkread.errors import RequestError
from inkread.preprocess.decode.format import is_pdf
from inkread.preprocess.decode.pages import is_tiff

if TYPE_CHECKING:
    from inkread.client.service import Client

PAGES: Final = "/api/v1/pages"
HEAD: Final = 1024  # bytes that tell a PDF or a TIFF


class Sheet(NamedTuple):
    """One page of what is sent: the file, and its number as the service takes it; None of what has none."""

    file: File
    page: object


def sheets_of(
    client: "Client", sources: Sources, *, keep_errors: bool, page: object = None
) -> Iterator[Sheet | RequestError]:
    """Yield the sheets of sources, and in the place of what cannot be sent or opened the error.

    Args:
        client: of the service, which counts pages.
        sources: one thing to read, or a list.
        keep_errors: whether an error stands in its place.
        page: the one that is wanted of each; None for all.

    Raises:
        RequestError: instead, where none are to be kept.
    """
    many: Sequence[Source] = sources if isinstance(sources, list | tuple) else [sources]  # type: ignore[list-item] # one
    for one in many:
        try:
            file = file_of(one)
            num = None if page is not None else _num_pages(client, file)
        except RequestError as error:
            if not (keep_errors and (error.status == 0 or is_of_source(error))):
                raise
            yield error
            continue
        if num is None or num == 1:
            yield Sheet(file, num if page is None else page)
        else:
            pages = range(1, num + 1)
            yield from (Sheet(File(f"{file.name}#{page}", file.content), page) for page in pages)


def requests_of(sheets: Iterable[Sheet | RequestError], *, most: int) -> Iterator[list[Sheet] | RequestError]:
    """Yield the sheets of each request, and the errors between them: all of one page number, or of none.

    Args:
        sheets: in order.
        most: sheets of a request.
    """
    sent: list[Sheet] = []
    for one in sheets:
        if sent and (isinstance(one, RequestError) or one.page != sent[0].page or len(sent) == most):
            yield sent
            sent = []
        if isinstance(one, RequestError):
            yield one
        else:
            sent.append(one)
    if sent:
        yield sent


def _num_pages(client: "Client", file: File) -> int | None:
    """Return how many pages a file has, which the service counts; None of what has none."""
    head = file.content[:HEAD]
    if not (is_pdf(head) or is_tiff(head)):
        return None
    body, kind = body_of(file)
    return int(client.request("POST", PAGES, body, kind=kind)["pages"])
