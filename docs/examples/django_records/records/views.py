"""An act and a row of the host's own, in one transaction."""

import secrets

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from records.models import Contact
from records.people import by_of
from safetyframe import Accepted, Frame, Refused, Text, Viewer
from safetyframe.acts import Act, Speak, Withdraw, WithdrawalOutcome
from safetyframe.texts import said_together, say
from safetyframe.values import ActId, Body, PersonId
from safetyframe_plugins.django.store import DjangoStore


@login_required
@require_POST
def speak(request: HttpRequest, family: str) -> JsonResponse:
    """Put somebody's own words on record."""
    spoken = Body(
        id=f"t-{secrets.token_hex(8)}",
        language="nl",
        salt=secrets.token_hex(16),
        words=request.POST["words"],
    )
    act = Speak(
        id=ActId(request.POST["act"]),
        by=by_of(request.user, timezone.now()),
        words=Text(id=spoken.id, digest=spoken.digest, language=spoken.language),
    )
    return _done(family, act, spoken)


@login_required
@require_POST
def close(request: HttpRequest, family: str) -> JsonResponse:
    """Withdraw the consultants for a child, if that may be done now."""
    act = Withdraw(
        id=ActId(request.POST["act"]),
        by=by_of(request.user, timezone.now()),
        minor=PersonId(request.POST["minor"]),
        outcome=WithdrawalOutcome.ACHIEVED,
    )
    return _done(family, act)


@login_required
@require_GET
def look(request: HttpRequest, family: str) -> JsonResponse:
    """Show what there is to look at, as whoever is logged in may know it."""
    viewer = Viewer.of(by_of(request.user, timezone.now()))
    view = Frame(DjangoStore.here()).findings_for(family, viewer)
    return JsonResponse({"findings": [one.sentence for one in said_together(view, "en")]})


def _done(family: str, act: Act, *bodies: Body) -> JsonResponse:
    with transaction.atomic():
        Contact.objects.create(family=family, act=act.id, at=act.by.at)
        frame = Frame(DjangoStore.here())  # for this transaction, and no longer
        outcome = frame.do(family, act, bodies=bodies)
        if isinstance(outcome, Accepted):
            return JsonResponse({"kept": act.id}, status=201)
        if isinstance(outcome, Refused):
            now = frame.trajectory(family)
            why = say(frame.law.show(outcome, Viewer.of(act.by), now), "en")
        else:
            why = f"load first: {', '.join(outcome.unknown)}"
        transaction.set_rollback(True)  # the contact goes too; nothing can be asked from here on
        return JsonResponse({"refused": why}, status=409)
