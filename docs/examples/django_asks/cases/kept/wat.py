"""What was gathered and said, WAT and the judgements on it: rows to slices and back."""

from cases.kept.common import (
    audience,
    code,
    form,
    listed,
    persons_of,
    put_lists,
    restricted,
    text,
    who,
    words,
)
from cases.models import Basis, Case, Entry, Judgement, Link, Scaled, Statement, Voice, Wat
from safetyframe import PersonId, Role, slices
from safetyframe.acts import (
    Aim,
    BottomLine,
    DangerStatement,
    Dissented,
    Expectation,
    SafetyGoal,
    StatementKind,
    ViewTopic,
    Weighed,
)


def read_gathered(case: Case) -> dict[str, slices.Gathered]:
    rows = Entry.objects.filter(case=case).select_related("text").prefetch_related("persons")
    return {
        row.key: slices.Gathered(
            id=row.key,
            kind=slices.GatheredKind(row.kind),
            person=row.person_id,
            role=Role(row.role),
            at=row.at,
            minors=listed(row, "minors"),
            persons=listed(row, "spoken-with"),
            text=text(row.text),
            topic=row.topic and ViewTopic(row.topic),
            statement=row.statement and StatementKind(row.statement),
            audience=audience(row),
        )
        for row in rows
    }


def write_gathered(case: Case, one: slices.Gathered) -> None:
    row = Entry.objects.create(
        case=case,
        key=one.id,
        kind=one.kind.value,
        person_id=who(one.person),
        role=one.role.value,
        at=one.at,
        text=words(one.text),
        topic=code(one.topic),
        statement=code(one.statement),
        **restricted(one.audience),
    )
    lists = {"minors": one.minors, "spoken-with": one.persons}
    put_lists(row, **lists, audience=persons_of(one.audience))


def read_voices(case: Case) -> dict[int, slices.Voice]:
    rows = Voice.objects.filter(case=case).select_related("words").prefetch_related("persons")
    return {
        int(row.key): slices.Voice(
            seq=int(row.key),
            act=row.act,
            person=row.person_id,
            role=Role(row.role),
            at=row.at,
            words=text(row.words),
            minors=listed(row, "minors"),
            on_behalf_of=row.on_behalf_of_id,
            recorded_by=row.recorded_by_id,
            form=form(row.form),
            against=row.against and Dissented(row.against),
            ref=row.ref,
            statement=row.statement,
            audience=audience(row),
        )
        for row in rows
    }


def write_voices(case: Case, one: slices.Voice) -> None:
    row = Voice.objects.create(
        case=case,
        key=str(one.seq),
        act=one.act,
        person_id=who(one.person),
        role=one.role.value,
        at=one.at,
        words=words(one.words),
        on_behalf_of_id=who(one.on_behalf_of),
        recorded_by_id=who(one.recorded_by),
        form=code(one.form),
        against=code(one.against),
        ref=one.ref,
        statement=one.statement,
        **restricted(one.audience),
    )
    put_lists(row, minors=one.minors, audience=persons_of(one.audience))


def read_scales(case: Case) -> dict[int, slices.ScaleAnswer]:
    return {
        int(row.key): slices.ScaleAnswer(
            seq=int(row.key),
            act=row.act,
            person=row.person_id,
            role=Role(row.role),
            goal=row.goal,
            minor=row.minor_id,
            value=row.value,
            at=row.at,
            on_behalf_of=row.on_behalf_of_id,
            recorded_by=row.recorded_by_id,
            form=form(row.form),
        )
        for row in Scaled.objects.filter(case=case)
    }


def write_scales(case: Case, one: slices.ScaleAnswer) -> None:
    Scaled.objects.create(
        case=case,
        key=str(one.seq),
        act=one.act,
        person_id=who(one.person),
        role=one.role.value,
        goal=one.goal,
        minor_id=who(one.minor),
        value=one.value,
        at=one.at,
        on_behalf_of_id=who(one.on_behalf_of),
        recorded_by_id=who(one.recorded_by),
        form=code(one.form),
    )


def read_wat(case: Case) -> dict[int, slices.WatVersion]:
    rows = (
        Wat.objects.filter(case=case)
        .select_related("reason")
        .prefetch_related(
            "statements__persons",
            "statements__words",
            "statements__safe_enough",
            "statements__links__to",
            "basis__entry",
            "basis__how",
        )
    )
    return {row.number: _version(row) for row in rows}


