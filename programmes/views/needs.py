"""What an administration says it needs, entered by its own focal point."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.access import requires
from members.choices import Permission
from programmes.actions import stating
from programmes.forms.needs import OwnNeedForm
from programmes.forms.refusing import REFUSALS, refuse
from programmes.http import MemberRequest, at_the_page
from programmes.models import Need


@requires(Permission.STATE_NEEDS)
def own_need_new(request: MemberRequest) -> HttpResponse:
    administration = request.user.administration
    if administration is None:
        raise PermissionDenied
    form = OwnNeedForm(request.POST or None, instance=Need(), account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            stating.state(
                need=form.instance,
                administration=administration,
                today=timezone.localdate(),
                by=at_the_page(request),
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(form.instance)
    context = {"form": form, "administration": administration, "back": reverse("programmes:needs-list")}
    return render(request, "programmes/own_need.html", context)
