"""National statistics of many administrations and years, sent as a list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from members.access import requires
from members.choices import Permission
from programmes.actions.publishing import keep_statistics
from programmes.forms.statistics import StatisticsListForm
from programmes.http import MemberRequest, at_the_page, takes_file
from programmes.intake.lists.looking import LIMITS
from programmes.intake.statistics import LABELS


@takes_file(LIMITS.size)
@requires(Permission.EDIT_EVENTS)
def statistics_list(request: MemberRequest) -> HttpResponse:
    form = StatisticsListForm(request.POST or None, request.FILES or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        programme = form.cleaned_data["programme"]
        new, changed = keep_statistics(programme=programme, told=form.told, by=at_the_page(request))
        messages.success(
            request, _("Saved: %(new)d new, %(changed)d corrected.") % {"new": new, "changed": changed}
        )
        return redirect("programmes:statistics-list")
    context = {
        "form": form,
        "headings": [str(label) for label in LABELS.values()],
        "back": reverse("programmes:statistics-list"),
    }
    return render(request, "programmes/statistics_send.html", context)
