"""The stores that come along, before their judge; and the pages that show how it went.

``python -m tests.adapters.judged --write`` judges them all and writes the reports into
docs/reference/conformance, and the catalogue of laws into docs/reference/laws.md. Without --write
it prints the reports.
"""

import resource
import sys
from contextlib import contextmanager
from pathlib import Path

from safetyframe.testing.conformance import StoreHandles, judge_all, report, store_subject
from safetyframe.testing.conformance.catalogue import catalogue
from safetyframe_plugins import memory, sqlite

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
SUBJECTS = (MEMORY, SQLITE)


def main(*options):
    for subject in SUBJECTS:
        told = report(subject, judge_all(subject))
        if "--write" in options:
            PAGES.mkdir(exist_ok=True)
            (PAGES / f"{subject.adapter}.md").write_text(told.as_markdown(), "utf-8")
        print(told.as_text())  # noqa: T201 -- a command
    if "--write" in options:
        CATALOGUE.write_text(catalogue(), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
