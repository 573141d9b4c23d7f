"""What was gathered and said, WAT with its statements, and the judgements on them."""

from django.db import models

from cases.models.base import Keyed, Listed, OfCase, Restricted, a_person, code, maybe, owner, prose


class Entry(Keyed, Restricted):
    """A concern, a view, information, a conversation, a strength."""

    kind = code()
    person = a_person()
    role = code()
    at = models.DateTimeField()
    text = prose(null=True)
    topic = maybe()
    statement = maybe()

    class Meta(Keyed.Meta):
        pass


class EntryPerson(Listed):
    """Whom an entry is about, who was spoken with, who may know."""

    of = owner("Entry")


class Voice(Keyed, Restricted):
    """What somebody said in their own words."""

    act = code()
    person = a_person()
    role = code()
    at = models.DateTimeField()
    words = prose()
    on_behalf_of = a_person(null=True)
    recorded_by = a_person(null=True)
    form = maybe()
    against = maybe()
    ref = maybe()
    statement = maybe()

    class Meta(Keyed.Meta):
        pass


class VoicePerson(Listed):
    """Whom it is about, who may know."""

    of = owner("Voice")


class Scaled(Keyed):
    """Somebody's number on a goal, 0 to 10."""

    act = code()
    person = a_person()
    role = code()
    goal = code()
    minor = a_person()
    value = models.IntegerField()
    at = models.DateTimeField()
    on_behalf_of = a_person(null=True)
    recorded_by = a_person(null=True)
    form = maybe()


class Wat(OfCase):
    """A version of WAT. It is never changed; there is another one after it."""

    number = models.IntegerField()
    material = models.IntegerField()
    act = code()
    at = models.DateTimeField()
    by = a_person()
    expectations_set = models.BooleanField()
    reason = prose(null=True)

    class Meta(OfCase.Meta):
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="one_wat"),)


class Statement(models.Model):
    """A bottom line, a danger, a goal or an expectation of one version."""

    of = owner("Wat", "statements")
    kind = code()
    name = code()
    words = prose()
    safe_enough = prose(null=True)
    sustained_days = models.IntegerField(default=0)
    scale_at_least = models.IntegerField(null=True)
    aims = code(default="")

    class Meta:
        ordering = ("pk",)


class StatementPerson(Listed):
    """Which children a statement is about."""

    of = owner("Statement")


class Link(models.Model):
    """That a statement goes with another: a goal with a danger, a bottom line with both."""

    of = owner("Statement", "links")
    to = models.ForeignKey("Statement", models.CASCADE, related_name="+")

    class Meta:
        ordering = ("pk",)


class Basis(models.Model):
    """On what a version rests: an entry, and how it weighed where it is a view."""

    of = owner("Wat", "basis")
    place = code()
    entry = models.ForeignKey("Entry", models.PROTECT, related_name="+")
    how = prose(null=True)

    class Meta:
        ordering = ("pk",)


class Judgement(OfCase):
    """That a statement was found met or unmet for a child."""

    minor = a_person()
    statement = models.ForeignKey("Statement", models.PROTECT, related_name="+")
    met = models.BooleanField()
    at = models.DateTimeField()
    seq = models.IntegerField()
    by = a_person()
    act = code()
