"""A frame within a transaction of the host's remembers nothing that may be rolled back."""

import pytest
from django.db import connections, transaction

from safetyframe import Frame, in_threads
from safetyframe.errors import UnsupportedError
from safetyframe.outcome import Accepted
from safetyframe_plugins import sql
from safetyframe_plugins.django.store import DjangoStore
from tests.adapters.django_app.databases import alias_for
from tests.adapters.django_app.places import postgresql
from tests.adapters.django_app.places import url as django_url
from tests.adapters.making import T1, T2, opened, record, voice
from tests.adapters.test_sql_conformance import engine_of
from tests.support import servers

__all__ = ["django_url", "postgresql"]

NO_MARIADB = pytest.mark.skipif(not servers.has_mariadb(), reason=servers.NO_MARIADB)
MINE, THEIRS = voice("mine"), voice("theirs", person="p-2")
KINDS = ["postgresql", pytest.param("mariadb", marks=NO_MARIADB)]


@pytest.fixture(params=KINDS)
def url(request):
    kind = servers.postgres() if request.param == "postgresql" else servers.mariadb()
    with kind.database() as made:
        yield made


@pytest.fixture
def store(url):
    with opened(sql.open_sql(url)) as made:
        yield made


@pytest.fixture
def db(store, url):
    engine = engine_of(url)
    with engine.connect() as made:
        yield made
    engine.dispose()


# --- on PostgreSQL and MariaDB ----------------------------------------------------------------


def test_what_a_savepoint_takes_back_is_not_remembered(store, db):
    with db.begin():
        frame = Frame(store.within(db))
        with db.begin_nested() as point:
            assert isinstance(frame.do(T1, MINE), Accepted)
            point.rollback()
        store.within(db).append(T1, record(1, THEIRS), expected=0)
        within = frame.trajectory(T1), frame.decide(T1, voice("next"))
    with Frame(store) as beside:
        assert within == (beside.trajectory(T1), beside.decide(T1, voice("next")))


def test_what_is_rolled_back_is_not_remembered_in_the_next_transaction(store, db):
    with db.begin() as first:
        frame = Frame(store.within(db))
        assert isinstance(frame.do(T1, MINE), Accepted)
        first.rollback()
    store.append(T1, record(1, THEIRS), expected=0)
    with db.begin():
        inner, beside = frame.trajectory(T1), Frame(store).trajectory(T1)
        assert inner == beside


def test_a_frame_makes_another_for_a_transaction_and_shares_no_memory_with_it(store, db):
    frame = Frame(store, zone="Europe/London")
    with db.begin() as first:
        with frame.within(db) as inner:
            assert (type(inner), inner.law) == (Frame, frame.law)
            assert inner.do(T1, MINE).trajectory.zone == "Europe/London"
            assert frame.trajectory(T1).seq == 0  # before the commit, seen from beside
        first.rollback()
    store.append(T1, record(1, THEIRS), expected=0)
    assert frame.trajectory(T1) == Frame(store).trajectory(T1)
    with db.begin():
        frame.within(db).do(T2, MINE)
    assert frame.trajectory(T2).seq == 1  # closing the one within closed nothing else


def test_threads_around_a_store_within_say_the_same(store, db):
    with db.begin():
        inner = store.within(db)
        assert in_threads(inner, threads=1).joined
    assert not in_threads(store, threads=1).joined


def test_within_a_store_that_joins_nothing_is_said():
    with Frame.open("memory://") as frame, pytest.raises(UnsupportedError, match="joins no"):
        frame.within(object())


# --- in Django --------------------------------------------------------------------------------


@pytest.fixture
def alias(django_url):
    named = alias_for(django_url)
    yield named
    connections[named].close()


def test_in_django_what_a_savepoint_takes_back_is_not_remembered(alias):
    with transaction.atomic(using=alias):
        frame = Frame(DjangoStore.here(alias))
        point = transaction.savepoint(using=alias)
        assert isinstance(frame.do(T1, MINE), Accepted)
        transaction.savepoint_rollback(point, using=alias)
        DjangoStore.here(alias).append(T1, record(1, THEIRS), expected=0)
        within = frame.trajectory(T1)
    assert within == Frame(DjangoStore(alias)).trajectory(T1)


def test_in_django_a_frame_makes_another_for_an_atomic(alias):
    frame = Frame(DjangoStore(alias))
    with transaction.atomic(using=alias):
        assert isinstance(frame.within(connections[alias]).do(T1, MINE), Accepted)
        transaction.set_rollback(True, using=alias)
    frame.do(T1, THEIRS)
    assert [one.act.id for one in frame.records(T1)] == ["theirs"]


def test_in_a_test_case_of_djangos_nothing_is_remembered_from_the_one_before(alias):
    """A frame that a project keeps in a module sees each test rolled back around it."""
    frame = Frame(DjangoStore(alias))
    for act in (MINE, THEIRS):
        block = transaction.atomic(using=alias)
        block._from_testcase = True
        with block:
            DjangoStore(alias).append(T1, record(1, act), expected=0)
            seen = frame.trajectory(T1)
            assert seen == Frame(DjangoStore(alias)).trajectory(T1)
            transaction.set_rollback(True, using=alias)
