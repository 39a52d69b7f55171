"""Who can see this? Of a record, and of a figure."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in
from members.http import MemberRequest
from reports.asking import UnknownQuestion
from reports.filters import read_question
from reports.sections.readers import RULES, groups_of, rule_of
from reports.views.one_record import kind_or_404, record_or_404
from reports.views.refusing import refuses_unknown


@require_safe
@everyone_logged_in
def record_readers(request: MemberRequest, word: str, pk: int) -> HttpResponse:
    kind = kind_or_404(word)
    record = record_or_404(kind, request.user, pk)

    def look(account: Any) -> tuple[bool, bool, str]:
        sees = kind.visible(account).filter(pk=pk).exists()
        return sees, sees and kind.editable(account).filter(pk=pk).exists(), ""

    context = {
        "title": record,
        "kind_name": record._meta.verbose_name,
        "address": record.get_absolute_url() if hasattr(record, "get_absolute_url") else "",
        "groups": groups_of(look, request.user),
        "rule": rule_of(word),
        "shows_changing": True,
    }
    return render(request, "reports/readers.html", context)


@require_safe
@everyone_logged_in
@refuses_unknown
def figure_readers(request: MemberRequest) -> HttpResponse:
    question = read_question(request.GET, request.user)

    def look(account: Any) -> tuple[bool, bool, str]:
        """Ask the same as that account; only whether it is answered is told, never with what."""
        if not account.is_authenticated:
            return False, False, _("the fixed figures of the front page alone")
        try:
            answer = read_question(request.GET, account).answer()
        except UnknownQuestion:
            return False, False, _("may not ask this")
        if answer.is_withheld:
            return False, False, _("told that it is kept back")
        return True, False, _("the number, of what they may count")

    context = {
        "title": question.indicator.name,
        "kind_name": _("Figure"),
        "about": question.about,
        "address": question.evidence_url,
        "groups": groups_of(look, request.user),
        "rule": RULES["figure"],
        "shows_changing": False,
    }
    return render(request, "reports/readers.html", context)
