"""The laws hold for the reference, sync and async: so they can be kept."""

from attrs import evolve

from safetyframe.testing.conformance import StoreHandles, store_laws
from tests.kit.conform.reference import CAPABILITIES, World

WORLD = World()
HANDLES = StoreHandles(begin=WORLD.begin, noted=WORLD.noted, raw=WORLD.raw)


def place(folder):
    return f"ref:{folder}"


test_reference = store_laws(WORLD.open, place, CAPABILITIES, HANDLES, name="reference")


class Async:
    """The reference with every method a coroutine."""

    def __init__(self, inner):
        self.inner = inner

    def __repr__(self):
        return repr(self.inner)


def _method(name):
    async def method(self, *args, **options):
        given = getattr(self.inner, name)(*args, **options)
        return Async(given) if name == "within" else given

    return method


for _name in (
    *("append", "read", "head", "find", "trajectories", "feed", "body", "erase_body", "close"),
    *("claim", "settle", "report", "deliveries", "backlog", "failed", "revive"),
):
    setattr(Async, _name, _method(_name))


async def open_async(url):
    return Async(WORLD.open(f"{url}-async"))


_NO_JOINS = evolve(CAPABILITIES, joins=CAPABILITIES.durable)
test_async = store_laws(open_async, place, _NO_JOINS, name="reference, async")
