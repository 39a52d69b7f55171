"""The published cohorts that come with the portal, with their stages and groups, and no people."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import (
    Cell,
    day,
    known,
    one_of,
    optional,
    read_data_file,
    text,
    whole_number,
)
from members.models import Administration
from office import audit
from office.audit import Actor
from programmes.intake.reference import in_a_known_phase, phases_by_number, programmes_by_code, topics_by_slug
from programmes.models import Event, SourceRow
from trainers.choices import CohortState, StageKind
from trainers.models import Cohort, CohortAdministration, CohortStage, Scheme

DATA = Path(__file__).resolve().parent.parent / "data"


def load(*, by: Actor, overwrite: bool) -> list[Tally]:
    """Bring the published cohorts to the records; the published events are there before them.

    :raises members.intake.data_files.BadDataFile: when a file cannot be used.
    """
    return [load_cohorts(by=by, overwrite=overwrite), load_stages(by=by, overwrite=overwrite)]


def load_cohorts(*, by: Actor, overwrite: bool, path: Path = DATA / "cohorts.csv") -> Tally:
    administrations = {each.iso2: each for each in Administration.objects.all()}
    columns = {
        "programme": known(programmes_by_code()),
        "phase": optional(whole_number, empty=None),
        "title": text(200),
        "topics": _several(known(topics_by_slug())),
        "administrations": _several(known(administrations)),
        "scheme": optional(known(_schemes()), empty=None),
        "starts_on": day,
        "ends_on": optional(day, empty=None),
        "state": one_of(CohortState),
        "note": optional(text(1000)),
        "source": text(500),
    }
    phases = phases_by_number()
    lines = read_data_file(
        path,
        columns,
        key=lambda line: (line["programme"].code, line["title"]),
        check=in_a_known_phase(phases),
    )
    stored = {(each.programme_id, each.title): each for each in Cohort.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        cohort = stored.get((line["programme"].pk, line["title"])) or Cohort()
        is_new = cohort.pk is None
        values = line.only("programme", "title", "scheme", "starts_on", "ends_on", "state", "note", "source")
        values["phase"] = phases.get((line["programme"].code, line["phase"]))
        bringing.bring(line, cohort, values)
        if is_new:
            audit.link(cohort, "topics", line["topics"], by=by)
            for each in line["administrations"]:
                row = CohortAdministration(cohort=cohort, administration=each, source=line["source"])
                audit.save(row, by=by)
    return bringing.finish()


def _schemes() -> Mapping[str, Scheme]:
    return {each.code: each for each in Scheme.objects.all()}


def load_stages(*, by: Actor, overwrite: bool, path: Path = DATA / "cohort-stages.csv") -> Tally:
    cohorts = {each.title: each for each in Cohort.objects.all()}
    columns = {
        "cohort": known(cohorts),
        "position": whole_number,
        "kind": one_of(StageKind),
        "title": text(200),
        "event": optional(text(300)),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: (line["cohort"].pk, line["position"]))
    stored = {(each.cohort_id, each.position): each for each in CohortStage.objects.all()}
    events = _events_as_published(line["event"] for line in lines)
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        stage = stored.get((line["cohort"].pk, line["position"])) or CohortStage()
        values = line.only("cohort", "position", "kind", "title")
        if line["event"] in events:  # somebody may have removed it since
            values = {**values, "event": events[line["event"]]}
        bringing.bring(line, stage, values)
    return bringing.finish()


def _events_as_published(titles: Any) -> Mapping[str, Event]:
    """Return events by the title they were published under, whatever they are called since."""
    rows = SourceRow.objects.filter(title__in=[title for title in titles if title])
    return {row.title: row.event for row in rows.select_related("event")}


def _several(read: Cell) -> Callable[[str], list[Any]]:
    """Return a reader of several words, separated by semicolons."""

    def cell(content: str) -> list[Any]:
        return [read(word.strip()) for word in content.split(";")]

    return cell


def read_demonstration(path: Path = DATA / "demonstration-participants.csv") -> list[Mapping[str, Any]]:
    """Return the made-up participants of the demonstration's cohort, one for each line."""
    columns = {
        "given_names": text(120),
        "family_name": text(120),
        "iso2": known({each.iso2: each for each in Administration.objects.all()}),
        "first_stage": whole_number,
        "left_on": optional(day, empty=None),
        "left_reason": optional(text(300)),
        "replaces": optional(text(250)),
        "excused_at": optional(whole_number, empty=None),
        "missed_at": optional(whole_number, empty=None),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: (line["given_names"], line["family_name"]))
    return [line.only(*columns) for line in lines]
