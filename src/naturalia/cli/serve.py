"""Commands that serve: the portal with its worker, and the demonstration."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from naturalia.cli.environment import ready
from naturalia.cli.output import console, fail

if TYPE_CHECKING:
    from granian.server.common import AbstractServer

WORKER = (sys.executable, "-W", "ignore", "-m", "django", "procrastinate", "worker")
STOP_SECONDS = 10
APPLICATION = "naturalia.wsgi:application"


def add_commands(application: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (serve, worker, demo):
        application.command()(command)


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the portal.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="Web processes.")] = 1,
    worker: Annotated[bool, typer.Option(help="Run a background worker beside the web.")] = True,
) -> None:
    """Serve the portal and the API, with a background worker unless told otherwise."""
    ready()
    _serve(host, port, workers, with_worker=worker)


def worker() -> None:
    """Run a background worker alone: scheduled harvests, exports, reports. Any number may run beside."""
    ready()
    os.execve(sys.executable, WORKER, _worker_environment())  # noqa: S606 - this very program


def demo(
    data: Annotated[
        str | None, typer.Argument(help="Archive or URL to show instead of the synthetic network.")
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the portal.")] = 8000,
    size: Annotated[int, typer.Option(min=1, help="Objects of the synthetic network.")] = 20_000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same network.")] = 1,
) -> None:
    """Make a synthetic network (or take a real archive), harvest it, and serve the portal."""
    ready()
    from naturalia import installation
    from naturalia.catalogue.harvest import Options
    from naturalia.catalogue.services import harvest_location
    from naturalia.cli.output import progress_bars
    from naturalia.sources import SourceError
    from naturalia.synthetic import make_network

    place = installation.current()
    archives = [data] if data else [str(path) for path in make_network(place.home / "synthetic", size, seed)]
    for archive in archives:
        console.print(f"Harvesting {Path(archive).name} ...", markup=False)
        try:
            with progress_bars() as progress:
                done = harvest_location(archive, Options(progress=progress))
        except SourceError as error:
            fail(str(error))
        console.print(
            f"  {done.read} rows: {done.created} created, {done.updated} updated, "
            f"{done.unchanged} unchanged, {done.rejected} rejected, {done.issues} issues"
        )
    _serve("127.0.0.1", port, 1, with_worker=True)


def _serve(host: str, port: int, workers: int, *, with_worker: bool) -> None:
    _renew_index()
    console.print(f"Open http://{host}:{port}/ (stop with Ctrl+C)", markup=False)
    server = web_server(host, port, workers)
    with _counting_together(), _background_worker(enabled=with_worker):
        server.serve()


def web_server(host: str, port: int, workers: int, application: str = APPLICATION) -> AbstractServer[Any]:
    """The web server. Told to stop, by SIGTERM or SIGINT, it takes no new requests and lets those that run
    end, for ten seconds at most.
    """
    from granian import Granian
    from granian.constants import Interfaces

    from naturalia.service.shedding import threads

    return Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads(),
        workers_kill_timeout=STOP_SECONDS,  # a busy process would ignore SIGTERM for ever
        respawn_failed_workers=True,
        log_enabled=False,
    )


def _renew_index() -> None:
    """After an upgrade the index may be that of another version: make it anew before anybody asks."""
    from naturalia.catalogue.indexing import renew_outdated
    from naturalia.cli.output import progress_bars

    with progress_bars() as progress:
        if renew_outdated(progress):
            console.print("The search index was of another version and has been made anew.")


@contextmanager
def _counting_together() -> Iterator[None]:
    """A folder in which web processes count what they answer, for ``/metrics``."""
    with tempfile.TemporaryDirectory(prefix="naturalia-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


def _worker_environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "naturalia.settings"}


@contextmanager
def _background_worker(*, enabled: bool) -> Iterator[None]:
    if not enabled:
        yield
        return
    process = subprocess.Popen(WORKER, env=_worker_environment())  # noqa: S603 - this very program
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
