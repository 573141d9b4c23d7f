"""The memory store's own: what it lets go of, and what it declares."""

import weakref

from safetyframe.ports import Declared
from safetyframe_plugins import memory
from tests.adapters.making import T1, body, opened, record


def test_it_lets_go_of_what_was_erased():
    with opened(memory.MemoryStore()) as store:
        words = body()
        watched = weakref.ref(words)
        store.append(T1, record(1), expected=0, bodies=[words])
        del words
        assert watched() is not None
        store.erase_body(T1, "x")
        assert watched() is None


def test_it_declares_that_it_does_not_last():
    assert memory.CAPABILITIES.durable is memory.CAPABILITIES.multi_process is Declared.NO
