"""The tables. The store reads and writes them; the models make them, and name them for Django.

Whoever queries these models goes around the law: what a person may see is asked of a `Frame`.
References are kept as text, and instants as microseconds since 1970 in UTC, so that neither a
collation nor ``USE_TZ`` changes what they say.
"""

# Django fills in the types of fields with a plugin of its own, which wants settings.
# mypy: disable-error-code="var-annotated"
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from typing import ClassVar

from django.db import models

__all__ = ["Body", "Notice", "Position", "Record", "Trajectory"]


class Trajectory(models.Model):
    """One trajectory; and by which worker of the outbox its notices are held, until when."""

    reference = models.TextField(unique=True)
    zone = models.TextField()
    worker = models.TextField(default="")
    until = models.BigIntegerField(null=True)

    class Meta:
        """Its table."""

        db_table = "safetyframe_trajectory"
        verbose_name = "trajectory"
        verbose_name_plural = "trajectories"
        indexes: ClassVar = [
            models.Index(
                fields=["worker"], condition=~models.Q(worker=""), name="safetyframe_held"
            ),
        ]

    def __str__(self) -> str:
        """Nothing that says whose it is."""
        return "trajectory"


class Record(models.Model):
    """One record, as it goes over the wire. A row is never changed."""

    # The unique constraint begins with it: another index would be one too many.
    trajectory = models.ForeignKey(Trajectory, on_delete=models.PROTECT, db_index=False)
    seq = models.BigIntegerField()
    act = models.TextField()
    wire = models.TextField()

    class Meta:
        """Its table. One record at each version, and one for each act: this decides a race."""

        db_table = "safetyframe_record"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trajectory", "seq"], name="safetyframe_record_seq"),
            models.UniqueConstraint(fields=["trajectory", "act"], name="safetyframe_record_act"),
        ]

    def __str__(self) -> str:
        """Nothing that says whose it is."""
        return "record"


class Position(models.Model):
    """The place of a record in the feed, given when it commits and not before."""

    pos = models.BigAutoField(primary_key=True)
    record = models.OneToOneField(Record, on_delete=models.PROTECT)

    class Meta:
        """Its table."""

        db_table = "safetyframe_position"

    def __str__(self) -> str:
        """Nothing that says whose it is."""
        return "position"


class Body(models.Model):
    """The words of a text. A row is never deleted and never changes its size."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.PROTECT, db_index=False)
    text = models.TextField()
    erased = models.BooleanField(default=False)
    sealed = models.BinaryField()

    class Meta:
        """Its table."""

        db_table = "safetyframe_body"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trajectory", "text"], name="safetyframe_body_text"),
        ]

    def __str__(self) -> str:
        """Nothing that says whose it is."""
        return "body"


class Notice(models.Model):
    """A notice in the outbox, and how far it has come. `sent`: a messenger has once taken it."""

    reference = models.TextField(unique=True)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.PROTECT, db_index=False)
    act = models.TextField()
    recipient = models.TextField()
    state = models.TextField()
    attempts = models.IntegerField(default=0)
    since = models.BigIntegerField()
    at = models.BigIntegerField(null=True)
    retry_at = models.BigIntegerField(null=True)
    reason = models.TextField(default="")
    sent = models.BooleanField(default=False)

    class Meta:
        """Its table."""

        db_table = "safetyframe_notice"
        indexes: ClassVar = [
            models.Index(fields=["trajectory", "id"], name="safetyframe_notice_of"),
            models.Index(fields=["state", "trajectory", "id"], name="safetyframe_notice_state"),
        ]

    def __str__(self) -> str:
        """Nothing that says whose it is."""
        return "notice"
