"""Measures and HOE; who was told what, where they stand, and reasoned exceptions."""

from django.db import models

from cases.models.base import Keyed, Listed, OfCase, a_person, code, maybe, owner, prose


class Measure(Keyed):
    """Something that will be done, and by whom."""

    wat = models.IntegerField()
    about = prose()
    need = prose(null=True)
    supply_driven = models.BooleanField()
    proposed_by = a_person()
    proposed_as = code()
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)


class MeasurePerson(Listed):
    """For whom, by whom; who accepted, who declined."""

    of = owner("Measure")


class Serves(models.Model):
    """Which statement of WAT a measure serves."""

    of = owner("Measure", "serves")
    statement = models.ForeignKey("Statement", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)


class Hoe(OfCase):
    """A version of HOE."""

    number = models.IntegerField()
    act = code()
    at = models.DateTimeField()
    by = a_person()
    recorded_by = a_person(null=True)
    wat = models.IntegerField()

    class Meta(OfCase.Meta):
        constraints = (models.UniqueConstraint(fields=("case", "number"), name="one_hoe"),)


class HoeMeasure(models.Model):
    """A measure of a version."""

    of = owner("Hoe", "measures")
    measure = models.ForeignKey("Measure", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)


class HoePerson(Listed):
    """Who made it together, as what; and who was invited."""

    of = owner("Hoe")
    role = maybe()
    position = prose(null=True)


class Told(OfCase):
    """That somebody was told something last, or confirmed it."""

    person = a_person()
    topic = code()
    version = models.IntegerField(null=True)
    acknowledged = models.BooleanField()
    by = a_person()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    form = maybe()
    language = maybe()
    interpreter = models.BooleanField()


class Stand(OfCase):
    """Where somebody stands; apart from it, what others say of reaching them."""

    person = a_person()
    on = code()
    minor = a_person(null=True)
    others_say = models.BooleanField()
    wat = models.IntegerField()
    position = code()
    at = models.DateTimeField()
    seq = models.IntegerField()
    words = prose(null=True)
    recorded_by = a_person(null=True)


class Excepted(OfCase):
    """Why something is not done, for whom, until when."""

    clause = code()
    person = a_person(null=True)
    minor = a_person()
    classified = models.BooleanField()
    why = code()
    until = models.DateTimeField()
    by = a_person()
    at = models.DateTimeField()
    act = code()
    words = prose(null=True)
    reached_at = models.DateTimeField(null=True)
