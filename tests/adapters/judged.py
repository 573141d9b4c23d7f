"""The adapters that come along, before their judge; and the pages that show how it went.

``python -m tests.adapters.judged --write`` judges them all, each on what is really behind it, and
writes the reports into docs/reference/conformance, and the catalogue of laws into
docs/reference/laws.md. Without --write it prints the reports.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from safetyframe.testing.conformance import StoreHandles, Verdict, store_subject
from safetyframe.testing.conformance.catalogue import catalogue
from safetyframe.testing.conformance.messengers import LAWS as OF_MESSENGERS
from safetyframe.testing.conformance.pytesting import _read
from safetyframe.testing.conformance.registries import LAWS as OF_REGISTRIES
from safetyframe.testing.conformance.reporting import _SIGNS
from safetyframe.testing.conformance.stores import LAWS as OF_STORES
from safetyframe_plugins import amqp, django, jsonl, memory, nats, registries, sql, sqlite, webhooks
from tests.support.servers import own_mariadb

HERE = Path(__file__).parent
REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
CATALOGUE = REFERENCE / "laws.md"
PAGES = REFERENCE / "conformance"


def raw(url):
    """Everything in a database's files."""
    path = sqlite.path_of(url)
    return b"".join(p.read_bytes() for p in sorted(path.parent.glob(f"{path.name}*")))


@contextmanager
def full(url):
    """No file of this process may grow beyond what it has, give or take."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


MEMORY = store_subject(memory.open_memory, lambda: "memory://", memory.CAPABILITIES, name="memory")


def judged_sqlite(*, deep=False):
    return store_subject(
        sqlite.open_sqlite,
        lambda folder: f"sqlite:///{folder}/one.db",
        sqlite.CAPABILITIES,
        StoreHandles(raw=raw, full=full, nowhere=f"sqlite:////{'x' * 5000}.db"),
        name="sqlite",
        deep=deep,
    )


SQLITE = judged_sqlite()

#: Every adapter that comes along: the laws of its port, and what it declares.
FIRST_PARTY = {
    "memory": (OF_STORES, memory.CAPABILITIES),
    "sqlite": (OF_STORES, sqlite.CAPABILITIES),
    "sql on postgresql": (OF_STORES, sql.CAPABILITIES),
    "sql on mariadb": (OF_STORES, sql.CAPABILITIES),
    "django on postgresql": (OF_STORES, django.CAPABILITIES),
    "django on sqlite": (OF_STORES, django.CAPABILITIES),
    "people": (OF_REGISTRIES, registries.PEOPLE),
    "oidc": (OF_REGISTRIES, registries.OIDC),
    "scim": (OF_REGISTRIES, registries.SCIM),
    "nats": (OF_MESSENGERS, nats.CAPABILITIES),
    "amqp": (OF_MESSENGERS, amqp.CAPABILITIES),
    "webhook": (OF_MESSENGERS, webhooks.CAPABILITIES),
    "jsonl": (OF_MESSENGERS, jsonl.CAPABILITIES),
}
#: The tests that judge them, deep ones too. What is found there is what the pages say.
TESTS = (
    *(f"test_store_conformance.py::test_{one}" for one in ("memory", "sqlite")),
    *(f"test_sql_conformance.py::test_{one}" for one in ("postgres", "mariadb")),
    *(
        f"test_messenger_conformance.py::test_{one}"
        for one in ("nats", "amqp_on_a_node_of_its_own", "webhooks", "jsonl")
    ),
    *(f"django_app/test_django_conformance.py::test_{one}" for one in ("postgresql", "sqlite")),
    *(f"registries/test_laws.py::test_{one}" for one in ("people", "oidc", "scim")),
)


def page_of(adapter):
    return PAGES / f"{adapter.replace(' ', '-')}.md"


def stale(adapter, law, verdict):
    """Say what is wrong with the page of an adapter, whose tests came to this verdict; or nothing.

    What a machine lacks is not judged there, and the page is of one that has it.
    """
    if adapter not in FIRST_PARTY or (verdict is Verdict.NOT_JUDGED and lacking(adapter, law)):
        return ""
    page = page_of(adapter)
    said = page.read_text("utf-8") if page.exists() else ""
    row = re.search(rf"^\| `{law}` \| .*? \| ([^|]+) \| [^|]*\|$", said, re.MULTILINE)
    told = row[1] if row else "nothing"
    if told == _SIGNS[verdict]:
        return ""
    why = f"{page.name} says {told} of {law}, and the tests say {_SIGNS[verdict]}"
    return f"{why}: python -m tests.adapters.judged --write"


def lacking(adapter, law):
    """Say whether a law may go without a verdict: no server can be killed, here or every day."""
    shared = (adapter, law) == ("amqp", "M-DURABLE")
    return shared or (adapter == "sql on mariadb" and not own_mariadb())


def judged():
    """Run the tests, and give the report of each adapter; in a process of its own, as CI does."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder, "conformance.json")
        tests = [str(HERE / one) for one in TESTS]
        # A file at a time in each process: they start servers of their own.
        asked = ("-q", "-n", "4", "--dist", "loadfile", "-m", "", "-p", "no:cacheprovider")
        asked += ("--safetyframe-conformance", found)
        env = {**os.environ, "SAFETYFRAME_PAGES_ARE_WRITTEN": "yes"}  # or old ones would fail them
        subprocess.run((sys.executable, "-m", "pytest", *asked, *tests), check=True, env=env)
        return [_read(one) for one in json.loads(found.read_text("utf-8"))["adapters"]]


def main(*options):
    for told in judged():
        if "--write" in options and told.adapter in FIRST_PARTY:
            PAGES.mkdir(exist_ok=True)
            page_of(told.adapter).write_text(told.as_markdown(), "utf-8")
        print(told.as_text())  # noqa: T201 -- a command
    if "--write" in options:
        CATALOGUE.write_text(catalogue(), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
