"""A client's connection as the patient worker sees it: what came in, and what gunicorn does with it."""

from typing import TYPE_CHECKING, Any

from gunicorn.http import get_parser
from gunicorn.workers.gthread import TConn

from inkread.web.service.answer_socket import AnswerSocket
from inkread.web.service.request_buffer import RequestBuffer

if TYPE_CHECKING:
    from inkread.web.service.patient_worker import PatientWorker


class Connection(TConn):  # type: ignore[misc]
    """A connection with what it has sent and not yet been answered."""

    initialized: bool

    def __init__(
        self,
        worker: "PatientWorker",
        client_socket: AnswerSocket,
        client: Any,  # noqa: ANN401 - what the system calls the other end, by the kind of socket
        server: Any,  # noqa: ANN401
    ) -> None:
        """Begin to listen to it."""
        super().__init__(worker.cfg, client_socket, client, server)
        self.incoming = RequestBuffer(max_body=worker.limits.max_body, tell=worker.count_kept)
        self.linger = worker.lingering.add
        self.was_told_to_continue = False
        self.cut_at = 0.0  # when it is cut although its client goes on, once the service has ended it

    def init(self) -> None:
        """Let the parser read what was kept instead of the socket."""
        if not self.initialized:
            self.initialized = True
            self.parser = get_parser(self.cfg, self.incoming, self.client)
        self.sock.setblocking(True)

    def close(self, graceful: bool = False) -> None:
        """Close it; gracefully without making the main loop wait for the client, as gunicorn's would.

        What it sent goes at once, for a client may take half a minute to read that it was refused; so does
        the parser, which holds up to a megabyte of a body that nobody read.
        """
        self.incoming.drop()
        self.parser = None
        if graceful:
            self.linger(self)
        else:
            super().close()
