"""What a relay has done and what is left to do, as values and as text for Prometheus."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from attrs import frozen

__all__ = ["Counts", "exposition"]


@frozen(kw_only=True)
class Counts:
    """What one relay did since it began, and how the outbox stood when it last looked.

    `sent`: taken by the messenger. `retried`: not taken, and to be tried again. `failed`: given up.
    `duplicates`: of those sent, how many may have been sent before. `troubles`: how often the
    outbox itself could not be used. `waiting` and `dead` are of the whole outbox: what is to be
    sent, and what failed. `lag` is the age of the oldest notice that waits, of those that this
    relay has met: None when it has met none of those that wait. `why` is of what kind that is which
    stands in the way now, as names of types; empty where nothing does.
    """

    sent: int = 0
    retried: int = 0
    failed: int = 0
    duplicates: int = 0
    troubles: int = 0
    waiting: int = 0
    dead: int = 0
    lag: timedelta | None = None
    why: str = ""


_METRICS: Final = (
    ("sent", "counter", "Notices that the messenger took."),
    ("retried", "counter", "Times that a notice was not taken and is to be tried again."),
    ("failed", "counter", "Notices that were given up."),
    ("duplicates", "counter", "Notices sent that may have been sent before."),
    ("troubles", "counter", "Times that the outbox could not be used."),
    ("waiting", "gauge", "Notices in the outbox that wait to be sent."),
    ("dead", "gauge", "Notices in the outbox that failed."),
)


def exposition(counts: Counts, worker: str) -> str:
    """Write counts in the text format of Prometheus (0.0.4), under the name of the worker."""
    lines: list[str] = []
    for name, kind, help_ in _METRICS:
        full = f"safetyframe_relay_{name}" + ("_total" if kind == "counter" else "")
        _metric(lines, full, kind, help_, worker, getattr(counts, name))
    said = "Whether something stands in the way of notices now; why: of which kind it is."
    _metric(
        lines,
        "safetyframe_relay_hindered",
        "gauge",
        said,
        worker,
        int(bool(counts.why)),
        counts.why,
    )
    if counts.lag is not None:
        seconds = counts.lag.total_seconds()
        said = "Age of the oldest notice that waits, of those met."
        _metric(lines, "safetyframe_relay_lag_seconds", "gauge", said, worker, seconds)
    return "".join(f"{line}\n" for line in lines)


def _metric(
    lines: list[str],
    name: str,
    kind: str,
    help_: str,
    worker: str,
    value: float,
    why: str = "",
) -> None:
    labels = f'worker="{_label(worker)}"' + (f',why="{_label(why)}"' if why else "")
    lines.append(f"# HELP {name} {help_}")
    lines.append(f"# TYPE {name} {kind}")
    lines.append(f"{name}{{{labels}}} {value}")


def _label(said: str) -> str:
    return said.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
