"""What an administration answers to a recommendation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from members.access import requires
from members.choices import Permission
from programmes.actions import advising
from programmes.forms.missions import AnswerForm
from programmes.forms.refusing import REFUSALS, refuse
from programmes.forms.seen import renew
from programmes.http import MemberRequest, at_the_page
from programmes.models import Recommendation


@requires(Permission.ANSWER_RECOMMENDATIONS)
def recommendation_answer(request: MemberRequest, pk: int) -> HttpResponse:
    rows: Any = Recommendation.objects.select_related("mission__administration")
    record = get_object_or_404(rows.visible_to(request.user), pk=pk)
    if not rows.answerable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    form = AnswerForm(request.POST or None, instance=record)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        stored = rows.get(pk=pk)
        stored.version = said["version"]
        try:
            advising.answer(
                record=stored,
                answer=said["answer"],
                words=said["answer_text"],
                state=said["state"],
                outcome=said["outcome"],
                today=timezone.localdate(),
                by=at_the_page(request),
            )
        except REFUSALS as error:
            refuse(form, error)
            renew(form, rows.get(pk=pk).version)
        else:
            messages.success(request, _("The answer is saved."))
            return redirect(record)
    return render(request, "programmes/recommendation_answer.html", {"form": form, "record": record})
