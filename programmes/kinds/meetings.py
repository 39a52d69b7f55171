"""How what was said at meetings is shown and entered."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office.filters import StrictFilterSet
from programmes.filters import fields
from programmes.forms.meetings import StatementForm
from programmes.kinds.kind import Fact, Kind, ListColumn
from programmes.models import Statement
from programmes.models.statements import StatementKind


class StatementFilter(StrictFilterSet):
    """By programme, kind and topic."""

    programme = fields.programme()
    kind = fields.word_of(StatementKind.choices, _("Kind"), _("All kinds"))
    topic = fields.topic()

    class Meta(StrictFilterSet.Meta):
        model = Statement


def _who(row: Statement) -> Any:
    return gettext("%(text)s (made up)") % {"text": row.who} if row.is_made_up else row.who


def _facts(row: Statement) -> Iterator[Fact]:
    yield _("Programme"), row.programme
    yield _("Said on"), row.said_on
    yield _("Said at"), row.event
    yield _("Kind"), row.get_kind_display()
    yield _("Who"), _who(row)
    yield _("Sub-region"), row.sub_region
    yield _("Topic"), row.topic
    yield _("What was said"), row.text
    yield _("Source"), row.source


STATEMENTS = Kind(
    word="statements",
    model=Statement,
    form=StatementForm,
    filters=StatementFilter,
    title=_("Said at meetings"),
    lead=_("Presentations, priorities and challenges of breakout sessions, comments of participants."),
    new_label=_("Enter what was said"),
    columns=(
        ListColumn(_("What was said"), lambda row: row),
        ListColumn(_("Kind"), lambda row: row.get_kind_display()),
        ListColumn(_("Who"), _who),
        ListColumn(_("Topic"), lambda row: row.topic or gettext("no topic in particular")),
        ListColumn(_("Said on"), lambda row: row.said_on),
    ),
    facts=_facts,
    fields=(
        "programme",
        "event",
        "said_on",
        "kind",
        "organisation",
        "owner_words",
        "sub_region",
        "topic",
        "text",
        "source",
        "is_made_up",
    ),
    related=("programme", "event", "organisation__administration", "topic"),
)
