"""What is done to an account with one press of a button."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.access import requires
from members.actions import accounts, signing
from members.choices import Permission
from members.forms.accounts import EndForm
from members.forms.refusing import REFUSALS, in_words
from members.http import MemberRequest, at_the_page, fetch_to_edit
from members.models import Account
from office.tasks import send_soon


def _do(
    request: MemberRequest, pk: int, deed: Callable[..., Any], said: str, *, reason: str = ""
) -> HttpResponse:
    """Do it to the account the request may change, and go back to its page with a word."""
    account = fetch_to_edit(Account, request.user, pk=pk)
    try:
        deed(account=account, by=at_the_page(request, reason))
    except accounts.MayNotGive as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except REFUSALS as refusal:
        messages.error(request, in_words(refusal))
    else:
        messages.success(request, said)
    return redirect(account)


@require_POST
@requires(Permission.INVITE)
def account_invite_again(request: MemberRequest, pk: int) -> HttpResponse:
    answer = _do(request, pk, accounts.invite_again, _("A new link is on its way; the old one is void."))
    send_soon()
    return answer


@require_POST
@requires(Permission.INVITE)
def account_end(request: MemberRequest, pk: int) -> HttpResponse:
    form = EndForm(request.POST)
    if not form.is_valid():
        account = fetch_to_edit(Account, request.user, pk=pk)
        messages.error(request, str(form.errors["reason"][0]))
        return redirect(account)
    said = _("The account has ended, and is signed out everywhere.")
    return _do(request, pk, accounts.end, said, reason=form.cleaned_data["reason"])


@require_POST
@requires(Permission.INVITE)
def account_restore(request: MemberRequest, pk: int) -> HttpResponse:
    return _do(request, pk, accounts.restore, _("The account may sign in again."))


@require_POST
@requires(Permission.MANAGE_ACCOUNTS)
def account_sign_out(request: MemberRequest, pk: int) -> HttpResponse:
    return _do(request, pk, signing.sign_out_everywhere, _("The account is signed out everywhere."))


@require_POST
@requires(Permission.MANAGE_ACCOUNTS)
def account_factor_take(request: MemberRequest, pk: int) -> HttpResponse:
    said = _("The second factor is taken away; at the next sign-in a new one is set up.")
    return _do(request, pk, signing.take_second_factor, said)
