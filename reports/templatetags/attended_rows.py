"""Rows of the people of an event: ``{% attended_rows people %}``.

Written here and not in the language of templates for fifty of them.
"""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from programmes.choices import EventRole, ParticipationState
from programmes.models import Participation

register = template.Library()

ROW = """<tr>
  <th scope="row"><a href="{address}">{name}</a>{made_up}</th>
  <td data-label="{from_word}">{organisation}</td>
  <td data-label="{position_word}">{position}</td>
  <td data-label="{role_word}">{role}</td>
  <td data-label="{state_word}"><span class="badge badge-{state_code}">{state}</span></td>
</tr>"""
OF_EACH = ("address", "name", "made_up", "organisation", "position", "role", "state_code", "state")


@register.simple_tag
def attended_rows(people: Iterable[Participation]) -> SafeString:
    """Return a row for each participation. Wants them with person, organisation and its administration."""
    # Whatever holds for all rows is written once: the headings a narrow screen shows, words, the address.
    row = format_html(
        ROW,
        from_word=_("From"),
        position_word=_("Position"),
        role_word=_("Role"),
        state_word=_("State"),
        **{name: f"{{{name}}}" for name in OF_EACH},
    )
    words = {
        code: conditional_escape(word) for code, word in (*EventRole.choices, *ParticipationState.choices)
    }
    before, after = reverse("reports:person-page", args=[0]).rsplit("0", 1)
    made_up = format_html(' <span class="badge">{}</span>', _("made up"))
    rows = (
        format_html(
            row,
            address=f"{before}{each.person_id}{after}",
            name=each.person,
            made_up=made_up if each.person.is_made_up else "",
            organisation=each.organisation.called,
            position=each.position or "–",
            role=words[each.role],
            state_code=each.state.lower(),
            state=words[each.state],
        )
        for each in people
    )
    return mark_safe("\n".join(rows))  # noqa: S308 - each was escaped where it was written
