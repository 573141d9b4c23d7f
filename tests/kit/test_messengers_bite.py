"""Messengers with a planted bug: each is caught by its own law, and by no other."""

import json
import threading
import time
from contextlib import contextmanager

import pytest
from attrs import evolve

from safetyframe.errors import MessengerError, UndeliverableError
from safetyframe.ports import Declared, MessengerCapabilities
from safetyframe.testing.conformance import (
    MessengerHandles,
    Verdict,
    crowds,
    judge_all,
    messenger_subject,
)
from safetyframe.testing.conformance.messengers import LAWS, bench


class Post:
    """What is behind a messenger, in lists."""

    def __init__(self, *, remembers=False):
        self.box, self.ids, self.remembers = [], set(), remembers
        self.down, self.frozen, self.cut_once = False, False, False
        self.lock = threading.Lock()

    def take(self, event):
        if self.down:
            raise ConnectionRefusedError
        if self.frozen:
            raise TimeoutError
        with self.lock:
            if not (self.remembers and event["id"] in self.ids):
                self.box.append(event)
            self.ids.add(event["id"])
            if self.cut_once:
                self.cut_once = False
                raise ConnectionResetError


class Right:
    """A messenger that keeps every law. What a bug changes is a method of its own."""

    def __init__(self, post, place):
        self.post, self.place, self.closed = post, place, False

    def attributes(self, message):
        return dict(message.attributes)

    def data(self, message):
        return dict(message.data)

    def deliver(self, event, message):
        self.post.take(event)

    def failed(self, error, message):
        raise MessengerError("it was not taken: send again later") from error

    def unknown(self):
        raise UndeliverableError("there is no such place")

    def refuse_when_closed(self):
        if self.closed:
            raise MessengerError("this messenger is closed")

    def send(self, message):
        self.refuse_when_closed()
        if self.place == "unknown":
            self.unknown()
        if self.place == "nowhere":
            self.failed(ConnectionRefusedError(), message)
        try:
            self.deliver({**self.attributes(message), "data": self.data(message)}, message)
        except OSError as error:
            self.failed(error, message)

    def close(self):
        self.closed = True


class LosesTheRecipient(Right):
    def data(self, message):
        return {**message.data, "recipient": "somebody"}


class TellsOneOfEach(Right):
    """Takes two notices of one act for one."""

    def deliver(self, event, message):
        of = (message.notice.trajectory, message.notice.act)
        told = [(one["data"]["trajectory"], one["data"]["act"]) for one in self.post.box]
        mine = [one for one in self.post.box if one["id"] == event["id"]]
        if mine or of not in told:
            self.post.take(event)


class ForgetsTheTrajectory(Right):
    def attributes(self, message):
        said = dict(message.attributes)
        del said["partitionkey"]
        return said


class SaysWhat(Right):
    def attributes(self, message):
        return {**message.attributes, "subject": "withdraw"}


class NewIdEachTime(Right):
    def attributes(self, message):
        return {**message.attributes, "id": f"{message.notice.id}-{time.monotonic_ns()}"}


class NeverMarks(Right):
    def attributes(self, message):
        return (
            dict(evolve(message, attempt=1).attributes)
            if message.attempt == 2
            else dict(message.attributes)
        )


class SwallowsRepeats(Right):
    def deliver(self, event, message):
        with self.post.lock:
            seen = event["id"] in self.post.ids
        if not seen:
            self.post.take(event)


class TurnsAround(Right):
    def deliver(self, event, message):
        self.post.take(event)
        with self.post.lock:
            box = self.post.box
            mine = [n for n, e in enumerate(box) if e["partitionkey"] == event["partitionkey"]]
            if len(mine) % 5 == 0:
                box[mine[-1]], box[mine[-2]] = box[mine[-2]], box[mine[-1]]


class SaysYesTooSoon(Right):
    def deliver(self, event, message):
        if not self.post.frozen:
            self.post.take(event)


class GivesUpInSilence(Right):
    def failed(self, error, message):
        if isinstance(error, TimeoutError):
            raise UndeliverableError("nothing answers") from error
        super().failed(error, message)


class Hangs(Right):
    def deliver(self, event, message):
        while self.post.frozen:
            time.sleep(0.05)
        self.post.take(event)


class NeverComesBack(Right):
    broken = False

    def deliver(self, event, message):
        self.broken = self.broken or self.post.down
        if self.broken:
            raise ConnectionRefusedError
        self.post.take(event)


