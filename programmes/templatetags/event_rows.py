"""Rows of the event list: ``{% event_rows page programmes %}``.

Written here and not in the language of templates for fifty of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from programmes.choices import EventKind, EventState, Mode
from programmes.templatetags.event_dates import event_dates
from programmes.templatetags.event_words import event_participants, event_place

register = template.Library()

ROW = """<tr>
  <th scope="row"><a href="{address}">{title}</a><br><span class="note">{kind}</span></th>
  <td data-label="{programme_word}"><span>{programmes}</span></td>
  <td data-label="{when_word}">{dates}</td>
  <td data-label="{where_word}"><span>{place}{mode}</span></td>
  <td data-label="{state_word}"><span class="badge badge-{state_code}">{state}</span></td>
  <td data-label="{participants_word}" class="number">{participants}</td>
</tr>"""
OF_EACH = (
    "address", "title", "kind", "programmes", "dates", "place", "mode", "state_code", "state", "participants",
)  # fmt: skip


@register.simple_tag
def event_rows(events: Iterable[Any], programmes: Mapping[int, Sequence[str]]) -> SafeString:
    """Return a row for each event.

    Wants events as ``event_participants`` does, and by event the names of programmes the reader may see.
    """
    # Whatever holds for all rows is written once: the headings a narrow screen shows, words, the address.
    row = format_html(
        ROW,
        programme_word=_("Programme"),
        when_word=_("When"),
        where_word=_("Where"),
        state_word=_("State"),
        participants_word=_("Participants"),
        **{name: f"{{{name}}}" for name in OF_EACH},
    )
    words = {code: conditional_escape(word) for code, word in (*EventKind.choices, *EventState.choices)}
    modes = {code: format_html('<br><span class="note">{}</span>', word) for code, word in Mode.choices}
    before, after = reverse("reports:event-page", args=[0]).rsplit("0", 1)
    not_recorded = format_html('<span class="not-recorded">{}</span>', _("not recorded"))
    no_programme = format_html('<span class="muted">{}</span>', "–")
    rows = (
        format_html(
            row,
            address=f"{before}{event.pk}{after}",
            title=event.title,
            kind=words.get(event.kind, event.kind),
            programmes=", ".join(programmes.get(event.pk, ())) or no_programme,
            dates=event_dates(event),
            place=event_place(event) or not_recorded,
            mode=modes.get(event.mode, event.mode) if _tells_mode(event) else "",
            state_code=event.state.lower(),
            state=words.get(event.state, event.state),
            participants=event_participants(event) or not_recorded,
        )
        for event in events
    )
    return mark_safe("\n".join(rows))  # noqa: S308 - each was escaped where it was written


def _tells_mode(event: Any) -> bool:
    """Test if the mode is stated, and is not all the place there is."""
    is_all = event.mode == Mode.ONLINE and not event.city and not event.host_country
    return not is_all and event.mode != Mode.NOT_STATED
