"""An application on the tiny bundle with a history of its own, and a browser without a window."""

import cv2
import pytest

from inkread.web import create_app
from inkread.web.settings import WebSettings


@pytest.fixture(scope="session")
def png_of():
    """Makes the bytes of a PNG file from pixels."""
    return lambda pixels: cv2.imencode(".png", pixels)[1].tobytes()


@pytest.fixture(scope="session")
def seven(drawing, png_of):
    """A PNG file that shows a seven."""
    return png_of(drawing("7"))


@pytest.fixture(scope="module")
def make_app(tiny_folder, tmp_path_factory):
    """Makes an application, with any of its settings changed; all are put away at the end."""
    made = []

    def make(**changes):
        folder = tmp_path_factory.mktemp("web")
        usual = {"bundles": (str(tiny_folder),), "history": str(folder / "history.db"), "rate_limit": ""}
        app = create_app(WebSettings(**{**usual, **changes}))
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["inkread-close"]()


@pytest.fixture(scope="module")
def app(make_app):
    """The application, shared by the tests of a file."""
    return make_app()


@pytest.fixture
def client(app):
    """A visitor who was never here."""
    return app.test_client()


def upload(client, content, path="/api/v1/read", **headers):
    """Send `content` as the whole body, and return the answer."""
    return client.post(path, data=content, content_type="image/png", headers=headers)


@pytest.fixture(scope="session")
def send():
    """Sends an image as the whole body of a request."""
    return upload
