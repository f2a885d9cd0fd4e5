"""`POST /api/v1/read`: images or a drawing in, readings out."""

import time

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from inkread.web.api.answers import ReadAnswer, refusals
from inkread.web.api.bodies import image_body
from inkread.web.api.queries import ReadQuery
from inkread.web.api.quick_query import quick_query
from inkread.web.backend import backend
from inkread.web.reading import read_all
from inkread.web.uploads import uploads

blueprint = APIBlueprint("read", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Reading")])


@blueprint.post(
    "/read",
    responses={200: ReadAnswer, **refusals(401, 403, 404, 413, 415, 429, 503)},
    openapi_extensions=image_body(several=True),
)
@quick_query
def read(query: ReadQuery) -> Response:
    """Read images of one character each, or a drawing.

    One or several files in the form field `image`, one image as the whole body, or strokes as JSON. Of
    several images, one that cannot be read has an `error` in its place.
    """
    began = time.perf_counter()
    behind = backend()
    things = uploads(most=behind.settings.max_files)
    readings = read_all(behind, things, query.wish())
    return jsonify({"readings": readings, "took_ms": round((time.perf_counter() - began) * 1000, 2)})
