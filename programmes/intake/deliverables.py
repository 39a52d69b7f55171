"""The reference data of what is delivered beside events: lists, and the deliverables that were published."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import Cell, Line, day, known, optional, read_data_file, text, whole_number
from members.models import Administration
from office.audit import Actor
from programmes.intake.reference import (
    DATA,
    in_a_known_phase,
    phases_by_number,
    programmes_by_code,
    topics_by_slug,
)
from programmes.models import (
    AcceptanceTest,
    Component,
    Consignment,
    Deployment,
    Event,
    Handover,
    ItemType,
    Phase,
    System,
)


def load(*, by: Actor, overwrite: bool) -> list[Tally]:
    """Bring the data files to the records, in the order they need each other.

    :raises members.intake.data_files.BadDataFile: when a file cannot be used.
    """
    return [
        load_item_types(by=by, overwrite=overwrite),
        load_systems(by=by, overwrite=overwrite),
        load_components(by=by, overwrite=overwrite),
        load_handovers(by=by, overwrite=overwrite),
        load_deployments(by=by, overwrite=overwrite),
    ]


def load_item_types(*, by: Actor, overwrite: bool, path: Path = DATA / "item-types.csv") -> Tally:
    columns = {
        "slug": text(60),
        "name": text(120),
        "unit": text(40),
        "position": whole_number,
        "source": text(500),
    }
    stored = {each.slug: each for each in ItemType.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in read_data_file(path, columns, key=lambda line: line["slug"]):
        item = stored.get(line["slug"]) or ItemType(slug=line["slug"])
        bringing.bring(line, item, line.only("name", "unit", "position", "source"))
    return bringing.finish()


def load_systems(*, by: Actor, overwrite: bool, path: Path = DATA / "systems.csv") -> Tally:
    columns = {"slug": text(60), "name": text(160), "position": whole_number, "source": text(500)}
    stored = {each.slug: each for each in System.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in read_data_file(path, columns, key=lambda line: line["slug"]):
        system = stored.get(line["slug"]) or System(slug=line["slug"])
        bringing.bring(line, system, line.only("name", "position", "source"))
    return bringing.finish()


def load_components(*, by: Actor, overwrite: bool, path: Path = DATA / "components.csv") -> Tally:
    """Bring the parts a programme is made of; ``phases`` of a line are numbers as 1;2, none is all."""
    phases = phases_by_number()
    columns: dict[str, Cell] = {
        "programme": known(programmes_by_code()),
        "topic": known(topics_by_slug()),
        "phases": _numbers,
        "position": whole_number,
        "source": text(500),
    }
    lines = read_data_file(
        path,
        columns,
        key=lambda line: (line["programme"].code, line["topic"].slug),
        check=lambda line: _in_known_phases(line, phases),
    )
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        bringing.bring(line, _component(line), line.only("programme", "topic", "position", "source"))
    tally = bringing.finish()
    for line in lines:
        _component(line).phases.set([phases[line["programme"].code, number].pk for number in line["phases"]])
    return tally


def load_handovers(*, by: Actor, overwrite: bool, path: Path = DATA / "handovers.csv") -> Tally:
    """Bring published handovers: of each line the consignment, its acceptance test and the handover.

    The ceremony is linked where the event of that title and source has been imported.
    """
    phases = phases_by_number()
    columns = {
        **_where(),
        "item": known({each.slug: each for each in ItemType.objects.all()}),
        "quantity": whole_number,
        "tested_on": optional(day, empty=None),
        "handed_over_on": day,
        "ceremony": optional(text(300)),
        **_said(),
    }
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in read_data_file(path, columns, key=_handover_key, check=in_a_known_phase(phases)):
        at = {"programme": line["programme"], "phase": phases[line["programme"].code, line["phase"]]}
        where = {**at, "administration": line["iso2"], "item": line["item"], "source": line["source"]}
        consignment = Consignment.objects.filter(**where).first() or Consignment()
        bringing.bring(line, consignment, where | line.only("topic", "quantity", "note"))
        of_it = {"consignment": consignment, "source": line["source"]}
        test = AcceptanceTest.objects.filter(**of_it).first() or AcceptanceTest()
        bringing.bring(line, test, of_it | {"tested_on": line["tested_on"], "passed": line["quantity"]})
        handover = Handover.objects.filter(**of_it).first() or Handover()
        given = line.only("handed_over_on", "quantity") | {"ceremony": _ceremony(line)}
        bringing.bring(line, handover, of_it | given)
    return bringing.finish()


def load_deployments(*, by: Actor, overwrite: bool, path: Path = DATA / "deployments.csv") -> Tally:
    phases = phases_by_number()
    systems = {each.slug: each for each in System.objects.all()}
    columns = {**_where(), "system": known(systems), **_said()}
    lines = read_data_file(
        path,
        columns,
        key=lambda line: (line["programme"].code, line["phase"], line["system"].slug, line["iso2"].iso2),
        check=in_a_known_phase(phases),
    )
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        where = {
            "phase": phases[line["programme"].code, line["phase"]],
            "system": line["system"],
            "administration": line["iso2"],
        }
        deployment = Deployment.objects.filter(**where).first() or Deployment()
        bringing.bring(line, deployment, where | line.only("programme", "topic", "note", "source"))
    return bringing.finish()


def _where() -> dict[str, Cell]:
    return {
        "programme": known(programmes_by_code()),
        "phase": whole_number,
        "topic": optional(known(topics_by_slug()), empty=None),
        "iso2": known({each.iso2: each for each in Administration.objects.all()}),
    }


def _said() -> dict[str, Cell]:
    return {"note": optional(text(500)), "source": text(500)}


def _handover_key(line: Line) -> tuple[Any, ...]:
    return line["programme"].code, line["phase"], line["iso2"].iso2, line["item"].slug, line["source"]


def _ceremony(line: Line) -> Event | None:
    if not line["ceremony"]:
        return None
    of_source = Event.objects.filter(source_rows__address=line["source"], title=line["ceremony"])
    return of_source.order_by("pk").first()


def _component(line: Line) -> Component:
    found = Component.objects.filter(programme=line["programme"], topic=line["topic"]).first()
    return found or Component()


def _numbers(cell: str) -> tuple[int, ...]:
    return tuple(whole_number(part.strip()) for part in cell.split(";") if part.strip())


def _in_known_phases(line: Line, phases: dict[tuple[str, int], Phase]) -> Iterator[tuple[str, str]]:
    code = line["programme"].code
    for number in line["phases"]:
        if (code, number) not in phases:
            words = {"programme": code, "number": number}
            yield "phases", _("%(programme)s has no phase %(number)s.") % words
