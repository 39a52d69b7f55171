"""The reference data of the ground floor: countries, organisations, administrations, their roles."""

from collections.abc import Iterator
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from members.choices import FormerNameKind, OrganisationKind, RegionalRoleKind
from members.intake.bringing import Bringing, Tally
from members.intake.data_files import (
    Line,
    day,
    known,
    one_of,
    optional,
    read_data_file,
    text,
    time_zone,
    yes_no,
)
from members.models import (
    Administration,
    Country,
    FormerName,
    Organisation,
    OrganisationAlias,
    RegionalRole,
)
from office.audit import Actor
from office.choices import Verb
from office.models import AuditEntry
from sheets.text import fold

DATA = Path(__file__).resolve().parent.parent / "data"


def load(*, by: Actor, overwrite: bool) -> list[Tally]:
    """Bring the data files of this floor to the records, in the order they need each other.

    :raises members.intake.data_files.BadDataFile: when a file cannot be used.
    """
    return [
        load_countries(by=by, overwrite=overwrite),
        load_administrations(by=by, overwrite=overwrite),
        load_organisations(by=by, overwrite=overwrite),
        load_aliases(by=by, overwrite=overwrite),
        load_former_names(by=by, overwrite=overwrite),
        load_regional_roles(by=by, overwrite=overwrite),
    ]


def organisations_by_spelling() -> dict[str, Organisation]:
    """Return every organisation by its folded name, other spellings and former names.

    A name goes before another's spelling, that before another's former name: of a rename in the
    portal the audit trail knows, of what administrations were called the records of it.
    """
    organisations = Organisation.objects.in_bulk()
    found = {fold(name): organisations[pk] for name, pk in _former_names() if pk in organisations}
    for former in FormerName.objects.order_by("ends_on", "pk"):
        found[former.folded] = organisations[former.administration_id]
    for alias in OrganisationAlias.objects.all():
        found[alias.folded] = organisations[alias.organisation_id]
    return found | {fold(each.name): each for each in organisations.values()}


def _former_names() -> Iterator[tuple[str, int | None]]:
    types = ContentType.objects.get_for_models(Organisation, Administration).values()
    renamed = AuditEntry.objects.filter(content_type__in=types, verb=Verb.CHANGED, changes__has_key="name")
    for pk, changes in renamed.order_by("pk").values_list("object_id", "changes"):
        yield changes["name"][0], pk


def load_countries(*, by: Actor, overwrite: bool, path: Path = DATA / "countries.csv") -> Tally:
    columns = {"iso2": text(2), "iso3": text(3), "name": text(100), "source": text(500)}
    lines = read_data_file(path, columns, key=lambda line: line["iso2"])
    stored = Country.objects.in_bulk()
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        country = stored.get(line["iso2"]) or Country(iso2=line["iso2"])
        bringing.bring(line, country, line.only("iso3", "name"))
    return bringing.finish()


def load_administrations(*, by: Actor, overwrite: bool, path: Path = DATA / "administrations.csv") -> Tally:
    columns = {
        "iso2": known(Country.objects.in_bulk()),
        "name": text(200),
        "member_name": text(100),
        "wco_region": optional(text(60)),
        "sub_region": optional(text(60)),
        "is_member": yes_no,
        "time_zone": optional(time_zone),
        "note": optional(text(500)),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: line["iso2"].pk)
    stored = _administrations()
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        country = line["iso2"]
        administration = stored.get(country.pk) or Administration(country=country)
        values = line.only(*columns) | {
            "kind": OrganisationKind.ADMINISTRATION,
            "is_described": True,
        }
        del values["iso2"]
        bringing.bring(line, administration, values)
    return bringing.finish()


def load_organisations(*, by: Actor, overwrite: bool, path: Path = DATA / "organisations.csv") -> Tally:
    columns = {
        "name": text(200),
        "kind": one_of(OrganisationKind),
        "iati_identifier": optional(text(60)),
        "note": optional(text(500)),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: fold(line["name"]))
    stored = organisations_by_spelling()
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        organisation = stored.get(fold(line["name"])) or Organisation()
        bringing.bring(line, organisation, line.only(*columns))
    return bringing.finish()


def load_aliases(*, by: Actor, overwrite: bool, path: Path = DATA / "aliases.csv") -> Tally:
    """Bring other spellings, of an organisation by its name or an administration by its country."""
    columns = {
        "organisation": optional(known(organisations_by_spelling(), as_key=fold), empty=None),
        "iso2": optional(known(_administrations()), empty=None),
        "alias": text(200),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: fold(line["alias"]), check=_one_owner)
    stored = {alias.folded: alias for alias in OrganisationAlias.objects.all()}
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        values = {"organisation": line["organisation"] or line["iso2"]}
        alias = stored.get(fold(line["alias"]))
        if alias is None:
            alias = OrganisationAlias(name=line["alias"], folded=fold(line["alias"]))
        bringing.bring(line, alias, values)
    return bringing.finish()


def load_former_names(*, by: Actor, overwrite: bool, path: Path = DATA / "former-names.csv") -> Tally:
    """Bring what administrations were called; a name of an administration is known by its words."""
    columns = {
        "iso2": known(_administrations()),
        "kind": one_of(FormerNameKind),
        "name": text(200),
        "starts_on": optional(day, empty=None),
        "ends_on": day,
        "note": optional(text(300)),
        "source": text(500),
    }
    lines = read_data_file(
        path, columns, key=lambda line: (line["iso2"].pk, line["kind"], fold(line["name"]))
    )
    stored = {
        (each.administration_id, each.kind, each.folded): each
        for each in FormerName.objects.select_related("administration")
    }
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        administration, kind, name = line["iso2"], line["kind"], line["name"]
        former = stored.get((administration.pk, kind, fold(name))) or FormerName(
            administration=administration, kind=kind, name=name
        )
        bringing.bring(line, former, line.only("starts_on", "ends_on", "note", "source"))
    return bringing.finish()


def _one_owner(line: Line) -> Iterator[tuple[str, str]]:
    if (line["organisation"] is None) == (line["iso2"] is None):
        yield "organisation", _("Give either the organisation or the country of an administration.")


def load_regional_roles(*, by: Actor, overwrite: bool, path: Path = DATA / "regional-roles.csv") -> Tally:
    """Bring roles; the same role of the same administration is known by its source."""
    columns = {
        "iso2": known(_administrations()),
        "kind": one_of(RegionalRoleKind),
        "starts_on": optional(day, empty=None),
        "ends_on": optional(day, empty=None),
        "note": optional(text(300)),
        "source": text(300),
    }
    lines = read_data_file(path, columns, key=lambda line: (line["iso2"].pk, line["kind"], line["source"]))
    stored = {
        (role.administration_id, role.kind, role.source): role
        for role in RegionalRole.objects.select_related("administration")
    }
    bringing = Bringing(path, by=by, overwrite=overwrite)
    for line in lines:
        administration, kind, source = line["iso2"], line["kind"], line["source"]
        role = stored.get((administration.pk, kind, source)) or RegionalRole(
            administration=administration, kind=kind, source=source
        )
        bringing.bring(line, role, line.only("starts_on", "ends_on", "note"))
    return bringing.finish()


def _administrations() -> dict[str, Administration]:
    return {each.iso2: each for each in Administration.objects.all()}