def _version(row: Wat) -> slices.WatVersion:
    said = {kind: [] for kind in StatementKind}
    for one in row.statements.all():
        kind = StatementKind(one.kind)
        said[kind].append(_STATEMENT[kind](one))
    basis = row.basis.all()
    return slices.WatVersion(
        number=row.number,
        material=row.material,
        act=row.act,
        at=row.at,
        by=row.by_id,
        bottom_lines=tuple(said[StatementKind.BOTTOM_LINE]),
        dangers=tuple(said[StatementKind.DANGER]),
        goals=tuple(said[StatementKind.GOAL]),
        expectations=tuple(said[StatementKind.EXPECTATION]),
        expectations_set=row.expectations_set,
        reason=text(row.reason),
        information=tuple(b.entry.key for b in basis if b.place == "information"),
        conversations=tuple(b.entry.key for b in basis if b.place == "conversation"),
        weighed=tuple(
            Weighed(view=b.entry.key, how=text(b.how)) for b in basis if b.place == "weighed"
        ),
    )


def _plain(row: Statement) -> dict[str, object]:
    return {"id": row.name, "words": text(row.words), "minors": listed(row, "minors")}


def _linked(row: Statement, kind: StatementKind) -> tuple[str, ...]:
    return tuple(link.to.name for link in row.links.all() if link.to.kind == kind.value)


def _bottom_line(row: Statement) -> BottomLine:
    return BottomLine(
        **_plain(row),
        dangers=_linked(row, StatementKind.DANGER),
        goals=_linked(row, StatementKind.GOAL),
    )


def _goal(row: Statement) -> SafetyGoal:
    return SafetyGoal(
        **_plain(row),
        dangers=_linked(row, StatementKind.DANGER),
        safe_enough=text(row.safe_enough),
        sustained_days=row.sustained_days,
        scale_at_least=row.scale_at_least,
        aims=tuple(Aim(aim) for aim in row.aims.split()),
    )


_STATEMENT = {
    StatementKind.BOTTOM_LINE: _bottom_line,
    StatementKind.DANGER: lambda row: DangerStatement(**_plain(row)),
    StatementKind.GOAL: _goal,
    StatementKind.EXPECTATION: lambda row: Expectation(**_plain(row)),
}


def write_wat(case: Case, one: slices.WatVersion) -> None:
    row = Wat.objects.create(
        case=case,
        number=one.number,
        material=one.material,
        act=one.act,
        at=one.at,
        by_id=who(one.by),
        expectations_set=one.expectations_set,
        reason=words(one.reason),
    )
    made = {}
    for kind, statements in (
        (StatementKind.DANGER, one.dangers),
        (StatementKind.GOAL, one.goals),
        (StatementKind.BOTTOM_LINE, one.bottom_lines),
        (StatementKind.EXPECTATION, one.expectations),
    ):
        for said in statements:
            made[kind, said.id] = _write_statement(row, kind, said)
            for other in getattr(said, "dangers", ()):
                Link.objects.create(of=made[kind, said.id], to=made[StatementKind.DANGER, other])
            for other in getattr(said, "goals", ()):
                Link.objects.create(of=made[kind, said.id], to=made[StatementKind.GOAL, other])
    for place, views in (
        ("information", [(key, None) for key in one.information]),
        ("conversation", [(key, None) for key in one.conversations]),
        ("weighed", [(weighed.view, weighed.how) for weighed in one.weighed]),
    ):
        for key, how in views:
            entry = Entry.objects.get(case=case, key=key)
            Basis.objects.create(of=row, place=place, entry=entry, how=words(how))


def _write_statement(of: Wat, kind: StatementKind, said: object) -> Statement:
    goal = {}
    if isinstance(said, SafetyGoal):
        goal = {
            "safe_enough": words(said.safe_enough),
            "sustained_days": said.sustained_days,
            "scale_at_least": said.scale_at_least,
            "aims": " ".join(aim.value for aim in said.aims),
        }
    row = Statement.objects.create(
        of=of, kind=kind.value, name=said.id, words=words(said.words), **goal
    )
    put_lists(row, minors=said.minors)
    return row


def read_judged(case: Case) -> dict[tuple[PersonId, str], slices.JudgementSeries]:
    series: dict[tuple[PersonId, str], list[slices.Judgement]] = {}
    for row in Judgement.objects.filter(case=case).select_related("statement__of"):
        series.setdefault((PersonId(row.minor_id), row.statement.name), []).append(
            slices.Judgement(
                wat=row.statement.of.number,
                met=row.met,
                at=row.at,
                seq=row.seq,
                by=row.by_id,
                act=row.act,
            )
        )
    return {
        (minor, target): slices.JudgementSeries(
            minor=minor, target=target, items=tuple(sorted(items, key=lambda j: (j.at, j.seq)))
        )
        for (minor, target), items in series.items()
    }


def write_judged(case: Case, one: slices.JudgementSeries) -> None:
    there = set(Judgement.objects.filter(case=case).values_list("seq", flat=True))
    for item in one.items:
        if item.seq not in there:
            Judgement.objects.create(
                case=case,
                minor_id=who(one.minor),
                statement=Statement.objects.get(
                    of__case=case, of__number=item.wat, name=one.target
                ),
                met=item.met,
                at=item.at,
                seq=item.seq,
                by_id=who(item.by),
                act=item.act,
            )
