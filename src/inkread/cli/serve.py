"""`inkread serve`: the web application, for this machine or for others."""

from typing import Annotated, Any

import typer

from inkread.cli.light import LightCommand

app = typer.Typer()

Host = Annotated[str, typer.Option(help="Where to listen; 0.0.0.0 lets other machines in.")]
Port = Annotated[int, typer.Option(help="The port; 0 takes a free one.")]
Bundles = Annotated[
    list[str] | None,
    typer.Option("--bundle", help="A bundle's folder, zip or name; repeatable, the first is the default."),
]
History = Annotated[
    str | None,
    typer.Option(metavar="URL|PATH", help="Where readings are kept: an SQLite file or a database URL."),
]
NoHistory = Annotated[bool, typer.Option("--no-history", help="Keep nothing.")]
TrustedHosts = Annotated[
    list[str] | None,
    typer.Option("--trusted-host", help="A host name people come by, such as read.example.org; repeatable."),
]
Proxies = Annotated[int | None, typer.Option(help="Reverse proxies in front, whose headers are believed.")]
Server = Annotated[str | None, typer.Option(help="gunicorn or waitress; else what the system has.")]
Workers = Annotated[int, typer.Option(help="Processes that answer.")]
Threads = Annotated[int, typer.Option(help="Requests that a worker works on at once.")]
Queue = Annotated[int, typer.Option(help="Requests that may wait in a worker; those beyond get a 503.")]
Drain = Annotated[int, typer.Option(help="Seconds to go on after SIGTERM while /health/ready says 503.")]
AccessLog = Annotated[bool, typer.Option("--access-log", help="Write each request to standard error.")]
Log = Annotated[str, typer.Option(help="text for people, or json: lines for programs, each request too.")]
Open = Annotated[bool, typer.Option("--open", help="Open the page in the browser.")]


@app.command(cls=LightCommand)
def serve(  # noqa: PLR0913 - each is an option of the command
    host: Host = "127.0.0.1",
    port: Port = 8000,
    bundle: Bundles = None,
    history: History = None,
    no_history: NoHistory = False,
    trusted_host: TrustedHosts = None,
    proxies: Proxies = None,
    server: Server = None,
    workers: Workers = 1,
    threads: Threads = 8,
    queue: Queue = 32,
    drain: Drain = 0,
    access_log: AccessLog = False,
    log: Log = "text",
    open_page: Open = False,
) -> None:
    """Serve the page to draw and upload on, and its interface for programs."""
    if history is not None and no_history:
        raise typer.BadParameter("expected --history or --no-history, got both; choose one")
    from inkread.web.service.plan import ServicePlan
    from inkread.web.service.serve import serve as run
    from inkread.web.settings import WebSettings

    where: dict[str, Any] = {"host": host, "port": port, "server": server}
    where |= {"access_log": access_log, "log": log}
    plan = ServicePlan(**where, workers=workers, threads=threads, queue=queue, drain_seconds=drain)
    settings = WebSettings.from_environment(
        bundles=tuple(bundle) if bundle else None,
        history=history,
        keep=False if no_history else None,
        trusted_hosts=tuple(trusted_host) if trusted_host else None,
        proxies=proxies,
        in_flight=threads,
    )
    run(settings, plan, announce=_say_and_open if open_page else _say)


def _say(address: str, private: bool) -> None:
    """Say where the service is, for whom, and how to stop it."""
    whom = "this machine only" if private else "everyone who can reach this machine"
    typer.echo(f"inkread is at {address} for {whom}; stop it with Ctrl-C")


def _say_and_open(address: str, private: bool) -> None:
    """Say it, and open the page in the person's browser."""
    _say(address, private)
    typer.launch(address)
