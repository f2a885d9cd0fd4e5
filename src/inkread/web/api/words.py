"""`POST /api/v1/words`: pictures of words or a written word in, texts with their characters out."""

import time

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from inkread.web.api.answers import refusals
from inkread.web.api.bodies import words_body as described_body
from inkread.web.api.queries import WordsQuery
from inkread.web.api.quick_query import quick_query
from inkread.web.api.words_answers import WordsAnswer
from inkread.web.backend import backend
from inkread.web.word_lists import FIELD
from inkread.web.words_asked import words_body
from inkread.web.words_reading import MOST_PICTURES, read_words

blueprint = APIBlueprint("words", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Reading")])


@blueprint.post(
    "/words",
    responses={200: WordsAnswer, **refusals(401, 403, 404, 413, 415, 429, 503)},
    openapi_extensions=described_body(),
)
@quick_query
def words(query: WordsQuery) -> Response:
    """Read words, codes or whole pages, or a word that was written.

    At most 8 files in the form field `image`, one image as the whole body, or strokes as JSON. Of a PDF or
    TIFF one page is read, see `page`. Of several images, one that cannot be read has an `error` in its place.
    A list of the only words that may come out may stand in the field `lexicon` of a form or of the JSON.
    """
    began = time.perf_counter()
    behind = backend()
    things, fields = words_body(most=min(MOST_PICTURES, behind.settings.max_files))
    readings = read_words(behind, things, query.words_wish(fields.get(FIELD)))
    return jsonify({"readings": readings, "took_ms": round((time.perf_counter() - began) * 1000, 2)})
