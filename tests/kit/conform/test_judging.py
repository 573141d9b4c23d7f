"""The judge: verdicts, waivers, laws to come, reports, and what pytest makes of it."""

import asyncio
import json
from contextlib import contextmanager
from datetime import date

import pytest
from attrs import evolve, frozen

from safetyframe.errors import HostError
from safetyframe.ports import Declared
from safetyframe.testing.conformance import (
    Broken,
    SealedLaw,
    Subject,
    Verdict,
    Waiver,
    declared,
    demand,
    driving,
    judge,
    judge_all,
    report,
    store_laws,
    store_subject,
    unjudged,
    write_json,
)
from safetyframe.testing.conformance.stores import LAWS
from tests.kit.conform.reference import CAPABILITIES, World
from tests.kit.session import session

YES, NO = Declared.YES, Declared.NO
TODAY = date(2026, 11, 28)


def _law(name, check=lambda _: None, **more):
    return SealedLaw(id=name, title=f"The title of {name}.", check=check, **more)


def _fails(bench):
    raise Broken("as planted")


@contextmanager
def _bench(law, folder):
    yield folder


def _subject(*laws, waivers=(), handles=(), **capabilities):
    return Subject(
        adapter="acme",
        port="store",
        laws=laws,
        capabilities=capabilities,
        handles=frozenset(handles),
        bench=_bench,
        waivers=waivers,
    )


def _verdicts(subject, **options):
    results = judge_all(subject, today=TODAY, **options)
    return {one.law: (one.verdict, one.reason) for one in results}


def test_only_a_pass_is_a_pass():
    subject = _subject(
        _law("GOOD"),
        _law("BAD", _fails),
        _law("RAISES", lambda _: 1 / 0),
        _law("NO", yes=("can",)),
        _law("NEEDS", handles=("raw",)),
        _law("UNABLE", lambda _: unjudged("nothing to cut")),
        can=NO,
    )
    found = _verdicts(subject)
    assert found["GOOD"] == (Verdict.PASS, "")
    assert found["BAD"] == (Verdict.FAIL, "as planted")
    assert found["RAISES"][0] is Verdict.FAIL
    assert "ZeroDivisionError was raised at test_judging.py:" in found["RAISES"][1]
    assert "division" not in found["RAISES"][1]  # the text of a stranger's error may hold anything
    assert found["NO"] == (Verdict.NOT_APPLICABLE, "can is declared NO")
    assert found["NEEDS"] == (Verdict.NOT_JUDGED, "the vendor handed over no raw")
    assert found["UNABLE"] == (Verdict.NOT_JUDGED, "nothing to cut")


def test_a_failure_is_traced_to_its_root():
    laws = (
        _law("ROOT", _fails),
        _law("STEM", rests_on=("ROOT",)),
        _law("LEAF", _fails, rests_on=("STEM",)),
        _law("ALONE", _fails),
    )
    subject = _subject(*laws)
    for found in (
        _verdicts(subject),
        {law.id: (judge(subject, law).verdict, judge(subject, law).reason) for law in laws},
    ):
        assert found["STEM"][0] is Verdict.PASS
        assert found["LEAF"] == (Verdict.NOT_JUDGED, "it rests on ROOT, which fails")
        assert found["ALONE"][0] is found["ROOT"][0] is Verdict.FAIL


def test_a_waiver_is_dated_shown_and_no_pass():
    waivers = (
        Waiver(law="BAD", reason="issue 7", until=TODAY),
        Waiver(law="LATE", reason="issue 8", until=date(2026, 11, 27)),
        Waiver(law="GOOD", reason="issue 9", until=TODAY),
        Waiver(law="NO", reason="issue 10", until=TODAY),
    )
    subject = _subject(
        _law("BAD", _fails),
        _law("LATE", _fails),
        _law("GOOD"),
        _law("NO", yes=("can",)),
        waivers=waivers,
        can=NO,
    )
    found = _verdicts(subject)
    assert found["BAD"] == (Verdict.WAIVED, "until 2026-11-28: issue 7 [as planted]")
    assert found["LATE"][0] is Verdict.FAIL
    assert "ran out on 2026-11-27" in found["LATE"][1]
    for unneeded in ("GOOD", "NO"):
        assert found[unneeded][0] is Verdict.FAIL
        assert "take the waiver out" in found[unneeded][1]
    told = report(subject, judge_all(subject, today=TODAY))
    assert not told.conforms
    assert "- `BAD` until 2026-11-28: issue 7" in told.as_markdown()


def test_what_rests_on_a_waived_law_is_not_judged():
    waiver = Waiver(law="ROOT", reason="issue 7", until=TODAY)
    laws = (_law("ROOT", _fails), _law("LEAF", _fails, rests_on=("ROOT",)))
    found = _verdicts(_subject(*laws, waivers=(waiver,)))
    assert [one for one, _ in found.values()] == [Verdict.WAIVED, Verdict.NOT_JUDGED]


def test_a_law_to_come_is_a_warning_until_it_binds():
    law = _law("NEW", _fails, since="0.9")
    assert judge(_subject(law), law, version="0.9.9").verdict is Verdict.WARNING
    assert judge(_subject(law), law, version="0.10.0").verdict is Verdict.FAIL
    assert judge(_subject(law), law, version="1.0.0").verdict is Verdict.FAIL
    assert report(_subject(law), judge_all(_subject(law), version="0.9.0")).conforms
    assert [one.binding for one in (_law("OLD"), law, _law("L", since="1.4"))] == [
        "0.1",  # what the kit came with binds at once; nobody can make a later law do so
        "0.10",
        "1.5",
    ]


