"""The reference data of the first floor: topics, programmes, phases, funding, memberships."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import (
    BadCell,
    Cell,
    Check,
    Line,
    amount,
    day,
    known,
    one_of,
    optional,
    read_data_file,
    text,
    whole_number,
    yes_no,
)
from members.intake.reference import organisations_by_spelling
from members.models import Administration
from office.audit import Actor
from programmes.actions.finding import fold_events_anew
from programmes.choices import Accuracy, Precision
from programmes.intake import agreements, iati
from programmes.models import (
    Funding,
    Membership,
    MembershipClaim,
    Phase,
    Programme,
    Topic,
    TopicAlias,
)
from sheets.text import fold

DATA = Path(__file__).resolve().parent.parent / "data"


def load(*, by: Actor, overwrite: bool) -> list[Tally]:
    """Bring the data files of this floor to the records, in the order they need each other.

    The floor below may have given countries other names: events are found by them from then on.

    :raises members.intake.data_files.BadDataFile: when a file cannot be used.
    """
    fold_events_anew()
    return [
        load_topics(by=by, overwrite=overwrite),
        load_topic_aliases(by=by, overwrite=overwrite),
        load_programmes(by=by, overwrite=overwrite),
        load_phases(by=by, overwrite=overwrite),
        load_funding(by=by, overwrite=overwrite),
        agreements.load(by=by, overwrite=overwrite),
        iati.load(by=by, overwrite=overwrite),
        load_memberships(by=by, overwrite=overwrite),
        load_claims(by=by, overwrite=overwrite),
    ]


def load_topics(*, by: Actor, overwrite: bool, path: Path = DATA / "topics.csv") -> Tally:
    columns = {"slug": text(60), "name": text(120), "source": text(500)}
    lines = read_data_file(path, columns, key=lambda line: line["slug"])
    stored = topics_by_slug()
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        topic = stored.get(line["slug"]) or Topic(slug=line["slug"])
        bringing.bring(line, topic, line.only("name"))
    return bringing.finish()


def load_topic_aliases(*, by: Actor, overwrite: bool, path: Path = DATA / "topic-aliases.csv") -> Tally:
    columns = {"slug": known(topics_by_slug()), "alias": text(120), "source": text(500)}
    lines = read_data_file(path, columns, key=lambda line: fold(line["alias"]))
    stored = {alias.folded: alias for alias in TopicAlias.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        alias = stored.get(fold(line["alias"]))
        if alias is None:
            alias = TopicAlias(name=line["alias"], folded=fold(line["alias"]))
        bringing.bring(line, alias, {"topic": line["slug"]})
    return bringing.finish()


def load_programmes(*, by: Actor, overwrite: bool, path: Path = DATA / "programmes.csv") -> Tally:
    columns = {
        "code": text(12),
        "name": text(200),
        "short_name": text(60),
        "summary": optional(text(2000)),
        "lead": optional(known(organisations_by_spelling(), as_key=fold), empty=None),
        "year_starts_in": whole_number,
        "position": whole_number,
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: line["code"])
    stored = programmes_by_code()
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        values = line.only(*columns)
        programme = stored.get(values["code"]) or Programme()
        bringing.bring(line, programme, values)
    return bringing.finish()


def load_phases(*, by: Actor, overwrite: bool, path: Path = DATA / "phases.csv") -> Tally:
    columns = {
        "programme": known(programmes_by_code()),
        "number": whole_number,
        "name": text(200),
        "starts_on": day,
        "ends_on": optional(day, empty=None),
        "note": optional(text(1000)),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: (line["programme"].code, line["number"]))
    stored = phases_by_number()
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        phase = stored.get((line["programme"].code, line["number"])) or Phase()
        bringing.bring(line, phase, line.only(*columns))
    return bringing.finish()


def load_funding(*, by: Actor, overwrite: bool, path: Path = DATA / "funding.csv") -> Tally:
    phases = phases_by_number()
    columns = {
        "programme": known(programmes_by_code()),
        "phase": whole_number,
        "donor": known(organisations_by_spelling(), as_key=fold),
        "amount": optional(amount, empty=None),
        "accuracy": one_of(Accuracy),
        "currency": optional(text(3)),
        "source": text(500),
    }
    lines = read_data_file(
        path,
        columns,
        key=lambda line: (line["programme"].code, line["phase"], line["donor"].pk),
        check=in_a_known_phase(phases),
    )
    stored = {(each.phase_id, each.donor_id): each for each in Funding.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        phase = phases[line["programme"].code, line["phase"]]
        funding = stored.get((phase.pk, line["donor"].pk)) or Funding()
        values = line.only("donor", "amount", "accuracy", "currency", "source")
        bringing.bring(line, funding, values | {"phase": phase})
    return bringing.finish()


def load_memberships(*, by: Actor, overwrite: bool, path: Path = DATA / "memberships.csv") -> Tally:
    phases = phases_by_number()
    columns = _strand_columns() | {"left_on": optional(day, empty=None), "source": text(500)}
    lines = read_data_file(path, columns, key=_membership_key, check=in_a_known_phase(phases))
    stored = _memberships()
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        values = {
            "programme": line["programme"],
            "phase": phases.get((line["programme"].code, line["phase"])),
            "strand": line["strand"],
            "administration": line["iso2"],
            "left_on": line["left_on"],
        }
        bringing.bring(line, stored.get(_membership_key(line)) or Membership(), values)
    return bringing.finish()


def load_claims(*, by: Actor, overwrite: bool, path: Path = DATA / "membership-claims.csv") -> Tally:
    """Bring what each source says about when an administration joined, side by side."""
    memberships = _memberships()
    columns = _strand_columns() | {"joined": _joined, "is_shown": yes_no, "source": text(500)}
    lines = read_data_file(
        path,
        columns,
        key=lambda line: (_membership_key(line), line["source"]),
        check=lambda line: _of_a_member(line, memberships),
    )
    stored = {(each.membership_id, each.source): each for each in MembershipClaim.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        membership = memberships[_membership_key(line)]
        claim = stored.get((membership.pk, line["source"])) or MembershipClaim()
        joined_on, precision = line["joined"]
        values = {
            "membership": membership,
            "joined_on": joined_on,
            "precision": precision,
            **line.only("source", "is_shown"),
        }
        bringing.bring(line, claim, values)
    return bringing.finish()


def topics_by_slug() -> dict[str, Topic]:
    return {topic.slug: topic for topic in Topic.objects.all()}


def programmes_by_code() -> dict[str, Programme]:
    return {programme.code: programme for programme in Programme.objects.all()}


def phases_by_number() -> dict[tuple[str, int], Phase]:
    """Return every phase by the code of its programme and its number."""
    phases = Phase.objects.select_related("programme")
    return {(phase.programme.code, phase.number): phase for phase in phases}


def in_a_known_phase(phases: Mapping[tuple[str, int], Phase]) -> Check:
    """Return a check that the phase of a line, where one is named, is known."""

    def check(line: Line) -> Iterator[tuple[str, str]]:
        code, number = line["programme"].code, line["phase"]
        if number is not None and (code, number) not in phases:
            words = {"programme": code, "number": number}
            yield "phase", _("%(programme)s has no phase %(number)s.") % words

    return check


def _strand_columns() -> dict[str, Cell]:
    return {
        "programme": known(programmes_by_code()),
        "phase": optional(whole_number, empty=None),
        "strand": optional(text(120)),
        "iso2": known({each.iso2: each for each in Administration.objects.all()}),
    }


def _membership_key(line: Line) -> tuple[Any, ...]:
    return line["programme"].code, line["phase"], line["strand"], line["iso2"].iso2


def _memberships() -> dict[tuple[Any, ...], Membership]:
    memberships = Membership.objects.select_related("programme", "phase", "administration")
    return {
        (
            each.programme.code,
            each.phase.number if each.phase else None,
            each.strand,
            each.administration.iso2,
        ): each
        for each in memberships
    }


def _of_a_member(line: Line, memberships: Mapping[tuple[Any, ...], Membership]) -> Iterator[tuple[str, str]]:
    if _membership_key(line) not in memberships:
        yield "iso2", _("This administration is no member of that programme, phase and strand.")


PRECISIONS = {"YYYY": Precision.YEAR, "YYYY-MM": Precision.MONTH, "YYYY-MM-DD": Precision.DAY}


def _joined(cell: str) -> tuple[dt.date, str]:
    """Return the first day of a year (2009), a month (2021-07) or a day, and which of them it is."""
    for form, precision in PRECISIONS.items():
        if len(cell) == len(form):
            return day(cell + "YYYY-01-01"[len(form) :]), precision
    message = _("“%(cell)s” is no year, month or day: write 2009, 2021-07 or 2021-07-15.")
    raise BadCell(message % {"cell": cell})
