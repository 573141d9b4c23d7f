"""Two database servers behind one frame, as docs/how-to/more-than-one-machine.md says."""

from contextlib import ExitStack
from datetime import timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from safetyframe import Frame
from safetyframe.errors import StoreError, UnsupportedError
from safetyframe.notice import DeliveryState
from safetyframe.outcome import Accepted
from safetyframe.ports import Outbox, Settled, Store
from safetyframe.values import TrajectoryId
from safetyframe_plugins import sql
from tests.adapters.making import NOON, body, record, voice
from tests.support import servers

FILE = Path(__file__).parents[2] / "docs" / "examples" / "sharded_store.py"
NAMES = [TrajectoryId(f"family-{number}") for number in range(8)]


def sharded(shards):
    spec = spec_from_file_location("sharded_store", FILE)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ShardedStore(shards)


@pytest.fixture
def urls():
    with ExitStack() as stack:
        yield [stack.enter_context(servers.postgres(number).database()) for number in (0, 1)]


def test_two_database_servers_behind_one_frame(urls):
    assert urls[0].rsplit("/")[2] != urls[1].rsplit("/")[2]  # two servers, not two databases
    store = sharded([sql.open_sql(url) for url in urls])
    assert isinstance(store, Store)
    assert isinstance(store, Outbox)
    with Frame(store) as frame:
        for number, name in enumerate(NAMES * 2):
            said = body(f"x{number}")
            outcome = frame.do(name, voice(f"a{number}", said.text), bodies=[said])
            assert isinstance(outcome, Accepted), outcome
        each = [set(shard.trajectories()) for shard in store.shards]
        assert each[0] | each[1] == set(NAMES)
        assert not each[0] & each[1]
        assert all(each)
        assert all(len(frame.store.read(name)) == 2 for name in NAMES)
        with pytest.raises(UnsupportedError, match="no common order"):
            store.feed()
        seen, positions = [], [0, 0]
        while True:
            positions, piece = store.feeds(positions, limit=3)
            if not piece:
                break
            seen.extend(piece)
        assert len(seen) == len(NAMES) * 2
        for name in NAMES:
            assert [i.record.seq for i in seen if i.trajectory == name] == [1, 2]
    again = sharded([sql.open_sql(url) for url in urls])
    assert all(again.head(name).version == 2 for name in NAMES)  # the hash is the same each time
    again.close()


def test_their_outboxes_are_one(urls):
    from safetyframe.testing.conformance.stores.making import notice

    store = sharded([sql.open_sql(url) for url in urls])
    for name in NAMES:
        one = record(1)
        store.append(name, one, expected=0, notices=[notice(name, one)])
    later = NOON + timedelta(days=1)
    given = []
    while claimed := store.claim("w", now=later, until=later + timedelta(minutes=5), limit=3):
        assert len(claimed) <= 3
        given += claimed
        done = [Settled(notice=c.notice.id, state=DeliveryState.SENT, at=later) for c in claimed]
        assert sorted(store.settle("w", done)) == sorted(c.notice.id for c in claimed)
    assert sorted(c.notice.trajectory for c in given) == sorted(NAMES)
    assert store.backlog()[DeliveryState.SENT] == len(NAMES)
    store.close()


def test_when_one_server_is_away_the_other_goes_on(urls):
    store = sharded([sql.open_sql(url) for url in urls])
    gone = store.shards[1]
    gone.close()
    ends = []
    for name in NAMES:
        try:
            store.append(name, record(1), expected=0)
            ends.append("kept")
        except StoreError:
            assert store.shard(name) is gone
            ends.append("away")
    assert set(ends) == {"kept", "away"}
    store.close()
