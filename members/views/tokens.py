"""One's own API tokens: which there are, a new one, revoking one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from members.access import everyone_logged_in
from members.actions import tokens
from members.forms.tokens import TokenForm
from members.http import MemberRequest, at_the_page
from members.models import ApiToken


@never_cache
@everyone_logged_in
def token_list(request: MemberRequest) -> HttpResponse:
    form = TokenForm(request.POST or None)
    key = ""
    if request.method == "POST" and form.is_valid():
        _token, key = tokens.make_token(account=request.user, by=at_the_page(request), **form.wanted)
        form = TokenForm()
    now = timezone.now()
    mine = ApiToken.objects.visible_to(request.user).newest_first()[:100]
    context = {
        "form": form,
        "key": key,  # shown on this one answer, and kept nowhere
        "lines": [(token, token.is_in_force(now)) for token in mine],
    }
    return render(request, "members/token_list.html", context)


@require_POST
@everyone_logged_in
def token_revoke(request: MemberRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.editable_by(request.user), pk=pk)
    if tokens.revoke_token(token=token, now=timezone.now(), by=at_the_page(request)):
        messages.success(request, _("“%(name)s” is worth nothing any more.") % {"name": token.name})
    return redirect("members:token-list")
