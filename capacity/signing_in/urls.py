"""Where people sign in, choose passwords and set up their second factor. There is no address to sign up."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, re_path
from django.views.decorators.http import require_POST
from redis.exceptions import RedisError

from members.access import before_second_factor, everyone_logged_in, public

View = Callable[..., HttpResponseBase]


def _counted(view: View) -> View:
    """Answer “not now” where attempts cannot be counted: without a limit nobody signs in."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **about: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **about)
        except RedisError:
            return render(request, "account/not_now.html", status=503)

    return counted


def _no_password_yet(request: HttpRequest) -> HttpResponseBase:
    return redirect("account_reset_password")


class _SignIn(account.LoginView):
    """allauth's, which every page is measured against: without what it says of ways in that are not here."""

    def get_context_data(self, **about: Any) -> dict[str, Any]:
        found: dict[str, Any] = super(account.LoginView, self).get_context_data(**about)
        return found


sign_in = public(_counted(_SignIn.as_view()))
sign_out = public(before_second_factor(require_POST(account.logout)))
for_all = [
    ("inactive/", account.account_inactive, "account_inactive"),
    ("password/forgotten/", _counted(account.password_reset), "account_reset_password"),
    ("password/forgotten/sent/", account.password_reset_done, "account_reset_password_done"),
    (
        "password/chosen/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    ("second-factor/code/", _counted(second.authenticate), "mfa_authenticate"),
]
for_the_signed_in = [
    ("confirm/", _counted(account.reauthenticate), "account_reauthenticate"),
    ("password/", _counted(account.password_change), "account_change_password"),
    ("password/none/", _no_password_yet, "account_set_password"),
    ("second-factor/", second.index, "mfa_index"),
    ("second-factor/confirm/", _counted(second.reauthenticate), "mfa_reauthenticate"),
    ("second-factor/app/", _counted(totp.activate_totp), "mfa_activate_totp"),
    ("second-factor/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    ("second-factor/recovery-codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    ("second-factor/recovery-codes/new/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    ("second-factor/recovery-codes/file/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
]
urlpatterns = [
    path("sign-in/", sign_in, name="login"),
    path("sign-in/", sign_in, name="account_login"),  # allauth's name of it
    path("sign-out/", sign_out, name="logout"),
    path("sign-out/", sign_out, name="account_logout"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(before_second_factor(_counted(account.password_reset_from_key))),
        name="account_reset_password_from_key",
    ),
    *(path(at, public(before_second_factor(view)), name=name) for at, view, name in for_all),
    *(
        path(at, everyone_logged_in(before_second_factor(view)), name=name)
        for at, view, name in for_the_signed_in
    ),
]
