"""Which parts the interface for programs has."""

from flask_openapi3.openapi import OpenAPI

from inkread.web.api.bundles import blueprint as bundles
from inkread.web.api.document import blueprint as document
from inkread.web.api.explain import blueprint as explain
from inkread.web.api.forms import blueprint as forms
from inkread.web.api.history import blueprint as history
from inkread.web.api.pages import blueprint as pages
from inkread.web.api.read import blueprint as read
from inkread.web.api.words import blueprint as words
from inkread.web.health import blueprint as health


def register_api(app: OpenAPI) -> None:
    """Add the interface to `app`."""
    for blueprint in (read, words, pages, forms, explain, history, bundles, health):
        app.register_api(blueprint)
    app.register_blueprint(document)
