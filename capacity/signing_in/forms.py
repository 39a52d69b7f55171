"""allauth's forms in the portal's look: labels instead of words inside the fields."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

from members.access import is_current


class Plain(forms.Form):
    """A form whose fields say what they are beside them."""

    labels: dict[str, Any] = {}
    help_texts: dict[str, Any] = {}

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, field.help_text)


class SignInForm(Plain, account.LoginForm):
    """E-mail and password; the e-mail is sent as ``username``, the name password managers know."""

    labels = {"login": _("E-mail"), "password": _("Password")}
    help_texts = {"password": ""}

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix("username" if field_name == "login" else field_name)


class ForgottenForm(Plain, account.ResetPasswordForm):
    """To which e-mail a link is sent, where an account of it may sign in."""

    labels = {"email": _("E-mail")}
    users: list[Any]

    def clean_email(self) -> str:
        email = super().clean_email()
        self.users = [each for each in self.users if is_current(each)]
        return email


class LinkForm(account.UserTokenForm):
    """A link out of a mail; worth nothing for an account that may not sign in."""

    def _get_user(self, uidb36: str) -> Any:
        found = super()._get_user(uidb36)
        return found if found is not None and is_current(found) else None


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):
    """A password, chosen by who holds a link."""

    labels = {"password1": _("New password"), "password2": _("New password, once more")}


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    """The old password and a new one."""

    labels = {
        "oldpassword": _("Password now"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }


class ConfirmForm(Plain, account.ReauthenticateForm):
    """The password, asked once more."""

    labels = {"password": _("Password")}
    help_texts = {"password": ""}


class CodeForm(Plain, second.AuthenticateForm):
    """A code of the app, or a recovery code, while signing in."""

    labels = {"code": _("Code")}
    help_texts = {"code": _("Six digits from your app; or one of your recovery codes.")}


class ConfirmCodeForm(Plain, second.ReauthenticateForm):
    """The same, asked once more."""

    labels = {"code": _("Code")}


class ActivateForm(Plain, totp.ActivateTOTPForm):
    """The first code of a new app."""

    labels = {"code": _("Code that the app shows")}
