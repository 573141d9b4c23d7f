"""What the library asks of the world outside, as protocols: stores, messengers, registries."""

from __future__ import annotations

from safetyframe.ports.coroutines import AsyncOutbox, AsyncStore, is_async
from safetyframe.ports.messengers import EVENT_TYPE, Message, Messenger, MessengerCapabilities
from safetyframe.ports.registries import Attested, Held, Registry, RegistryCapabilities
from safetyframe.ports.stores import (
    Appended,
    Capabilities,
    Claimed,
    Declared,
    ErasedState,
    FeedItem,
    Head,
    Joins,
    Outbox,
    Settled,
    Store,
    admit,
    is_joined,
    same_act,
)

__all__ = [
    "EVENT_TYPE",
    "Appended",
    "AsyncOutbox",
    "AsyncStore",
    "Attested",
    "Capabilities",
    "Claimed",
    "Declared",
    "ErasedState",
    "FeedItem",
    "Head",
    "Held",
    "Joins",
    "Message",
    "Messenger",
    "MessengerCapabilities",
    "Outbox",
    "Registry",
    "RegistryCapabilities",
    "Settled",
    "Store",
    "admit",
    "is_async",
    "is_joined",
    "same_act",
]
