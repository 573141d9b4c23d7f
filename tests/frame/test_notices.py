"""A notice from end to end: done, kept, carried or not, looked at, revived, and gone."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from safetyframe import Frame
from safetyframe import acts as a
from safetyframe.errors import UndeliverableError, UnsupportedError
from safetyframe.notice import DeliveryState
from safetyframe.outcome import Accepted
from safetyframe.relay import Relay
from safetyframe.roles import Audience
from safetyframe.views import Viewer
from safetyframe_plugins.memory import MemoryStore
from tests.adapters.making import T1
from tests.relay.faking import FakeMessenger, FakeWorld, down
from tests.support.story import ANNA_, CO, FATHER, GRAN, LEAD, MOTHER, WORKER, opened, text

FAILED, SENT = DeliveryState.FAILED, DeliveryState.SENT
RULE = "watch.notice-arrived"


@pytest.fixture(params=["memory", "sqlite"])
def home(request, tmp_path):
    """A frame in which a family has been opened, and Anna said something to her gran alone."""
    url = "memory://" if request.param == "memory" else f"sqlite:///{tmp_path}/one.db"
    story = opened()
    words = Audience(persons=(GRAN[0],))
    story.do(a.Speak, ANNA_, words=text("w"), audience=words)
    story.do(a.Speak, MOTHER, words=text("v"), audience=Audience(persons=(FATHER[0],)))
    with Frame.open(url, notify=True) as frame:
        for one in story.records:
            assert isinstance(frame.do(T1, one.act), Accepted)
        fake = FakeWorld(story.now)
        yield SimpleNamespace(
            frame=frame, outbox=frame.store, story=story, fake=fake, acts=story.records[-2:]
        )


def relay(home, act=lambda _: None):
    messenger = FakeMessenger(act)
    Relay(home.outbox, messenger, worker="w", world=home.fake.world).run(once=True)
    return messenger


def shown(home, who):
    """Whose notices did not arrive, as this person may know."""
    at = max(home.fake.at, home.story.now)
    found = home.frame.findings_for(T1, Viewer(person=who[0], at=at)).shown
    return [(f.code, f.get("person"), f.get("act")) for f in found if f.rule == RULE]


def test_notices_are_kept_with_what_they_are_of_and_for_whom_the_law_says(home):
    kept = home.outbox.deliveries(T1)
    whispered, told = (record.act.id for record in home.acts)
    assert [d.notice.recipient for d in kept if d.notice.act == whispered] == [GRAN[0]]
    assert [d.notice.recipient for d in kept if d.notice.act == told] == [FATHER[0]]
    order = [record.act.id for record in home.frame.records(T1)]
    places = [order.index(d.notice.act) for d in kept]
    assert places == sorted(places)
    before = home.outbox.backlog()
    for record in home.acts:
        home.frame.do(T1, record.act)
    assert home.outbox.backlog() == before


def test_what_failed_is_found_by_whom_may_know_and_is_gone_once_revived_and_sent(home):
    told = home.acts[1].act.id

    def nobody_home(message):
        if message.notice.act == told:
            raise UndeliverableError("no such place")

    relay(home, nobody_home)
    (dead,) = home.outbox.failed()
    assert (dead.notice.recipient, dead.reason) == (FATHER[0], "undeliverable")
    found = home.frame.findings(T1, home.fake.at)
    assert [f.get("person") for f in found if f.rule == RULE] == [FATHER[0]]
    assert shown(home, FATHER) == [("notice-failed", FATHER[0], told)]
    for who in (LEAD, CO, WORKER, GRAN, ANNA_):
        assert shown(home, who) == []  # it was said to father alone
    assert home.outbox.revive([dead.notice.id], at=home.fake.at) == 1
    assert shown(home, FATHER) == []  # it waits since today
    sent = relay(home)
    assert [m.notice for m in sent.taken] == [dead.notice]
    assert home.outbox.backlog()[FAILED] == 0
    home.fake.pass_(timedelta(days=3))
    assert shown(home, FATHER) == []


def test_what_comes_back_is_a_finding_for_the_professionals_who_may_know(home):
    relay(home)
    first = home.frame.records(T1)[-3]
    back = next(
        d.notice
        for d in home.outbox.deliveries(T1)
        if d.notice.recipient == GRAN[0] and d.notice.act == first.act.id
    )
    assert shown(home, LEAD) == []
    assert home.outbox.report(back.id, FAILED, at=home.fake.at, reason="bounced")
    assert shown(home, LEAD) == [("notice-failed", GRAN[0], back.act)]
    assert shown(home, GRAN) == [("notice-failed", GRAN[0], back.act)]
    assert shown(home, MOTHER) == []
    assert home.outbox.report(back.id, DeliveryState.DELIVERED, at=home.fake.at)
    assert shown(home, LEAD) == []


def test_what_waits_is_looked_at_from_the_next_day_on(home):
    relay(home, down)
    assert shown(home, GRAN) == []
    home.fake.pass_(timedelta(days=1))
    assert {code for code, _, _ in shown(home, GRAN)} == {"notice-waiting"}
    relay(home)
    assert shown(home, GRAN) == []


def test_a_frame_that_does_not_notify_keeps_none():
    with Frame.open("memory://") as frame:
        for one in opened().records:
            frame.do(T1, one.act)
        assert sum(frame.store.backlog().values()) == 0


def test_notices_ask_for_a_store_with_an_outbox():
    class Bare:
        """A memory store, as one without an outbox shows it."""

        def __init__(self):
            store = MemoryStore()
            for name in ("append", "read", "head", "find", "trajectories", "feed"):
                setattr(self, name, getattr(store, name))
            self.body, self.erase_body, self.close = store.body, store.erase_body, store.close

    Frame(Bare())
    with pytest.raises(UnsupportedError, match="keeps no notices"):
        Frame(Bare(), notify=True)
