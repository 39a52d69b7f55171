"""What an administration says for itself."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.choices import Role
from members.models import Administration
from office import audit
from office.audit import Actor
from programmes.choices import EventState
from programmes.models import Event, Headcount, Membership, Need, Offer, Participation


@transaction.atomic
def state(*, need: Need, administration: Administration, today: dt.date, by: Actor) -> None:
    """Store what an administration needs, in its own words, on the day it says so.

    :raises ValidationError: when it has not joined the programme, or said the same that day.
    """
    joined = Membership.objects.filter(programme=need.programme_id, administration=administration)
    if not joined.exists():
        raise ValidationError({"programme": _("Your administration has not joined this programme.")})
    need.administration, need.said_on = administration, today
    need.source = _("Said by the focal point of %(administration)s") % {"administration": administration}
    audit.save(need, by=by)


@transaction.atomic
def change(*, need: Need, by: Actor) -> None:
    """Store what an administration says anew of a need of its own.

    :raises ValidationError: when somebody has answered it, or it has not joined the programme.
    :raises office.audit.ChangedMeanwhile: when somebody else changed it first.
    """
    refuse_what_stands(need)
    joined = Membership.objects.filter(programme=need.programme_id, administration=need.administration)
    if not joined.exists():
        raise ValidationError({"programme": _("Your administration has not joined this programme.")})
    audit.save(need, by=by)


@transaction.atomic
def withdraw(*, need: Need, by: Actor) -> None:
    """Take back a need nobody has answered; the reason stays in the trail.

    :raises ValidationError: when somebody has answered it.
    """
    refuse_what_stands(need)
    audit.remove(need, by=by)


def refuse_what_stands(need: Need) -> None:
    """Refuse a need that is no longer the administration's alone.

    :raises ValidationError: saying why it stands.
    """
    # As it is stored: a form has changed it already. Locked, so that it is not answered meanwhile.
    stored = Need.objects.select_for_update(of=("self",)).filter(pk=need.pk).first()
    if stored is None:
        raise audit.ChangedMeanwhile
    if why := why_it_stands(stored):
        raise ValidationError(why)


def why_it_stands(need: Need) -> str:
    """Return in words why the administration changes its need no longer; empty while it may."""
    author = need.created_by
    if author is None or author.role != Role.FOCAL_POINT or author.organisation_id != need.administration_id:
        return _("The office entered it from its source: ask the office to correct it.")
    offer = _offers_to(need).select_related("partner").order_by("pk").first()
    if offer is not None:
        answered = {"partner": offer.partner, "topic": need.topic}
        return _("%(partner)s has offered help with %(topic)s since: it stands as it was said.") % answered
    event = _held_about(need).order_by("ends_on", "pk").first()
    if event is not None and event.ends_on is not None:
        words = {"event": event.title, "day": date_format(event.ends_on, "j F Y")}
        return (
            _("Your officers took part in “%(event)s” about it, which ended on %(day)s: it stands.") % words
        )
    return ""


def _offers_to(need: Need) -> models.QuerySet[Offer]:
    """Return what partners offered about its topic after it was entered, where it can be had."""
    offers = Offer.objects.filter(programme=need.programme_id, topic=need.topic_id)
    sub_region = need.administration.sub_region if need.administration else need.sub_region
    everywhere = Q(administration__isnull=True, sub_region="")
    here = Q(administration=need.administration_id) if need.administration_id else Q(pk__in=())
    near = Q(sub_region=sub_region) if sub_region else Q(pk__in=())
    return offers.filter(everywhere | here | near, created_at__gt=need.created_at)


def _held_about(need: Need) -> models.QuerySet[Event]:
    """Return the events about its topic held since, in which its administration took part."""
    own = {"event": OuterRef("pk"), "organisation": need.administration_id}
    took_part = Exists(Participation.objects.took_part().filter(**own)) | Exists(
        Headcount.objects.filter(**own)
    )
    held = Event.objects.filter(state=EventState.HELD, topics=need.topic_id, ends_on__gt=need.said_on)
    return held.filter(took_part)
