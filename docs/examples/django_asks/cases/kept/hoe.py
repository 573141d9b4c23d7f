"""Measures and HOE, who was told what, where they stand, exceptions: rows to slices and back."""

from cases.kept.common import code, form, listed, put_lists, text, who, words
from cases.models import Case, Excepted, Hoe, HoeMeasure, Measure, Serves, Stand, Statement, Told
from safetyframe import Part, PersonId, Reason, Role, slices
from safetyframe.acts import AlignOn, Position, Topic


def read_measures(case: Case) -> dict[str, slices.Measure]:
    rows = (
        Measure.objects.filter(case=case)
        .select_related("about", "need")
        .prefetch_related("persons", "serves__statement")
    )
    return {
        row.key: slices.Measure(
            id=row.key,
            wat=row.wat,
            about=text(row.about),
            serves=tuple(one.statement.name for one in row.serves.all()),
            bearers=listed(row, "bearers"),
            minors=listed(row, "minors"),
            proposed_by=row.proposed_by_id,
            proposed_as=Role(row.proposed_as),
            at=row.at,
            need=text(row.need),
            supply_driven=row.supply_driven,
            until=row.until,
            accepted=listed(row, "accepted"),
            declined=listed(row, "declined"),
            ended_at=row.ended_at,
        )
        for row in rows
    }


def write_measures(case: Case, one: slices.Measure) -> None:
    row, new = Measure.objects.update_or_create(
        case=case,
        key=one.id,
        defaults={
            "wat": one.wat,
            "about": words(one.about),
            "need": words(one.need),
            "supply_driven": one.supply_driven,
            "proposed_by_id": who(one.proposed_by),
            "proposed_as": one.proposed_as.value,
            "at": one.at,
            "until": one.until,
            "ended_at": one.ended_at,
        },
    )
    put_lists(
        row,
        bearers=one.bearers,
        minors=one.minors,
        accepted=one.accepted,
        declined=one.declined,
    )
    for name in one.serves if new else ():
        statement = Statement.objects.get(of__case=case, of__number=one.wat, name=name)
        Serves.objects.create(of=row, statement=statement)


def read_hoe(case: Case) -> dict[int, slices.HoeVersion]:
    rows = Hoe.objects.filter(case=case).prefetch_related("persons__position", "measures__measure")
    return {
        row.number: slices.HoeVersion(
            number=row.number,
            act=row.act,
            at=row.at,
            by=row.by_id,
            recorded_by=row.recorded_by_id,
            wat=row.wat,
            measures=tuple(one.measure.key for one in row.measures.all()),
            together=tuple(
                Part(person=one.person_id, role=Role(one.role), position=text(one.position))
                for one in row.persons.all()
                if one.place == "together"
            ),
            invited=listed(row, "invited"),
        )
        for row in rows
    }


def write_hoe(case: Case, one: slices.HoeVersion) -> None:
    row = Hoe.objects.create(
        case=case,
        number=one.number,
        act=one.act,
        at=one.at,
        by_id=who(one.by),
        recorded_by_id=who(one.recorded_by),
        wat=one.wat,
    )
    put_lists(row, invited=one.invited)
    for part in one.together:
        row.persons.create(
            place="together",
            person_id=who(part.person),
            role=part.role.value,
            position=words(part.position),
        )
    for key in one.measures:
        HoeMeasure.objects.create(of=row, measure=Measure.objects.get(case=case, key=key))


def read_told(case: Case) -> dict[tuple[PersonId, Topic, int | None, bool], slices.Told]:
    found = [
        slices.Told(
            person=row.person_id,
            topic=Topic(row.topic),
            version=row.version,
            acknowledged=row.acknowledged,
            by=row.by_id,
            at=row.at,
            recorded_at=row.recorded_at,
            form=form(row.form),
            language=row.language,
            interpreter=row.interpreter,
        )
        for row in Told.objects.filter(case=case)
    ]
    return {one.key: one for one in found}


def write_told(case: Case, one: slices.Told) -> None:
    Told.objects.update_or_create(
        case=case,
        person_id=who(one.person),
        topic=one.topic.value,
        version=one.version,
        acknowledged=one.acknowledged,
        defaults={
            "by_id": who(one.by),
            "at": one.at,
            "recorded_at": one.recorded_at,
            "form": code(one.form),
            "language": one.language,
            "interpreter": one.interpreter,
        },
    )


def read_aligned(
    case: Case,
) -> dict[tuple[PersonId, AlignOn, PersonId | None, bool], slices.PositionTaken]:
    found = [
        slices.PositionTaken(
            person=row.person_id,
            on=AlignOn(row.on),
            wat=row.wat,
            position=Position(row.position),
            at=row.at,
            seq=row.seq,
            minor=row.minor_id,
            words=text(row.words),
            recorded_by=row.recorded_by_id,
        )
        for row in Stand.objects.filter(case=case).select_related("words")
    ]
    return {one.key: one for one in found}


def write_aligned(case: Case, one: slices.PositionTaken) -> None:
    Stand.objects.update_or_create(
        case=case,
        person_id=who(one.person),
        on=one.on.value,
        minor_id=who(one.minor),
        others_say=one.position in slices.ABOUT_THEM,
        defaults={
            "wat": one.wat,
            "position": one.position.value,
            "at": one.at,
            "seq": one.seq,
            "words": words(one.words),
            "recorded_by_id": who(one.recorded_by),
        },
    )


def read_exceptions(
    case: Case,
) -> dict[tuple[str, PersonId | None, PersonId, bool], slices.Excepted]:
    found = [
        slices.Excepted(
            clause=row.clause,
            person=row.person_id,
            why=Reason(row.why),
            minor=row.minor_id,
            until=row.until,
            by=row.by_id,
            at=row.at,
            act=row.act,
            words=text(row.words),
            reached_at=row.reached_at,
        )
        for row in Excepted.objects.filter(case=case).select_related("words")
    ]
    return {one.key: one for one in found}


def write_exceptions(case: Case, one: slices.Excepted) -> None:
    Excepted.objects.update_or_create(
        case=case,
        clause=one.clause,
        person_id=who(one.person),
        minor_id=who(one.minor),
        classified=one.why in slices.CLASSIFIED,
        defaults={
            "why": one.why.value,
            "until": one.until,
            "by_id": who(one.by),
            "at": one.at,
            "act": one.act,
            "words": words(one.words),
            "reached_at": one.reached_at,
        },
    )