class DropsTheCause(Right):
    def failed(self, error, message):
        if isinstance(error, ConnectionRefusedError) and self.place != "nowhere":
            raise MessengerError("it was not taken") from None
        super().failed(error, message)


class CutIsDone(Right):
    def deliver(self, event, message):
        if self.post.cut_once:
            self.post.cut_once = False
            return  # the bytes were written, so they will have arrived
        self.post.take(event)


class TriesUnknownForEver(Right):
    def unknown(self):
        raise MessengerError("no such place") from ConnectionRefusedError()


class NobodyIsUnknown(Right):
    def failed(self, error, message):
        if self.place == "nowhere":
            raise UndeliverableError("nobody answers") from error
        super().failed(error, message)


class NamesTheRecipient(Right):
    def failed(self, error, message):
        raise MessengerError(f"not sent to {message.notice.recipient}") from error


class SendsWhenClosed(Right):
    def refuse_when_closed(self):
        pass


class RemembersNothing(Right):
    """Declares that what is sent twice arrives once."""


class ForgetsAtRestart(Right):
    """Declares that what was taken stays."""


BUGS = {
    LosesTheRecipient: "M-ARRIVES",
    TellsOneOfEach: "M-ARRIVES",
    ForgetsTheTrajectory: "M-CLOUDEVENT",
    SaysWhat: "M-REFERENCES",
    NewIdEachTime: "M-ID",
    NeverMarks: "M-MARKED",
    SwallowsRepeats: "M-REPEATS",
    RemembersNothing: "M-DEDUPLICATES",
    TurnsAround: "M-ORDER",
    SaysYesTooSoon: "M-TAKEN",
    Hangs: "M-BOUNDED",
    GivesUpInSilence: "M-BOUNDED",
    NeverComesBack: "M-DOWN",
    DropsTheCause: "M-DOWN",
    CutIsDone: "M-CUT",
    ForgetsAtRestart: "M-DURABLE",
    TriesUnknownForEver: "M-UNKNOWN",
    NobodyIsUnknown: "M-NOWHERE",
    NamesTheRecipient: "M-SILENT",
    SendsWhenClosed: "M-CLOSED",
}


def judged(kind, *, remembers=False):
    post = Post(remembers=remembers and kind is not RemembersNothing)

    @contextmanager
    def freeze(_):
        post.frozen = True
        try:
            yield
        finally:
            post.frozen = False

    def restart(_):
        if kind is ForgetsAtRestart:
            post.box.clear()

    handles = MessengerHandles(
        received=lambda _: [json.dumps(e, ensure_ascii=False).encode() for e in [*post.box]],
        stop=lambda _: setattr(post, "down", True),
        start=lambda _: setattr(post, "down", False),
        restart=restart,
        freeze=freeze,
        cut=lambda _, __: setattr(post, "cut_once", True),
        unknown=lambda _: "unknown",
        nowhere="nowhere",
    )
    capabilities = MessengerCapabilities(
        ordered=Declared.YES,
        durable=Declared.YES,
        deduplicates=Declared.YES if remembers else Declared.NO,
    )
    subject = messenger_subject(lambda url: kind(post, url), "here", capabilities, handles)
    return {result.law: result for result in judge_all(subject)}


def test_every_law_has_a_bug():
    assert set(BUGS.values()) == {law.id for law in LAWS}


@pytest.mark.parametrize("remembers", [True, False])
def test_a_messenger_without_a_bug_keeps_every_law(remembers):
    wrong = {
        law: r.reason
        for law, r in judged(Right, remembers=remembers).items()
        if r.verdict not in (Verdict.PASS, Verdict.NOT_APPLICABLE)
    }
    assert wrong == {}


@pytest.mark.parametrize(("kind", "law"), BUGS.items(), ids=lambda x: getattr(x, "__name__", x))
def test_a_bug_is_caught_by_its_own_law_and_no_other(kind, law, monkeypatch):
    monkeypatch.setattr(crowds, "PATIENCE", 0.5)
    monkeypatch.setattr(bench, "_SEEN_WITHIN", 0.2)
    monkeypatch.setattr(bench, "_PAUSE", 0.001)
    results = judged(kind, remembers=kind is RemembersNothing)
    failed = [name for name, result in results.items() if result.verdict is Verdict.FAIL]
    assert failed == [law]
