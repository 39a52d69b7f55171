"""How the partners of programmes are shown and entered."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.filters import fields
from programmes.forms.partners import PartnerForm
from programmes.kinds.kind import Fact, Kind, ListColumn
from programmes.models import Partner


class PartnerFilter(StrictFilterSet):
    """By programme and phase."""

    programme = fields.programme()
    phase = fields.phase()

    class Meta(StrictFilterSet.Meta):
        model = Partner


def _facts(row: Partner) -> Iterator[Fact]:
    yield _("Organisation"), row.organisation
    yield _("Programme"), row.programme
    yield _("Phase"), row.phase
    yield _("What it does"), row.part
    yield _("Since"), row.since_on
    yield _("Until"), row.until_on
    yield _("Source"), row.source
    yield _("Note"), row.note


PARTNERS = Kind(
    word="partners",
    model=Partner,
    form=PartnerForm,
    filters=PartnerFilter,
    title=_("Partners"),
    lead=_("Who works in a programme, and as what, whether they signed an agreement or not."),
    new_label=_("Enter a partner"),
    columns=(
        ListColumn(_("Organisation"), lambda row: row.organisation),
        ListColumn(_("Programme"), lambda row: row.phase or row.programme),
        ListColumn(_("What it does"), lambda row: row.part),
        ListColumn(_("Since"), lambda row: row.since_on),
    ),
    facts=_facts,
    fields=("programme", "phase", "organisation", "part", "since_on", "until_on", "source", "note"),
    related=("programme", "phase__programme", "organisation"),
)
