"""What the portal does its own way: mails through the outbox, words of its own, a line in the audit trail."""

import base64
import hashlib
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from members.access import is_current, needs_second_factor
from members.actions import account_letters, signing
from office import audit
from office.audit import Actor
from office.choices import Door, Verb
from office.tasks import send_soon

FACTORS = {"totp_activated": Verb.FACTOR_SET, "totp_deactivated": Verb.FACTOR_TAKEN}
RESET = "account/email/password_reset_key"
SAID = {  # allauth's message templates that the portal says, in its own words
    "account/messages/password_changed.txt": _("Your password is changed."),
    "mfa/messages/totp_activated.txt": _("From now on signing in asks for a code of your app."),
    "mfa/messages/totp_deactivated.txt": _("Signing in no longer asks for a code."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes."),
}


class AccountAdapter(DefaultAccountAdapter):
    """allauth's accounts as the portal has them: made by invitation only, one e-mail each."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("That was tried too often. Wait five minutes, then try again."),
        "invalid_password_reset": _("This link was used already, or is too old."),
        "incorrect_code": _("This code is not right."),
        "rate_limited": _("That was tried too often. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **about: Any) -> HttpResponse | None:
        if not is_current(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **about)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Test the password of who is signed in, under the same limits as signing in."""
        try:
            found = self.authenticate(context.request, email=user.email, password=password)
        except ValidationError:
            return False
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **about: Any) -> bool:
        """Ask for the password once more, unless it was given in the last minutes."""
        given = [each["at"] for each in get_authentication_records(self.request, self.request.user)]
        return not given or time.time() - max(given) > app_settings.REAUTHENTICATION_TIMEOUT

    def set_password(self, user: Any, password: str) -> None:
        signing.set_password(account=user, password=password, by=Actor(user, Door.PAGE))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the one mail that allauth sends here by itself: a link to choose a new password."""
        if template_prefix == RESET:
            account_letters.write_reset(context["user"], context["password_reset_url"])
            send_soon()

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: str | None = None
    ) -> None:
        """Tell an account what was changed about how it signs in, and write it into the trail."""
        what = template_prefix.rpartition("/")[2]
        if what in FACTORS:
            audit.note(user, FACTORS[what], by=Actor(user, Door.PAGE))
        account_letters.write_notice(user, what)
        send_soon()

    def get_reset_password_from_key_url(self, key: str) -> str:
        return account_letters.link_of(key)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        words = message or SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are kept encrypted; who needs one cannot put it away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right."),
        "cannot_delete_authenticator": _("Your role signs in with a code; it cannot be put away."),
    }

    def get_totp_issuer(self) -> str:
        return str(_("Customs Capacity Building Portal"))

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not needs_second_factor(authenticator.user)

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; what another SECRET_KEY wrote is answered by one that nobody knows."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()


def _keys() -> MultiFernet:
    """Return the keys made of SECRET_KEY, the present one first."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor" + str(each).encode()).digest() for each in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each)) for each in digests])
