"""The outbox: which mails the portal wrote, and what became of each."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from members.access import allows, requires
from members.choices import Permission
from members.models import Account
from office import outbox
from office.audit import was_read
from office.choices import Door, MailState
from office.filters import MailFilter
from office.models import OutboxMail
from office.tasks import send_soon
from programmes.http import MemberRequest, page_of, refuses_unknown_filters, rest_of

PER_PAGE = 50


@require_safe
@requires(Permission.VIEW_REGISTER)
@refuses_unknown_filters("reports:mail-list", gettext_lazy("All mails"))
def mail_list(request: MemberRequest) -> HttpResponse:
    asked = MailFilter(request.GET, queryset=OutboxMail.objects.latest_first(), request=request)
    page = page_of(asked.qs, request, per_page=PER_PAGE)
    context = {
        "filter": asked,
        "page": page,
        "querystring": rest_of(request),
        "goes_into_files": not settings.EMAIL_HOST,
    }
    return render(request, "reports/mail_list.html", context)


@require_safe
@requires(Permission.VIEW_REGISTER)
def mail_page(request: MemberRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(OutboxMail.objects.select_related("written_by"), pk=pk)
    was_read(f"mail {mail.pk}", people=1, reader=request.user, door=Door.PAGE)
    may_retry = mail.state == MailState.FAILED and _is_theirs_to_send(mail, request.user)
    context = {"mail": mail, "may_retry": may_retry}
    return render(request, "reports/mail_page.html", context)


@require_POST
@requires(Permission.EDIT_EVENTS)
def mail_retry(request: MemberRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(OutboxMail, pk=pk)
    if not _is_theirs_to_send(mail, request.user):
        raise PermissionDenied(_("It is sent again by those only who may change what it is about."))
    if outbox.try_again(mail):
        send_soon()
        messages.success(request, _("It waits to be sent again."))
    else:
        messages.error(request, _("Only a mail that failed is tried again by hand."))
    return redirect("reports:mail-page", pk=pk)


def _is_theirs_to_send(mail: OutboxMail, account: Account) -> bool:
    """Test if the account may change what the mail is about: an event of its programmes, an account."""
    rows: Any = (mail.content_type.model_class() or OutboxMail)._default_manager
    if not allows(account, Permission.EDIT_EVENTS):
        return False
    if not hasattr(rows, "editable_by"):
        return allows(account, Permission.EDIT_ALL_EVENTS)
    return bool(rows.editable_by(account).filter(pk=mail.object_id).exists())
