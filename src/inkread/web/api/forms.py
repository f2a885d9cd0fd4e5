"""`/api/v1/forms`: a template checked, scans of filled forms read with one, and what was typed for values."""

import time

from flask import Response, jsonify, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from inkread.web.api.answers import refusals
from inkread.web.api.bodies import checked, image_body, parsed
from inkread.web.api.forms_answers import (
    BoxesAnswer,
    FormsAnswer,
    TemplateAnswer,
    TemplateBody,
    TypedAnswers,
    ValuesBody,
    template_bodies,
    values_body,
)
from inkread.web.api.forms_answers import (
    forms_body as described_body,
)
from inkread.web.api.queries import FormsQuery, TemplateQuery
from inkread.web.api.quick_query import quick_query
from inkread.web.backend import backend
from inkread.web.forms_asked import forms_body
from inkread.web.forms_reading import find_boxes, read_forms
from inkread.web.forms_template import template_answer, template_body, template_of_json, template_of_text
from inkread.web.forms_values import values_answer, values_told
from inkread.web.uploads import uploads

blueprint = APIBlueprint("forms", __name__, url_prefix="/api/v1/forms", abp_tags=[Tag(name="Forms")])


@blueprint.post(
    "/template",
    responses={200: TemplateAnswer, **refusals(401, 403, 404, 413, 415, 429)},
    openapi_extensions=template_bodies(),
)
@quick_query
def template(query: TemplateQuery) -> Response:
    """Check a template: YAML or JSON in, both out.

    A template says where the fields of a form are and what may be written in each. One that cannot be read
    with is refused, and the message names its field and line.
    """
    behind = backend()
    if request.is_json:
        found = template_of_json(behind, parsed(TemplateBody).told(), query.bundle)
    else:
        found = template_of_text(behind, template_body(), query.bundle)
    return jsonify(template_answer(found))


@blueprint.post(
    "/boxes",
    responses={200: BoxesAnswer, **refusals(401, 403, 413, 415, 429, 503)},
    openapi_extensions=image_body(several=False, drawing=False),
)
def boxes() -> Response:
    """Find the boxes that a blank form has printed.

    One file in the form field `image`, or one image as the whole body. Cells in a row are one box. Nothing is
    kept.
    """
    return jsonify(find_boxes(backend(), uploads(most=1)[0]))


@blueprint.post(
    "/read",
    responses={200: FormsAnswer, **refusals(401, 403, 404, 413, 415, 429, 503)},
    openapi_extensions=described_body(),
)
@quick_query
def read(query: FormsQuery) -> Response:
    """Read scans of filled forms.

    At most 4 scans in the form field `image`, the template's YAML in `template`, the picture of the blank
    form in `blank`, and in `lexicon` each list of words that the template names. Of a PDF or
    TIFF one page is read, see `page`. Of several scans, one that cannot be read has an `error` in its place.
    Nothing of a form is kept.
    """
    began = time.perf_counter()
    behind = backend()
    scans, wish = forms_body(behind, bundle=query.bundle, crops=query.crops, page=query.page)
    answers = read_forms(behind, scans, wish)
    return jsonify({"scans": answers, "took_ms": round((time.perf_counter() - began) * 1000, 2)})


@blueprint.post(
    "/values",
    responses={200: TypedAnswers, **refusals(401, 403, 404, 413, 415, 429)},
    openapi_extensions=values_body(),
)
@quick_query
def values(query: TemplateQuery) -> Response:
    """Look at values that a person typed for fields of a form.

    The template's YAML in the form field `template`, at most 200 values as JSON in `values`, of at most 1,000
    characters each and 10,000 in all, and in `lexicon` the lists of words of their fields. A value that its
    field cannot hold is told as `correction_misfit`, and taken all the same.
    """
    asked = checked(ValuesBody, {"values": values_told()}).values
    typed = [(one.field, one.value) for one in asked]
    return jsonify({"values": values_answer(backend(), typed, query.bundle)})
