"""Which programmes an officer works on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from members.access import requires
from members.choices import Permission
from members.models import Account
from programmes.actions import assigning
from programmes.forms.assigning import ProgrammesForm
from programmes.forms.refusing import REFUSALS, refuse
from programmes.http import MemberRequest, at_the_page, fetch_to_edit


@requires(Permission.MANAGE_ACCOUNTS)
def account_programmes(request: MemberRequest, pk: int) -> HttpResponse:
    account = fetch_to_edit(Account, request.user, pk=pk)
    known = list(account.assignments.values_list("programme", flat=True))
    form = ProgrammesForm(request.POST or None, initial={"programmes": known})
    if request.method == "POST":
        form = ProgrammesForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            assigning.assign(
                account=account, programmes=list(form.cleaned_data["programmes"]), by=at_the_page(request)
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(account)
    return render(request, "programmes/account_programmes.html", {"account": account, "form": form})
