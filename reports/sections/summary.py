"""What a report begins and ends with: the year in a few sentences of its figures, and abbreviations."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.choices import EventKind, Level
from reports.blocks import Column, Narrative, Section, Table
from reports.indicators.missions import ADMINISTRATIONS_VISITED, MISSIONS_HELD
from reports.indicators.registry import ADMINISTRATIONS_REACHED, EVENTS_HELD, PARTICIPATIONS
from reports.measuring.dimensions import KIND, LEVEL
from reports.measuring.measure import measure
from reports.quantities import Quantity
from reports.scope import Scope
from reports.sections.counted import figures_of

WORDS = (
    ("ACE", gettext_lazy("WCO Accredited Customs Expert")),
    ("ADB", gettext_lazy("Asian Development Bank")),
    ("AEO", gettext_lazy("Authorized Economic Operator")),
    ("A/P", gettext_lazy("Asia/Pacific")),
    ("API", gettext_lazy("Advance Passenger Information")),
    ("CBM", gettext_lazy("Coordinated border management")),
    ("CCF", gettext_lazy("Customs Cooperation Fund")),
    ("CV", gettext_lazy("Customs valuation")),
    ("HS", gettext_lazy("Harmonized System")),
    ("IPR", gettext_lazy("Intellectual property rights")),
    ("JICA", gettext_lazy("Japan International Cooperation Agency")),
    ("MRA", gettext_lazy("Mutual recognition arrangement")),
    ("NII", gettext_lazy("Non-intrusive inspection")),
    ("OCO", gettext_lazy("Oceania Customs Organisation")),
    ("PCA", gettext_lazy("Post-clearance audit")),
    ("PGS", gettext_lazy("Programme Global Shield")),
    ("PNR", gettext_lazy("Passenger Name Record")),
    ("RCL", gettext_lazy("Regional Customs Laboratory")),
    ("RDTC", gettext_lazy("Regional Dog Training Centre")),
    ("RILO", gettext_lazy("Regional Intelligence Liaison Office")),
    ("RKC", gettext_lazy("Revised Kyoto Convention")),
    ("RM", gettext_lazy("Risk management")),
    ("ROCB", gettext_lazy("Regional Office for Capacity Building")),
    ("RoO", gettext_lazy("Rules of origin")),
    ("RTC", gettext_lazy("Regional Training Centre")),
    ("SAFE", gettext_lazy("Framework of Standards to Secure and Facilitate Global Trade")),
    ("STCE", gettext_lazy("Strategic trade control enforcement")),
    ("TFA", gettext_lazy("WTO Trade Facilitation Agreement")),
    ("TRS", gettext_lazy("Time Release Study")),
    ("UNCTAD", gettext_lazy("United Nations Conference on Trade and Development")),
    ("UNODC", gettext_lazy("United Nations Office on Drugs and Crime")),
    ("WCO", gettext_lazy("World Customs Organization")),
    ("WTO", gettext_lazy("World Trade Organization")),
)


def executive_summary(scope: Scope) -> Section | None:
    """Return the period in a few sentences, each made of figures that stand further down, too."""
    if scope.programme is None or scope.period is None:
        return None
    figures = figures_of(scope, KIND, LEVEL, (KIND, LEVEL))
    words = {
        "programme": scope.programme,
        "period": scope.period,
        "events": _events(figures[EVENTS_HELD]),
        "administrations": _administrations(figures[ADMINISTRATIONS_REACHED]),
    }
    sentences = [_("In the period from %(period)s, %(programme)s held %(events)s.") % words]
    levels = {group.key[0]: group[EVENTS_HELD] for group in figures.by(LEVEL)}
    regional = sum(
        int(levels[each].low or 0) for each in (Level.REGIONAL, Level.SUB_REGIONAL) if each in levels
    )
    kinds = {group.key[0]: group[EVENTS_HELD] for group in figures.by(KIND)}
    accrediting = kinds.get(EventKind.ACCREDITATION, Quantity.exactly(0))
    sentences += _of_these(regional, int(accrediting.low or 0))
    if figures[PARTICIPATIONS].is_recorded:
        sentences.append(
            ngettext(
                "There was %(seats)s participation, from %(administrations)s.",
                "There were %(seats)s participations, from %(administrations)s.",
                _plural(figures[PARTICIPATIONS]),
            )
            % (words | {"seats": figures[PARTICIPATIONS]})
        )
    missions = measure(scope, [MISSIONS_HELD, ADMINISTRATIONS_VISITED])
    if missions[MISSIONS_HELD].low:
        sentences.append(
            ngettext(
                "%(missions)s mission went to %(visited)s.",
                "%(missions)s missions went to %(visited)s.",
                _plural(missions[MISSIONS_HELD]),
            )
            % {
                "missions": missions[MISSIONS_HELD],
                "visited": _administrations(missions[ADMINISTRATIONS_VISITED]),
            }
        )
    return Section(_("Executive summary"), (Narrative("", (" ".join(sentences),)),))


def _of_these(regional: int, accrediting: int) -> list[str]:
    """Return how many of the events were what; of a kind of which there was none, nothing."""
    words = []
    if regional:
        words.append(
            ngettext(
                "%(count)s of them was regional or sub-regional.",
                "%(count)s of them were regional or sub-regional.",
                regional,
            )
            % {"count": regional}
        )
    if accrediting:
        words.append(
            ngettext(
                "%(count)s was an accreditation workshop.",
                "%(count)s were accreditation workshops.",
                accrediting,
            )
            % {"count": accrediting}
        )
    return words


def _events(held: Quantity) -> str:
    return ngettext("%(count)s event", "%(count)s events", _plural(held)) % {"count": held}


def _administrations(reached: Quantity) -> str:
    words = ngettext("%(count)s administration", "%(count)s administrations", _plural(reached))
    return words % {"count": reached}


def _plural(quantity: Quantity) -> int:
    return int(quantity.most or quantity.low or 0)


def abbreviations(scope: Scope) -> Section:
    """Return the abbreviations of the field."""
    columns = (Column(_("Abbreviation")), Column(_("Meaning")))
    rows = tuple((short, str(meaning)) for short, meaning in WORDS)
    return Section(_("Abbreviations"), (Table(_("Abbreviations of the field"), columns, rows),))
