"""How the descriptions of programmes for IATI are shown and entered."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.filters import fields
from programmes.forms.iati import IatiProfileForm
from programmes.kinds.kind import Fact, Kind, ListColumn
from programmes.models import IatiProfile
from programmes.models.iati import AidSector


class IatiProfileFilter(StrictFilterSet):
    """By programme and sector."""

    programme = fields.programme()
    sector = fields.word_of(AidSector.choices, _("Sector"), _("All sectors"))

    class Meta(StrictFilterSet.Meta):
        model = IatiProfile


def _facts(row: IatiProfile) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Reporting organisation"), row.reporting
    yield _("Its IATI identifier"), row.reporting.iati_identifier
    yield _("Reported by somebody else for it"), _("yes") if row.is_secondary else _("no")
    yield _("Sector"), row.get_sector_display()
    yield _("Region"), row.get_region_display()
    yield _("Currency"), row.currency
    yield _("Began on"), row.starts_on
    yield _("Ended on"), row.ends_on
    yield _("Source"), row.source


IATI_PROFILES = Kind(
    word="iati",
    model=IatiProfile,
    form=IatiProfileForm,
    filters=IatiProfileFilter,
    title=_("Publishing to IATI"),
    lead=_(
        "In whose name a programme is told to the International Aid Transparency Initiative, and under which"
        " sector. Reports of a programme without it have no IATI file."
    ),
    new_label=_("Describe a programme"),
    columns=(
        ListColumn(_("Programme"), lambda row: row.programme),
        ListColumn(_("Reporting organisation"), lambda row: row.reporting),
        ListColumn(_("IATI identifier"), lambda row: row.reporting.iati_identifier),
        ListColumn(_("Sector"), lambda row: row.get_sector_display()),
    ),
    facts=_facts,
    fields=(
        "programme",
        "reporting",
        "is_secondary",
        "sector",
        "region",
        "currency",
        "starts_on",
        "ends_on",
        "source",
    ),
    related=("programme", "reporting"),
)
