"""The reference data, as the command loads it: once per process, copied from memory after that."""

from io import StringIO

from django.core.management import call_command
from django.db.models import Model

from members.models import Administration, Country, FormerName, Organisation, OrganisationAlias, RegionalRole
from programmes.models import (
    AcceptanceTest,
    Agreement,
    Commitment,
    Component,
    Consignment,
    Deployment,
    Funding,
    Handover,
    IatiProfile,
    Instrument,
    ItemType,
    Membership,
    MembershipClaim,
    Objective,
    OfficePost,
    Partner,
    Phase,
    Programme,
    Statement,
    Strand,
    System,
    Topic,
    TopicAlias,
)
from reports.models import Abbreviation, FactSheet, PublishedFigure
from trainers.models import Scheme

MODELS: tuple[type[Model], ...] = (
    Country,
    Organisation,
    OrganisationAlias,
    FormerName,
    RegionalRole,
    Topic,
    TopicAlias,
    Programme,
    Phase,
    Funding,
    Membership,
    MembershipClaim,
    ItemType,
    System,
    Component,
    Component.phases.through,
    Strand,
    Partner,
    Consignment,
    AcceptanceTest,
    Handover,
    Deployment,
    Objective,
    Instrument,
    OfficePost,
    Commitment,
    Statement,
    Scheme,
    PublishedFigure,
    Agreement,
    Agreement.parties.through,
    IatiProfile,
    FactSheet,
    Abbreviation,
)

_rows: dict[type[Model], list[Model]] = {}
_administrations: list[Administration] = []


def load_reference(**options):
    """Run the command and return the lines it printed."""
    printed = StringIO()
    call_command("load_reference", stdout=printed, **options)
    return printed.getvalue().splitlines()


def put_reference():
    """Put the reference data into the database. The copies come without their audit trail."""
    if not _rows:
        load_reference(write=True)
        _administrations.extend(Administration.objects.all())
        _rows.update({model: list(model._default_manager.all()) for model in MODELS})
        return
    for model in MODELS:
        model._default_manager.bulk_create(_rows[model])
        if model is Organisation:
            _put_administrations()


def _put_administrations():
    for administration in _administrations:
        administration.save_base(raw=True, force_insert=True)  # its own table, not the parent's
