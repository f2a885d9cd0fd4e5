"""`/api/v1/history`: what was kept of a visitor's readings; nobody sees another's."""

from typing import TYPE_CHECKING, Any, Final

from flask import Response, jsonify, request, url_for
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from inkread.errors import HistoryError, RequestError
from inkread.history import Entry, Query
from inkread.web.api.answers import DeletedAnswer, EntryAnswer, PageAnswer, refusals
from inkread.web.api.bodies import file_answer, json_form, parsed
from inkread.web.api.queries import Correction, EntryPath, ExportQuery, Ids, PageQuery
from inkread.web.backend import backend
from inkread.web.headers import PICTURE_CSP
from inkread.web.visitor import owner

if TYPE_CHECKING:
    from inkread.history import Store

blueprint = APIBlueprint("history", __name__, url_prefix="/api/v1/history", abp_tags=[Tag(name="History")])

NOBODY: Final = "nobody"
"""Owner of nothing, for visitors who were never here; None would be the operator, who sees everything."""


@blueprint.get("", responses={200: PageAnswer, **refusals(401, 404, 429)})
def find(query: PageQuery) -> Response:
    """List your kept readings, a page at a time."""
    page = _store().find(Query(owner=_owner(), **query.fields()))
    entries = [_told(entry) for entry in page.entries]
    return jsonify({"entries": entries, "next": page.next, "total": page.total})


@blueprint.delete(
    "", responses={200: DeletedAnswer, **refusals(401, 403, 404, 429)}, openapi_extensions=json_form(Ids)
)
def delete_several() -> Response:
    """Delete several of your kept readings with their images; ids that are not yours are passed over."""
    ids = parsed(Ids).ids
    return jsonify({"deleted": _store().delete(ids, owner=_owner())})


@blueprint.get(
    "/export",
    responses={
        200: file_answer("text/csv", "application/json", "application/zip"),
        **refusals(401, 404, 429),
    },
)
def export(query: ExportQuery) -> Response:
    """Return your kept readings as CSV, as JSON, or as a zip of labelled images to train on."""
    from inkread.history.export import MEDIA_TYPES
    from inkread.history.export import export as exported

    found = Query(owner=_owner(), **query.fields())
    parts = exported(_store(), query.format, found, unchecked=query.unchecked)
    headers = {"Content-Disposition": f'attachment; filename="inkread-history.{query.format}"'}
    return Response(parts, content_type=MEDIA_TYPES[query.format], headers=headers)


@blueprint.get("/<string:id>", responses={200: EntryAnswer, **refusals(401, 404, 429)})
def get(path: EntryPath) -> Response:
    """Return a kept reading."""
    entry = _store().get(path.id, owner=_owner())
    return jsonify({**_told(entry), "strokes": entry.strokes})


@blueprint.patch(
    "/<string:id>",
    responses={200: EntryAnswer, **refusals(401, 403, 404, 429, 507)},
    openapi_extensions=json_form(Correction),
)
def correct(path: EntryPath) -> Response:
    """Say what an image really shows; null takes it back."""
    said = parsed(Correction).correction
    entry = _store().correct(path.id, said, owner=_owner())
    return jsonify({**_told(entry), "strokes": entry.strokes})


@blueprint.delete("/<string:id>", responses={200: DeletedAnswer, **refusals(401, 403, 404, 429)})
def delete(path: EntryPath) -> Response:
    """Delete a kept reading with its image."""
    num_gone = _store().delete([path.id], owner=_owner())
    if not num_gone:
        raise _missing("reading", path.id)
    return jsonify({"deleted": num_gone})


@blueprint.get("/<string:id>/image", responses={200: file_answer("image/png"), **refusals(401, 404, 429)})
def image(path: EntryPath) -> Response:
    """Return the image that was read, as PNG."""
    return _picture(_store().image(path.id, owner=_owner()), path.id, "image")


@blueprint.get("/<string:id>/glyph", responses={200: file_answer("image/png"), **refusals(401, 404, 429)})
def glyph(path: EntryPath) -> Response:
    """Return what the network saw, a PNG of 28 × 28 pixels."""
    return _picture(_store().get(path.id, owner=_owner()).glyph, path.id, "glyph")


def _store() -> "Store":
    """Return the history.

    Raises:
        RequestError: 404 `no_history` where the service keeps none.
        HistoryError: when it is away.
    """
    history = backend().history
    if history is None:
        raise RequestError(
            "expected a service that keeps readings, got one that keeps none; ask its operator",
            status=404,
            code="no_history",
        )
    return history.store()


def _owner() -> str:
    """Return whose history the request may see."""
    return owner() or NOBODY


def _told(entry: Entry) -> dict[str, Any]:
    """Return an entry as the interface tells it, with the paths of its pictures, without its strokes."""
    said = entry.to_dict()
    said["has_strokes"] = said.pop("strokes") is not None
    said["image"] = url_for("history.image", id=entry.id) if entry.has_image else None
    said["glyph"] = url_for("history.glyph", id=entry.id) if entry.glyph is not None else None
    return said


def _picture(content: bytes | None, entry_id: str, what: str) -> Response:
    """Return a PNG of ours; a browser that has it already is told so."""
    if content is None:
        raise _missing(what, entry_id)
    response = Response(content, mimetype="image/png")
    response.headers["Content-Security-Policy"] = PICTURE_CSP
    response.headers["Content-Disposition"] = f'inline; filename="inkread-{entry_id}-{what}.png"'
    response.headers["Cache-Control"] = "private, no-cache"  # asked for again each time: it may be deleted
    response.set_etag(f"{entry_id}-{what}")
    response.make_conditional(request)
    return response


def _missing(what: str, entry_id: str) -> HistoryError:
    """Return the error of something that is not kept."""
    return HistoryError(f"expected a kept {what} of {entry_id}, got none; list them first", code="not_found")
