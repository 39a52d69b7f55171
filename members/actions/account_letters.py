"""What is written to an account about itself: invited, how to choose a password, what was changed."""

import uuid

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import Account
from office import outbox
from office.audit import Actor
from office.choices import Door
from office.models.mails import SECRET_MARK

DAYS = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
NOTICES = {  # by the names allauth has for what was done
    "password_changed": gettext_lazy("The password of your account was changed."),
    "password_reset": gettext_lazy("A new password was chosen for your account, by a link out of a mail."),
    "totp_activated": gettext_lazy("Your account now signs in with a code of an app."),
    "totp_deactivated": gettext_lazy("Your account no longer signs in with a code of an app."),
    "recovery_codes_generated": gettext_lazy("Your account has new recovery codes; the old ones are void."),
}


def link_of(key: str) -> str:
    """Return the address of the page where who holds the key chooses a password."""
    uid, _dash, token = key.partition("-")
    return settings.PORTAL_ADDRESS + reverse("account_reset_password_from_key", args=[uid, token])


def write_invitation(account: Account, *, by: Actor) -> None:
    """Write to somebody who has no password yet how to choose one."""
    key = f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"
    with translation.override(settings.LANGUAGE_CODE):
        words = {"role": account.get_role_display(), "days": DAYS}
        paragraphs = [
            _("%(name)s, you are invited to the Customs Capacity Building Portal.") % {"name": account.name},
            _("Your account there: %(role)s.") % words,
            _("Choose a password on this page. The link works once, for %(days)s days:") % words,
            SECRET_MARK,
        ]
        _write(account, "invitation", _("Your account at the capacity portal"), paragraphs, by, link_of(key))


def write_reset(account: Account, link: str) -> None:
    """Send who asked for it a link to choose a new password."""
    with translation.override(settings.LANGUAGE_CODE):
        paragraphs = [
            _("Somebody asked for a new password of your account at the Customs Capacity Building Portal."),
            _("Choose it on this page. The link works once, for %(days)s days:") % {"days": DAYS},
            SECRET_MARK,
            _("If that was not you, do nothing: your password stays as it is."),
        ]
        by = Actor(None, Door.PAGE)
        _write(account, "password", _("A new password for the capacity portal"), paragraphs, by, link)


def write_notice(account: Account, what: str) -> None:
    """Tell an account what was changed about how it signs in; what has no words here is not told."""
    if what not in NOTICES:
        return
    with translation.override(settings.LANGUAGE_CODE):
        paragraphs = [
            str(NOTICES[what]),
            _("If that was not you, write to the secretariat at once."),
        ]
        _write(account, what, _("Your account at the capacity portal"), paragraphs, Actor(None, Door.PAGE))


def _write(
    account: Account, occasion: str, subject: str, paragraphs: list[str], by: Actor, secret: str = ""
) -> None:
    end = _("This mail was sent by the portal; answers to it are not read.")
    outbox.write(
        key=f"account:{occasion}:{account.pk}:{uuid.uuid4()}",  # each time it is asked for is an occasion
        to=account.email,
        subject=subject,
        body="\n\n".join([*paragraphs, end]) + "\n",
        about=account,
        by=by,
        secret=secret,
    )
