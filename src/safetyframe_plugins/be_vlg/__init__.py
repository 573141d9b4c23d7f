"""Flemish law beside the charter, as a pack: off by default, and in need of legal review.

    law = Law(packs=[be_vlg.pack({PersonId("p:7"): Birth(on=date(2008, 2, 29))}, months_ahead=9)])

It can only tighten. What it says and where that comes from stands in `PROVISIONS`; no lawyer has
looked at it. Facts about persons are the host's: hand over a new pack, in a new `Law` or `Frame` on
the same store, when they change.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, cast

from safetyframe.errors import HostError
from safetyframe.packs import Pack
from safetyframe.plugins import PackProvider, Provides, hookimpl
from safetyframe.values import PersonId, TrajectoryId
from safetyframe_plugins.be_vlg import _file, _majority, _minors
from safetyframe_plugins.be_vlg._births import Birth, Births, Renewal, Renewals, frozen_map
from safetyframe_plugins.be_vlg._file import Held, Items, retention_due
from safetyframe_plugins.be_vlg._provisions import PROVISIONS, REVIEW
from safetyframe_plugins.be_vlg._words import WORDS

__all__ = [
    "NAME",
    "PROVISIONS",
    "REVIEW",
    "VERSION",
    "Birth",
    "Renewal",
    "open_pack",
    "pack",
    "retention_due",
    "safetyframe_provides",
]

NAME: Final = "be_vlg"
#: Changes with any provision, rule, watch or bar.
VERSION: Final = "1.0"

_SETTINGS: Final = frozenset({"births", "months_ahead", "renewals", "held", "for_court"})


def _nobody(_: PersonId) -> bool:
    return False


def pack(
    births: Births,
    *,
    months_ahead: int,
    renewals: Renewals | None = None,
    held: Held = _nobody,
    for_court: Items | None = None,
) -> Pack:
    """Make the pack out of what the host knows.

    `births` by person; whoever is missing is a finding. `months_ahead` is how long before a
    birthday majority is brought up: a number of the house, which no law names. `renewals` are the
    decisions of young adults. `held` says whose file may not be destroyed yet; it is asked each
    time and must be pure. `for_court` lists, by trajectory, the acts that a court may be given:
    none unless listed. Raises `HostError` for what is none of these.
    """
    if type(months_ahead) is not int or months_ahead < 0:
        msg = "months_ahead is a whole number of months, 0 or more"
        raise HostError(msg)
    if not callable(cast("object", held)):
        msg = "`held` is a function that says whether the file of a person is held"
        raise HostError(msg)
    born = cast("Births", frozen_map("births", births, Birth))
    renewed = cast(
        "Renewals", frozen_map("renewals", {} if renewals is None else renewals, Renewal)
    )
    items = _items({} if for_court is None else for_court)
    return Pack(
        name=NAME,
        version=VERSION,
        review=REVIEW,
        provisions=PROVISIONS,
        rules=(*_majority.rules(born), *_minors.rules(born), *_file.rules(born, held, items)),
        watches=(
            *_majority.watches(born, renewed, months_ahead),
            *_minors.watches(born),
            *_file.watches(born, held),
        ),
        bars=_majority.bars(born, renewed),
        settings=(("months_ahead", str(months_ahead)),),
        words=WORDS,
    )


def _items(given: object) -> Items:
    held = cast("Mapping[object, object]", given) if isinstance(given, Mapping) else {None: None}
    listed: dict[TrajectoryId, frozenset[str]] = {}
    for trajectory, items in held.items():
        # A text is a collection of letters to Python: it would allow what nobody listed.
        if not isinstance(trajectory, str) or not isinstance(items, (tuple, list, set, frozenset)):
            msg = "for_court is a mapping from trajectory to the ids of acts"
            raise HostError(msg)
        listed[TrajectoryId(trajectory)] = frozenset(cast("frozenset[str]", items))
    return MappingProxyType(listed)


def open_pack(settings: Mapping[str, object]) -> Pack:
    """Make the pack out of settings by name: those of `pack`, with `births` among them.

    Raises `HostError` for a name that it does not know, or one that is missing.
    """
    strange = sorted(settings.keys() - _SETTINGS)
    missing = sorted({"births", "months_ahead"} - settings.keys())
    if strange or missing:
        msg = (
            f"the pack {NAME!r} takes {', '.join(sorted(_SETTINGS))}; "
            f"unknown: {', '.join(strange) or 'none'}, missing: {', '.join(missing) or 'none'}"
        )
        raise HostError(msg)
    return pack(**settings)  # type: ignore[arg-type]  # what they are is looked at there


@hookimpl
def safetyframe_provides() -> Provides:
    """Hand over the pack, to be opened by whoever wants it."""
    provider = PackProvider(name=NAME, version=VERSION, review=REVIEW, open=open_pack)
    return Provides(api=1, packs=(provider,))
