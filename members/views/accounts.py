"""Accounts: one's own, everybody's one may see, inviting and changing; and the table of roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members import roles
from members.access import allows, everyone_logged_in, may_appoint, needs_second_factor, requires
from members.actions import accounts
from members.choices import Permission
from members.filters import AccountFilter
from members.forms.accounts import AccountForm, EndForm
from members.forms.refusing import REFUSALS, refuse, renew
from members.http import MemberRequest, at_the_page, fetch_to_edit, page_of, refuses_unknown_filters, rest_of
from members.models import Account
from office.audit import was_read
from office.choices import Door
from office.tasks import send_soon

PER_PAGE = 50


@require_safe
@everyone_logged_in
def account_own(request: MemberRequest) -> HttpResponse:
    context = {"account": request.user, "line": roles.line_of(request.user.role)}
    context["needs_second_factor"] = needs_second_factor(request.user)
    return render(request, "members/account_own.html", context)


@require_safe
@everyone_logged_in
def role_table(request: MemberRequest) -> HttpResponse:
    return render(request, "members/role_table.html", {"lines": list(roles.table())})


@require_safe
@everyone_logged_in
@refuses_unknown_filters("members:account-list", gettext_lazy("All accounts"))
def account_list(request: MemberRequest) -> HttpResponse:
    seen = Account.objects.visible_to(request.user).select_related("organisation__administration").by_name()
    asked = AccountFilter(request.GET, seen, request=request)
    page = page_of(asked.qs, request, per_page=PER_PAGE)
    was_read("accounts", people=len(page), reader=request.user, door=Door.PAGE)
    context = {
        "filter": asked,
        "page": page,
        "querystring": rest_of(request),
        "may_invite": may_appoint(request.user),
    }
    return render(request, "members/account_list.html", context)


@require_safe
@everyone_logged_in
def account_page(request: MemberRequest, pk: int) -> HttpResponse:
    seen = Account.objects.visible_to(request.user).select_related("organisation__administration", "person")
    account = get_object_or_404(seen.prefetch_related("assignments__programme", "authenticator_set"), pk=pk)
    was_read(f"account {pk}", people=1, reader=request.user, door=Door.PAGE)
    context = {
        "account": account,
        "line": roles.line_of(account.role),
        "may_change": Account.objects.editable_by(request.user).filter(pk=pk).exists(),
        "manages": allows(request.user, Permission.MANAGE_ACCOUNTS) and account.pk != request.user.pk,
        "may_be_assigned": allows(account, Permission.EDIT_EVENTS),
        "is_invited": not account.has_usable_password(),
        "is_over": account.ends_at is not None and account.ends_at <= timezone.now(),
        "end_form": EndForm(),
    }
    return render(request, "members/account_page.html", context)


@requires(Permission.INVITE)
def account_invite(request: MemberRequest) -> HttpResponse:
    form = _form(request, Account())
    if request.method == "POST" and form.is_valid():
        try:
            accounts.invite(account=form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
        else:
            send_soon()
            said = _("An invitation to %(email)s is on its way.") % {"email": form.instance.email}
            messages.success(request, said)
            return redirect(form.instance)
    title = _("Invite somebody")
    return render(request, "members/account_form.html", {"form": form, "title": title})


@requires(Permission.INVITE)
def account_edit(request: MemberRequest, pk: int) -> HttpResponse:
    account = fetch_to_edit(Account, request.user, pk=pk)
    name = account.name
    form = _form(request, account)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.change(account=form.instance, by=at_the_page(request))
        except REFUSALS as error:
            refuse(form, error)
            renew(form, Account.objects.get(pk=pk).version)
        else:
            messages.success(request, _("Saved."))
            return redirect(account)
    context = {"form": form, "title": _("Change the account"), "account": account, "name": name}
    return render(request, "members/account_form.html", context)


def _form(request: MemberRequest, account: Account) -> AccountForm:
    today = timezone.localdate()
    return AccountForm(request.POST or None, instance=account, giver=request.user, today=today)
