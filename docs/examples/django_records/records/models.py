"""What this host keeps itself."""

from django.conf import settings
from django.db import models


class Person(models.Model):
    """Who a user is to the law: a reference, never a name, and a role."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    reference = models.CharField(max_length=128, unique=True)
    role = models.CharField(max_length=32)

    def __str__(self) -> str:
        """The reference."""
        return self.reference


class Contact(models.Model):
    """That somebody was in touch about a family, and which act came of it."""

    family = models.CharField(max_length=128)
    act = models.CharField(max_length=128, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """The act."""
        return self.act
