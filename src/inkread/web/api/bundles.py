"""`/api/v1/bundles`: which models read here, what they can read, and how well."""

from dataclasses import asdict
from typing import Any

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from inkread.bundle import Bundle, Training
from inkread.charset import NAMED
from inkread.errors import CharsetError
from inkread.web.api.answers import BundlesAnswer, refusals
from inkread.web.backend import backend
from inkread.web.visitor import owner

blueprint = APIBlueprint("bundles", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="Reading")])


@blueprint.get("/bundles", responses={200: BundlesAnswer, **refusals(401, 429)})
def bundles() -> Response:
    """List the bundles that read here, the default first."""
    owner()
    readers = backend().readers
    told = [_told(bundle, default=bundle.name == readers.default) for bundle in readers.bundles]
    return jsonify({"bundles": told})


def _told(bundle: Bundle, *, default: bool) -> dict[str, Any]:
    """Return what the interface tells of a bundle."""
    return {
        "name": bundle.name,
        "default": default,
        "charset": list(bundle.charset.graphemes),
        "charsets": [name for name in NAMED if _can_read(bundle, name)],
        "preprocess": bundle.preprocess.contract,
        "temperature": bundle.temperature,
        "scores": [asdict(score) for score in bundle.scores],
        "training": _origin(bundle.training),
        "model": {"sha256": bundle.model_file.sha256, "size": bundle.model_file.size},
    }


def _origin(training: Training) -> dict[str, Any]:
    """Return where weights come from."""
    return {
        "data": training.data,
        "recipe": training.recipe,
        "seeds": list(training.seeds),
        "epochs": training.epochs,
        "created": training.created,
        "packages": dict(training.packages),
    }


def _can_read(bundle: Bundle, name: str) -> bool:
    """Return whether the bundle can read every grapheme of the named charset."""
    try:
        bundle.charset.project(NAMED[name])
    except CharsetError:
        return False
    return True
