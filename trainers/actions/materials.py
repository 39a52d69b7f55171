"""Keeping training materials and their files."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office import audit
from office.audit import Actor
from programmes.models import Event
from trainers.models import Material, MaterialFile


@transaction.atomic
def save_material(*, material: Material, name: str = "", content: bytes = b"", by: Actor) -> bool:
    """Store a material, and its file where one was sent; return whether anything was different.

    :raises ValidationError: when it would be adapted from something that was adapted from it.
    """
    if material.pk and any(each.pk == material.pk for each in _above(material)):
        raise ValidationError({"adapted_from": _("That one was adapted from this one.")})
    changed = audit.save(material, by=by)
    if content:
        row = MaterialFile.objects.filter(material=material).first() or MaterialFile(material=material)
        row.take(name, content)
        changed = audit.save(row, by=by) or changed
    return changed


def _above(material: Material) -> list[Material]:
    first = material.adapted_from
    return [first, *first.origins()] if first else []


@transaction.atomic
def remove_material(*, material: Material, by: Actor) -> None:
    """Remove a material and its file.

    :raises ValidationError: when others were adapted from it.
    """
    if material.adaptations.exists():
        raise ValidationError(_("Others were adapted from it: it stays."))
    for row in MaterialFile.objects.filter(material=material):
        audit.remove(row, by=by)
    audit.remove(material, by=by)


@transaction.atomic
def use_materials(
    *, event: Event, used: Collection[Material], among: Collection[Material], by: Actor
) -> None:
    """Say which materials an event used, of those somebody could choose from; what others are stays."""
    offered = Material.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in among])
    for material in offered.order_by("pk"):
        others = list(material.events.exclude(pk=event.pk))
        audit.link(material, "events", [*others, event] if material in used else others, by=by)
