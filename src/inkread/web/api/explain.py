"""`POST /api/v1/explain`: an image or a drawing in, its reading out with everything that led to it."""

from dataclasses import replace
from typing import Any

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from inkread.web.api.answers import ExplainAnswer, refusals
from inkread.web.api.bodies import image_body
from inkread.web.api.queries import ExplainQuery
from inkread.web.backend import Backend, backend
from inkread.web.explaining import occlusion_told, probabilities_told, stages_told, trail_told
from inkread.web.keeping import NOT_ASKED, keep_reading
from inkread.web.reading import answer, count, decoded
from inkread.web.uploads import Upload, uploads

blueprint = APIBlueprint("explain", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Reading")])


@blueprint.post(
    "/explain",
    responses={200: ExplainAnswer, **refusals(401, 403, 404, 413, 415, 429, 503)},
    openapi_extensions=image_body(several=False),
)
def explain(query: ExplainQuery) -> Response:
    """Read one image or drawing, and tell how.

    With the picture after each step of preprocessing, what every layer of the network made of it, the
    probability of everything that may come out, and which pixels decided.
    """
    behind = backend()
    (upload,) = uploads(most=1)
    with behind.gate.entered():
        return jsonify(_explained(behind, upload, query))


def _explained(behind: Backend, upload: Upload, query: ExplainQuery) -> dict[str, Any]:
    """Return the answer to the request."""
    reader = behind.readers.reader(query.bundle, charset=query.charset, top_k=query.top_k)
    image = decoded(behind, upload)
    reading = replace(reader.read(image, pictures=True), source=upload.name)
    count(behind, reading)
    kept = keep_reading(behind, reading, upload, grey=image.grey) if query.keep else NOT_ASKED
    said: dict[str, Any] = {
        "reading": answer(reading, name=upload.name, kept=kept),
        "trail": trail_told(reading),
        "probabilities": [],
    }
    glyph = reading.glyph
    if glyph is None or reading.blank:
        return said
    with behind.inside.taken():
        said["probabilities"] = probabilities_told(reader, glyph)
        if query.stages:
            said["stages"] = stages_told(behind.readers.inspector(query.bundle), glyph)
        if query.occlusion:
            said["occlusion"] = occlusion_told(reader, glyph, reading.text)
    return said
