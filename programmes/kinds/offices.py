"""How posts of the office are shown and entered."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.choices.offices import PostKind
from programmes.filters import fields
from programmes.forms.offices import OfficePostForm
from programmes.kinds.kind import Fact, Kind, ListColumn
from programmes.models import OfficePost


class OfficePostFilter(StrictFilterSet):
    """By programme, post, and the administration that lent somebody."""

    programme = fields.programme()
    kind = fields.word_of(PostKind.choices, _("Post"), _("All posts"))
    administration = fields.administration(_("Lent by"))

    class Meta(StrictFilterSet.Meta):
        model = OfficePost


def _facts(row: OfficePost) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Post"), row.get_kind_display()
    yield _("Title or field of work"), row.title
    yield _("Lent by"), row.administration
    yield _("Name"), row.name
    yield _("From"), row.starts_on
    yield _("Until"), row.ends_on
    yield _("In the post on"), row.seen_on
    yield _("Source"), row.source
    yield _("Note"), row.note


OFFICE_POSTS = Kind(
    word="office-posts",
    model=OfficePost,
    form=OfficePostForm,
    filters=OfficePostFilter,
    title=_("Posts of the office"),
    lead=_("Who headed the office, and who was lent to it by which administration, over time."),
    new_label=_("Enter a post"),
    columns=(
        ListColumn(_("Post"), lambda row: row.get_kind_display()),
        ListColumn(_("Name"), lambda row: row.name),
        ListColumn(_("Lent by"), lambda row: row.administration),
        ListColumn(_("From"), lambda row: row.starts_on),
        ListColumn(_("Until"), lambda row: row.ends_on),
        ListColumn(_("In the post on"), lambda row: row.seen_on),
    ),
    facts=_facts,
    fields=(
        "programme",
        "kind",
        "title",
        "administration",
        "name",
        "starts_on",
        "ends_on",
        "seen_on",
        "source",
        "note",
    ),
    related=("programme", "administration"),
)
