"""The stores that come along keep every law of stores."""

from safetyframe.testing.conformance import StoreHandles, store_laws
from safetyframe_plugins import memory, sqlite


def raw(url: str) -> bytes:
    """Everything in a database's files."""
    path = sqlite.path_of(url)
    return b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*"))


test_memory = store_laws(
    memory.open_memory, lambda: "memory://", memory.CAPABILITIES, name="memory"
)
test_sqlite = store_laws(
    sqlite.open_sqlite,
    lambda folder: f"sqlite:///{folder}/one.db",
    sqlite.CAPABILITIES,
    StoreHandles(raw=raw, nowhere=f"sqlite:////{'x' * 5000}.db"),
    name="sqlite",
)
