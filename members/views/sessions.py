"""Where one is signed in, and ending that."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.access import everyone_logged_in
from members.actions import signing
from members.http import MemberRequest, at_the_page


@require_safe
@everyone_logged_in
def session_list(request: MemberRequest) -> HttpResponse:
    running = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=request.user.pk, session_key__in=running)
    here = request.session.session_key
    lines = [(row, row.session_key == here) for row in rows.order_by("-created_at", "-pk")[:100]]
    return render(request, "members/session_list.html", {"lines": lines})


@require_POST
@everyone_logged_in
def session_end(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(UserSession, pk=pk, user=request.user.pk)
    signing.sign_out_at(place=row, account=request.user, by=at_the_page(request))
    messages.success(request, _("That place is signed out."))
    return redirect("members:session-list")


@require_POST
@everyone_logged_in
def session_end_others(request: MemberRequest) -> HttpResponse:
    signing.sign_out_everywhere(account=request.user, by=at_the_page(request))
    update_session_auth_hash(request, request.user)
    UserSession.objects.create_from_request(request)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("members:session-list")
