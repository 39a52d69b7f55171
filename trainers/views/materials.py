"""Training materials: listed, kept, downloaded."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from members.access import everyone_logged_in, requires
from members.choices import Permission
from office.audit import was_fetched
from office.choices import Door
from programmes.forms.refusing import REFUSALS, refuse
from programmes.forms.seen import renew
from programmes.forms.states import ReasonForm
from programmes.http import (
    MemberRequest,
    at_the_page,
    fetch_to_edit,
    page_of,
    refuses_unknown_filters,
    rest_of,
    takes_file,
)
from programmes.models import Event, Programme
from programmes.views.entering import entered
from programmes.views.files import download
from trainers.actions import materials
from trainers.filters.teaching import MaterialFilter
from trainers.forms.materials import MOST_BYTES, EventMaterialsForm, MaterialForm
from trainers.models import Cohort, Material, MaterialFile

PER_PAGE = 50


@require_safe
@everyone_logged_in
@refuses_unknown_filters("trainers:material-list", gettext_lazy("All training materials"))
def material_list(request: MemberRequest) -> HttpResponse:
    rows = Material.objects.visible_to(request.user).select_related("topic", "programme").by_title()
    asked: Any = SimpleLazyObject(partial(MaterialFilter, request.GET, queryset=rows, request=request))
    page = page_of(asked.qs, request, per_page=PER_PAGE)
    context = {
        "filter": asked,
        "querystring": rest_of(request),
        "page": page,
        "may_enter": Programme.objects.editable_by(request.user).exists(),
    }
    return render(request, "trainers/material_list.html", context)


@require_safe
@everyone_logged_in
def material_page(request: MemberRequest, pk: int) -> HttpResponse:
    seen = Material.objects.visible_to(request.user)
    material = get_object_or_404(seen.select_related("topic", "programme"), pk=pk)
    above = {each.pk for each in seen.filter(pk__in=[each.pk for each in material.origins()])}
    context = {
        "material": material,
        "cohort": Cohort.objects.visible_to(request.user).filter(materials=material).first(),
        "origins": [(each, each.pk in above) for each in material.origins()],
        "adaptations": seen.filter(adapted_from=material).by_title(),
        "events": Event.objects.visible_to(request.user).filter(materials=material).newest_first(),
        "file": MaterialFile.objects.visible_to(request.user).without_content().filter(material=pk).first(),
        "may_edit": Material.objects.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "trainers/material_page.html", context)


@takes_file(MOST_BYTES + 100_000)
@requires(Permission.EDIT_EVENTS)
def material_new(request: MemberRequest) -> HttpResponse:
    return _entered(request, Material())


@takes_file(MOST_BYTES + 100_000)
@requires(Permission.EDIT_EVENTS)
def material_edit(request: MemberRequest, pk: int) -> HttpResponse:
    return _entered(request, fetch_to_edit(Material, request.user, pk=pk))


def _entered(request: MemberRequest, material: Material) -> HttpResponse:
    stored, title = material.pk, str(material) if material.pk else ""
    form = MaterialForm(request.POST or None, request.FILES or None, instance=material, account=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            materials.save_material(
                material=form.instance, name=form.name, content=form.content, by=at_the_page(request)
            )
        except REFUSALS as error:
            refuse(form, error)
            if stored:
                renew(form, Material.objects.get(pk=stored).version)
        else:
            messages.success(request, _("Saved."))
            return redirect(form.instance)
    context = {"form": form, "material": material if stored else None, "title": title}
    return render(request, "trainers/material_form.html", context)


@requires(Permission.EDIT_EVENTS)
def material_remove(request: MemberRequest, pk: int) -> HttpResponse:
    material = fetch_to_edit(Material, request.user, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            materials.remove_material(material=material, by=at_the_page(request, form.cleaned_data["reason"]))
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(request, _("The material is removed."))
            return redirect("trainers:material-list")
    return render(request, "trainers/material_remove.html", {"form": form, "material": material})


@require_safe
@everyone_logged_in
def material_file(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(MaterialFile.objects.visible_to(request.user), material=pk)
    was_fetched(f"training material {pk}", reader=request.user, door=Door.PAGE)
    return download(bytes(found.content), found.name, called=f"material-{pk}")


@requires(Permission.EDIT_EVENTS)
def event_materials(request: MemberRequest, pk: int) -> HttpResponse:
    """Say which of the materials of its programmes an event used."""
    event = fetch_to_edit(Event, request.user, pk=pk)
    sent = request.POST if request.method == "POST" else None  # none chosen is an answer too
    form = EventMaterialsForm(sent, event=event, account=request.user)

    def save(*, by: Any) -> None:
        used = list(form.cleaned_data["materials"])
        materials.use_materials(event=event, used=used, among=list(form.among), by=by)

    words = {
        "title": _("Materials it used"),
        "kicker": event.title,
        "lead": _("Those of its programmes. A new one is entered under Trainers, Materials."),
        "trail": [(_("Events"), reverse("programmes:event-list")), (event.title, event.get_absolute_url())],
        "back": event.get_absolute_url(),
    }
    return entered(request, form, save, words=words)
