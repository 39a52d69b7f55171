"""What is written to focal points about a follow-up survey; and the link by which it is answered."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.choices import Role
from members.models import Account, Administration
from office import audit, outbox
from office.audit import Actor
from office.models.mails import SECRET_MARK
from programmes.models import Questionnaire, Survey

_SALT = "programmes.survey"


@dataclass(frozen=True, slots=True)
class Key:
    """What a link stands for: one account answering one survey for one administration."""

    survey: int
    account: int
    administration: int


def token_of(key: Key) -> str:
    """Return what stands in the link, signed."""
    return signing.dumps([key.survey, key.account, key.administration], salt=_SALT)


def key_of(token: str) -> Key | None:
    """Return what a token stands for; None of one that was not made here."""
    try:
        survey, account, administration = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Key(survey, account, administration)


def speakers_of(administrations: Iterable[Administration], now: dt.datetime) -> dict[int, list[Account]]:
    """Return by administration the accounts that speak for it."""
    found: dict[int, list[Account]] = {each.pk: [] for each in administrations}
    rows = Account.objects.get_queryset().current(now).filter(role=Role.FOCAL_POINT, organisation__in=found)
    for account in rows.order_by("pk"):
        found[account.organisation_id or 0].append(account)
    return found


def ask(survey: Survey, administrations: Iterable[Administration], *, now: dt.datetime, by: Actor) -> int:
    """Write to the focal points of the administrations; return how many mails are new.

    Who was asked before has another mail only where there is more to answer.
    """
    written = 0
    waiting = _waiting(survey)
    speakers = speakers_of(administrations, now)
    for administration in sorted(administrations, key=lambda each: each.pk):
        rows = waiting.get(administration.pk, [])
        for account in speakers[administration.pk]:
            occasion = f"survey-{max(row.pk for row in rows)}"
            with translation.override(settings.LANGUAGE_CODE):
                subject = _("Please answer: %(survey)s") % {"survey": survey}
                body = _body(_opening(survey, administration), survey, rows)
            written += _write(survey, account, administration, occasion, subject, body, by)
    return written


def remind(survey: Survey, *, today: dt.date, now: dt.datetime, by: Actor) -> int:
    """Remind focal points whose administration has not answered, if one of the days has come."""
    day = _day_come(survey, today)
    if day is None:
        return 0
    written = 0
    waiting = _waiting(survey)
    administrations = Administration.objects.filter(pk__in=waiting)
    for administration, accounts in speakers_of(administrations, now).items():
        rows = [row for row in waiting[administration] if row.is_open_at(now)]
        new = sum(_reminder(survey, rows, account, day, by) for account in accounts) if rows else 0
        for row in rows if new else ():
            row.reminded_at = now
            audit.save(row, by=by)
        written += new
    return written


def _day_come(survey: Survey, today: dt.date) -> int | None:
    """Return which of the days has come, the last of them; none that had come when it was sent."""
    left = (survey.closes_on - today).days
    sent_on = survey.sent_at.date() if survey.sent_at else today
    come = [
        days
        for days in survey.remind_days
        if 0 <= left <= days and survey.closes_on - dt.timedelta(days=days) > sent_on
    ]
    return min(come, default=None)


def _reminder(survey: Survey, rows: Sequence[Questionnaire], account: Account, day: int, by: Actor) -> int:
    administration = rows[0].administration
    with translation.override(settings.LANGUAGE_CODE):
        words = {"survey": survey, "day": date_format(survey.closes_on, "j F Y")}
        subject = _("Until %(day)s: %(survey)s") % words
        opening = _("%(administration)s has not answered yet what is asked below. Answers close on %(day)s.")
        body = _body(opening % (words | {"administration": administration}), survey, rows)
    occasion = f"survey-reminder-{survey.closes_on}-{day}"
    return _write(survey, account, administration, occasion, subject, body, by)


def _waiting(survey: Survey) -> dict[int, list[Questionnaire]]:
    """Return by administration what it has not answered."""
    found: dict[int, list[Questionnaire]] = {}
    rows = survey.questionnaires.unanswered().select_related("administration", "event", "survey").in_order()
    for row in rows:
        found.setdefault(row.administration_id, []).append(row)
    return found


def _opening(survey: Survey, administration: Administration) -> str:
    words = {
        "administration": administration,
        "programme": survey.programme,
        "year": survey.year,
        "day": date_format(survey.closes_on, "j F Y"),
    }
    return (
        _(
            "%(administration)s took part in workshops of %(programme)s in %(year)s. Please tell until"
            " %(day)s what came of them: five short questions about each."
        )
        % words
    )


def _body(opening: str, survey: Survey, rows: Sequence[Questionnaire]) -> str:
    paragraphs = [
        opening,
        *([survey.introduction] if survey.introduction else []),
        "\n".join(f"- {row.event}" for row in rows),
        _("Answer here, without signing in; the link is for you alone:") + "\n" + SECRET_MARK,
        _("Or sign in:") + f"\n{settings.PORTAL_ADDRESS}{reverse('programmes:questionnaires-list')}",
        _("This mail was sent by the portal; answers to it are not read."),
    ]
    return "\n\n".join(paragraphs) + "\n"


def _write(
    survey: Survey,
    account: Account,
    administration: Administration,
    occasion: str,
    subject: str,
    body: str,
    by: Actor,
) -> int:
    token = token_of(Key(survey.pk, account.pk, administration.pk))
    mail = outbox.write(
        key=f"{occasion}:{survey.pk}:{administration.pk}:{account.pk}",
        to=account.email,
        subject=subject,
        body=body,
        about=survey,
        by=by,
        secret=settings.PORTAL_ADDRESS + reverse("programmes:survey-by-link", args=[token]),
    )
    return int(mail is not None)


def is_over(survey: Survey, administration: Administration, now: dt.datetime) -> bool:
    """Test if nothing of the administration can be answered any more: the link opens nothing then."""
    zone = ZoneInfo(administration.time_zone or "Etc/GMT+12")
    rows = survey.questionnaires.filter(administration=administration).select_related("survey")
    last = max((row.closes_on for row in rows), default=None)
    return last is None or now.astimezone(zone).date() > last
