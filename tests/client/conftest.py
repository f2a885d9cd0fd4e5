"""A service of our own, on this machine."""

import contextlib
import threading

import pytest
from werkzeug.serving import make_server


@contextlib.contextmanager
def running(app):
    """Serve `app` on this machine while the block runs; yield its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:  # or a test that fails would leave a thread for which the process waits for ever
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def serving():
    """Serves an application while a block runs; the block gets its address."""
    return running
