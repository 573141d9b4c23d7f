"""Who takes part, why there is an involvement, and what protects."""

from django.db import models

from cases.models.base import Keyed, Listed, Restricted, a_person, code, maybe, owner, prose


class Participation(Keyed):
    """A person's part in a case: a role and a period."""

    person = a_person()
    role = code()
    standing = maybe()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    added_by = a_person(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = maybe()
    professional = models.BooleanField()
    chair = models.BooleanField()
    language = maybe()
    ground = prose(null=True)


class ParticipationPerson(Listed):
    """Which children a part is about."""

    of = owner("Participation")


class Episode(Keyed):
    """An involvement with one child, from its opening to its end."""

    minor = a_person()
    opened_by = a_person()
    opened_at = models.DateTimeField()
    seq = models.IntegerField()
    emergency = models.BooleanField()
    necessity_at = models.DateTimeField(null=True)
    why = prose(null=True)
    goal = prose(null=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = maybe()
    closed_by = a_person(null=True)
    regularised = models.BooleanField()
    outcome = maybe()
    ground = prose(null=True)


class LeftOpen(models.Model):
    """What was still to do when an episode ended."""

    of = owner("Episode", "left_open")
    clause = code()
    person = a_person(null=True)
    target = maybe()
    state = code()

    class Meta:
        ordering = ("pk",)


class Necessity(Keyed):
    """A decision of government that help is necessary."""

    status = code()
    body = maybe()
    reference = maybe()
    decided_at = models.DateTimeField(null=True)
    signed_by = a_person(null=True)
    recorded_by = a_person()
    at = models.DateTimeField()
    seq = models.IntegerField()


class NecessityPerson(Listed):
    """Whom a decision is about."""

    of = owner("Necessity")


class Imposed(models.Model):
    """What a court imposed."""

    of = owner("Necessity", "imposes")
    words = prose()

    class Meta:
        ordering = ("pk",)


class Protection(Keyed, Restricted):
    """What was done at once to protect a child."""

    act = code()
    person = a_person()
    role = code()
    measure = prose()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta(Keyed.Meta):
        pass


class ProtectionPerson(Listed):
    """Whom it protects; who may know."""

    of = owner("Protection")


class Barrier(Keyed, Restricted):
    """Persons who are to be kept apart."""

    since = models.DateTimeField()
    ground = prose()
    by = a_person()
    until = models.DateTimeField(null=True)
    replaced_by = maybe()

    class Meta(Keyed.Meta):
        pass


class BarrierPerson(Listed):
    """Who is kept apart; who may know."""

    of = owner("Barrier")
