"""From a user to a person."""

from datetime import datetime

from records.models import Person
from safetyframe import By, PersonId, Role


def reference_of(user: object) -> str | None:
    """Give the reference of whoever is logged in; None for somebody the law does not know."""
    found = Person.objects.filter(user_id=getattr(user, "pk", None)).first()
    return found.reference if found else None


def by_of(user: object, at: datetime) -> By:
    """Say who acts, in which role."""
    person = Person.objects.get(user_id=getattr(user, "pk", None))
    return By(person=PersonId(person.reference), role=Role(person.role), at=at)
