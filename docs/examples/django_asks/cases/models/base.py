"""What the other tables lean on: cases, persons, prose, and lists of persons."""

from django.db import models

REF = 200


def code(**options: object) -> models.CharField:
    """A column for a reference or a code."""
    return models.CharField(max_length=REF, **options)


def maybe() -> models.CharField:
    """The same, where there may be none. NULL says so; an empty string would say something else."""
    return code(null=True)


class Person(models.Model):
    """Somebody: to this system a row with a name and a telephone number, to the law a reference."""

    reference = code(primary_key=True)


class Words(models.Model):
    """Prose, in a place of its own where it can be erased; the law gets reference and digest."""

    reference = code()
    digest = code()
    language = code()
    body = models.TextField(null=True)  # noqa: DJ001  erased is not the same as empty

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("reference", "digest", "language"), name="one_words"),
        )


class Case(models.Model):
    """One family. Its row is the lock, and counts the acts."""

    reference = code(primary_key=True)
    zone = code(default="Europe/Brussels")
    seq = models.IntegerField(default=0)
    known_at = models.DateTimeField(null=True)


def a_person(**options: object) -> models.ForeignKey:
    """A column that points at a person."""
    return models.ForeignKey(Person, models.PROTECT, related_name="+", **options)


def prose(**options: object) -> models.ForeignKey:
    """A column that points at prose."""
    return models.ForeignKey(Words, models.PROTECT, related_name="+", **options)


class OfCase(models.Model):
    """A row of a case. Rows are read in the order in which they came."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ("pk",)


class Keyed(OfCase):
    """A row that others name: the id of the act that made it, or a number."""

    key = code()

    class Meta(OfCase.Meta):
        abstract = True
        constraints = (
            models.UniqueConstraint(fields=("case", "key"), name="%(app_label)s_%(class)s_key"),
        )


class Restricted(models.Model):
    """Something with an audience: its persons are in the list, its roles here."""

    restricted = models.BooleanField(default=False)
    audience_roles = code(default="")

    class Meta:
        abstract = True


class Listed(models.Model):
    """One person on a list of a row, in order; `place` says on which list."""

    person = a_person()
    place = code()

    class Meta:
        abstract = True
        ordering = ("pk",)


def owner(model: str, name: str = "persons") -> models.ForeignKey:
    """The column that says of which row this is a part."""
    return models.ForeignKey(model, models.CASCADE, related_name=name)
