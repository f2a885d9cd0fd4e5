"""`POST /api/v1/pages`: how many pages a file has, of which words and forms are read one at a time."""

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, Field

from inkread.preprocess.strokes import Strokes
from inkread.web.api.answers import refusals
from inkread.web.api.bodies import image_body
from inkread.web.backend import Backend, backend
from inkread.web.uploads import Upload, uploads

blueprint = APIBlueprint("sheets", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Reading")])


class PagesAnswer(BaseModel):
    """How long a file is."""

    pages: int = Field(description="At least 1.")


@blueprint.post(
    "/pages",
    responses={200: PagesAnswer, **refusals(401, 403, 413, 415, 429, 503)},
    openapi_extensions=image_body(several=False, drawing=False),
)
def pages() -> Response:
    """Count the pages of a file.

    One file in the form field `image`, or as the whole body: a PDF, a TIFF, or a picture, which is one page.
    What is none of them counts as one page, and is refused when it is to be read.
    """
    return jsonify({"pages": _num_pages(backend(), uploads(most=1)[0])})


def _num_pages(behind: Backend, upload: Upload) -> int:
    """Return how many pages an upload has; a drawing is one."""
    if isinstance(upload.content, Strokes):
        return 1
    with behind.words_gate.entered(), behind.words_turns.taken():
        return behind.sheets.num_pages(upload.content)
