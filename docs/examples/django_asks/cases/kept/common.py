"""From columns to the law's values and back."""

from collections.abc import Iterable

from django.db.models import Model

from cases.models import Person, Words
from safetyframe import Audience, PersonId, Role, Text
from safetyframe.values import Form


def who(reference: str | None) -> str | None:
    """Give what stands in a column that points at a person, and see that the person is there."""
    return None if reference is None else Person.objects.get_or_create(pk=reference)[0].pk


def words(text: Text | None) -> Words | None:
    """Give the row of some prose."""
    if text is None:
        return None
    return Words.objects.get_or_create(
        reference=text.id, digest=text.digest, language=text.language
    )[0]


def text(row: Words | None) -> Text | None:
    """Give the reference to some prose."""
    return row and Text(id=row.reference, digest=row.digest, language=row.language)


def form(code: str | None) -> Form | None:
    """Give the form in which something was said."""
    return None if code is None else Form(code)


def code(value: object) -> str | None:
    """Give the code of one of the law's names, or None."""
    return getattr(value, "value", None)


def listed(row: Model, place: str) -> tuple[PersonId, ...]:
    """Give one of the lists of persons of a row."""
    return tuple(PersonId(one.person_id) for one in row.persons.all() if one.place == place)


def put_lists(row: Model, **lists: Iterable[str]) -> None:
    """Write the lists of persons of a row anew."""
    row.persons.all().delete()
    for place, persons in lists.items():
        for one in persons:
            row.persons.create(place=place, person_id=who(one))


def audience(row: Model) -> Audience | None:
    """Give who may see a row; None where nobody said so."""
    if not row.restricted:
        return None
    roles = tuple(Role(role) for role in row.audience_roles.split())
    return Audience(persons=listed(row, "audience"), roles=roles)


def restricted(given: Audience | None) -> dict[str, object]:
    """Give the columns of an audience."""
    roles = () if given is None else given.roles
    return {"restricted": given is not None, "audience_roles": " ".join(r.value for r in roles)}


def persons_of(given: Audience | None) -> tuple[PersonId, ...]:
    """Give the persons of an audience."""
    return () if given is None else given.persons
