"""Which parts the interface for programs has."""

from flask_openapi3.openapi import OpenAPI

from inkread.web.api.read import blueprint as read


def register_api(app: OpenAPI) -> None:
    """Add the interface to `app`."""
    for blueprint in (read,):
        app.register_api(blueprint)
