"""The web application: pages for people, an interface for programs, and what keeps both safe."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from inkread.web.settings import WebSettings


def create_app(settings: "WebSettings | None" = None) -> "Flask":
    """Return the application, its bundles verified and its history open.

    Call it in the process that is to answer: what it makes is safe to fork only before the first request.

    Args:
        settings: what the operator decided; None for what `INKREAD_WEB_…` variables say.

    Raises:
        ConfigError: when a setting is unknown or fits nothing.
        BundleError: when a bundle cannot be opened.
        HistoryError: when the history cannot be opened.
    """
    from inkread.web.app import make_app  # Flask and pydantic: not for those who look at settings only
    from inkread.web.settings import WebSettings

    return make_app(WebSettings.from_environment() if settings is None else settings)
