"""What the library asks of a messenger: it carries one notice, or says that it did not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol, runtime_checkable

from attrs import field, frozen

from safetyframe.notice import Notice
from safetyframe.ports.stores import Declared
from safetyframe.values import utc

__all__ = ["EVENT_TYPE", "Message", "Messenger", "MessengerCapabilities"]

#: The `type` of the CloudEvents that carry notices. One for all acts: a kind of act is content.
EVENT_TYPE: Final = "safetyframe.notice.v1"


@frozen(kw_only=True)
class Message:
    """A notice on its way. `source` is a URI reference that names the sending system.

    From `attempt` 2 on it may have been carried before; `since` is when its act was written down.
    """

    notice: Notice
    attempt: int
    since: datetime = field(converter=utc)
    source: str = "safetyframe"

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes of its CloudEvent (1.0): with the same id whenever it is sent again.

        ``partitionkey`` is the trajectory, within which order is kept; ``attempt`` is there from
        the second on, and marks what may be a duplicate.
        """
        said = {
            "specversion": "1.0",
            "id": self.notice.id,
            "type": EVENT_TYPE,
            "source": self.source,
            "time": self.since.isoformat(),
            "partitionkey": self.notice.trajectory,
            "datacontenttype": "application/json",
        }
        return {**said, "attempt": str(self.attempt)} if self.attempt > 1 else said

    @property
    def data(self) -> Mapping[str, str]:
        """The data of its CloudEvent: three references."""
        n = self.notice
        return {"trajectory": n.trajectory, "act": n.act, "recipient": n.recipient}


@frozen(kw_only=True)
class MessengerCapabilities:
    """What a messenger declares. `ordered`: what is sent one after another arrives in that order.

    `durable`: what it has taken survives a restart of what is behind it. `deduplicates`: a message
    sent twice within its window arrives once.
    """

    ordered: Declared
    durable: Declared
    deduplicates: Declared


@runtime_checkable
class Messenger(Protocol):
    """Carries notices. All that is wrong behind it is raised as a `MessengerError`, chained."""

    def send(self, message: Message) -> None:
        """Return once what is behind the messenger has taken `message` and answers for it.

        Raises `MessengerError` when it is to be sent again later, which may then be twice;
        `UndeliverableError` when it never will be taken. Either comes within the time that the
        messenger's URL sets, and no text of it, nor of its causes, names the recipient. After an
        error that is not `UndeliverableError` the same messenger can send again.
        """
        ...

    def close(self) -> None:
        """Let go of connections. Closing twice is safe; `send` raises afterwards."""
        ...