def test_a_waiver_of_nothing_or_for_nothing_is_refused():
    with pytest.raises(HostError, match="no law"):
        _subject(_law("A"), waivers=(Waiver(law="B", reason="x", until=TODAY),))
    with pytest.raises(HostError, match="twice"):
        _subject(_law("A"), waivers=(Waiver(law="A", reason="x", until=TODAY),) * 2)
    with pytest.raises(HostError, match="no reason"):
        Waiver(law="A", reason=" ", until=TODAY)


def test_a_declaration_leaves_nothing_open():
    @frozen
    class Half:
        durable: object

    with pytest.raises(HostError, match="no third answer"):
        declared(Half(None))
    with pytest.raises(HostError, match="Capabilities"):
        store_laws(World().open, "x", {"durable": YES})


def test_laws_have_ids_of_their_own_and_rest_on_earlier_ones():
    ids = [law.id for law in LAWS]
    assert len(set(ids)) == len(ids)
    for law in LAWS:
        assert set(law.rests_on) <= set(ids) - {law.id}
        assert law.title.endswith(".")

    def below(name, path=()):
        assert name not in path, path
        law = next(one for one in LAWS if one.id == name)
        for root in law.rests_on:
            below(root, (*path, name))

    for name in ids:
        below(name)


def test_no_law_can_be_changed():
    law = LAWS[0]
    with pytest.raises(AttributeError):
        law.check = lambda _: None
    assert isinstance(LAWS, tuple)


def test_a_report_counts_and_shows_everything(tmp_path):
    subject = _subject(_law("GOOD"), _law("BAD", lambda _: demand(holds=False, otherwise="a|b")))
    told = report(subject, judge_all(subject))
    assert told.summary().endswith("1 pass, 1 FAIL")
    for port, laws in (
        ("store", "stores"),
        ("messenger", "messengers"),
        ("registry", "registries"),
    ):
        assert f" to the laws of {laws} " in evolve(told, port=port).summary()
    assert "FAIL        BAD  The title of BAD. [a|b]" in told.as_text()
    assert "| `BAD` | The title of BAD. | FAIL | a\\|b |" in told.as_markdown()
    write_json(tmp_path / "conformance.json", [told])
    whole = json.loads((tmp_path / "conformance.json").read_text("utf-8"))
    assert whole["adapters"][0]["laws"][1] == {
        "id": "BAD",
        "title": "The title of BAD.",
        "verdict": "fail",
        "reason": "a|b",
    }


THEIRS = """
from datetime import date
from safetyframe.ports import Capabilities, Declared
from safetyframe.testing.conformance import Waiver, store_laws
from safetyframe_plugins.memory import CAPABILITIES, MemoryStore


class Acme(MemoryStore):
    def close(self):
        "Whoever closes it may go on."


def open_acme(url):
    return Acme()


test_acme = store_laws(open_acme, "acme://", CAPABILITIES, name="acme"{more})
"""


def test_in_pytest_each_law_is_a_test(tmp_path):
    said, status = session(
        tmp_path,
        THEIRS.replace("{more}", ""),
        *("--safetyframe-conformance", "c.json", "-n", "2", "--strict-markers", "-rs"),
    )
    assert status == 1, said
    assert "1 failed" in said
    assert "test_acme[S-CLOSED]" in said
    assert "the vendor handed over no raw" in said
    (one,) = json.loads((tmp_path / "c.json").read_text("utf-8"))["adapters"]
    assert {law["id"] for law in one["laws"]} == {law.id for law in LAWS}
    assert not one["conforms"]


def test_in_pytest_a_waived_law_is_an_expected_failure(tmp_path):
    more = ', waivers=[Waiver(law="S-CLOSED", reason="issue 7", until=date(2999, 1, 1))]'
    tests = THEIRS.replace("{more}", more)
    said, status = session(tmp_path, tests, "-rx", "-k", "S-CLOSED or S-KEEPS")
    assert status == 0, said
    assert "1 passed" in said
    assert "1 xfailed" in said
    assert "waived: until 2999-01-01: issue 7" in said


def test_what_was_waited_for_in_vain_is_not_waited_for_as_long_again(tmp_path):
    """Or a feed that skips costs minutes, in each law that reads it."""
    subject = store_subject(World().open, lambda: f"ref:{tmp_path}", CAPABILITIES, patience=0.6)
    law = next(law for law in LAWS if law.id == "S-FEED")
    for waits in (0.6, 0.5, 0.5):
        with subject.bench(law, tmp_path) as bench:
            assert bench.patience.seconds == waits
            with pytest.raises(Broken, match="and then no more"):
                bench.feed(bench.open(), 1)


def test_a_coroutine_that_never_ends_is_a_broken_law(monkeypatch):
    async def own():
        raise TimeoutError("the adapter's own")

    monkeypatch.setattr(driving, "PATIENCE", 0.1)
    loop = driving.Loop()
    with pytest.raises(Broken, match="has not come to its end"):
        loop.wait(asyncio.Event().wait())
    with pytest.raises(TimeoutError, match="own"):
        loop.wait(own())
    loop.close()
