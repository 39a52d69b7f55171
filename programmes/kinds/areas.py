"""The areas of what is delivered beside events, in the order of its menu and its overview."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from programmes.kinds.registry import KINDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Pages = list[tuple[str, str]]  # label and name of the address of each


@dataclass(frozen=True, slots=True)
class Area:
    """Pages that belong together: those that are no kind of record, and then the kinds by their words."""

    code: str
    title: "StrOrPromise"
    words: tuple[str, ...] = ()
    others: tuple[tuple["StrOrPromise", str], ...] = ()

    @property
    def pages(self) -> Pages:
        others = [(str(label), name) for label, name in self.others]
        return [*others, *((str(KINDS[word].title), KINDS[word].name("list")) for word in self.words)]


AREAS = (
    Area(
        "plans",
        _("Plans and results"),
        ("frameworks", "surveys", "questionnaires", "evaluations"),
        ((_("Plans"), "programmes:plan-list"), (_("Objectives"), "programmes:objective-list")),
    ),
    Area("equipment", _("Equipment and systems"), ("equipment", "handovers", "devices", "systems")),
    Area("operations", _("Operations and online delivery"), ("operations", "seizures", "deliveries")),
    Area("missions", _("Missions"), ("missions", "recommendations")),
    Area("support", _("Fellowships and support"), ("fellowships", "support")),
    Area(
        "needs",
        _("Needs, offers and commitments"),
        ("needs", "offers", "commitments", "statements"),
        ((_("Needs and offers"), "reports:need-matrix"),),
    ),
    Area(
        "money",
        _("Money and numbers of others"),
        ("expenditures", "statistics"),
        ((_("Published figures"), "reports:published-list"),),
    ),
    Area(
        "office",
        _("Partners and the office"),
        ("partners", "office-posts"),
        ((_("Over time"), "reports:timeline"),),
    ),
)
