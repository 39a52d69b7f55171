"""Organisations as people call them: by name, Member name, country, code or another spelling."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from django.db.models import DateField, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import Country, FormerName, Organisation, OrganisationAlias
from sheets.text import clean, fold

_SHOWN = 60  # characters of a text repeated in a message
_folded = lru_cache(maxsize=10_000)(fold)  # names: every form folds those of all organisations


class UnknownOrganisation(Exception):
    """Nothing, or more than one thing, is called so; the text says what, and what may be meant."""


class KnownOrganisations:
    """Finds organisations by a word for them; loaded in three queries, it serves one form.

    ``told`` is what a sender should know of the words that were found: old names that were understood,
    administrations that have become others.
    """

    def __init__(self) -> None:
        rows = Organisation.objects.select_related(
            "administration__country", "administration__succession__successor"
        ).by_name()
        self._all = {each.pk: each for each in rows}
        self._ids: dict[str, set[int]] = defaultdict(set)
        for each in self._all.values():
            for word in _words(each):
                self._ids[_folded(word)].add(each.pk)
        former: dict[str, dict[int, dt.date]] = defaultdict(dict)
        for folded, pk, ended_on in _spellings():
            if ended_on is None:
                self._ids[folded].add(pk)
            else:
                former[folded][pk] = max(ended_on, former[folded].get(pk, ended_on))
        # What somebody is called today goes before what another one was called once.
        self._former = {
            folded: those for folded, those in former.items() if self._ids.get(folded, set()) <= those.keys()
        }
        for folded, those in self._former.items():
            self._ids[folded].update(those)
        self.told: dict[str, str] = {}
        self._undescribed: dict[str, str] = {}
        for country in Country.objects.filter(administration=None):
            self._undescribed |= {_folded(country.iso2): country.name, _folded(country.name): country.name}

    def find(self, text: str) -> Organisation:
        """Return the organisation that is called so.

        :raises UnknownOrganisation: where none is, or several are.
        """
        key = fold(text)
        found = [self._all[pk] for pk in sorted(self._ids.get(key, ()))]
        if len(found) == 1:
            self._tell(text, key, found[0])
            return found[0]
        if found:
            names = ", ".join(f"“{each.name}”" for each in found)
            raise UnknownOrganisation(
                _("“%(text)s” can be %(names)s: write the whole name.") % {"text": text, "names": names}
            )
        raise UnknownOrganisation(self._nothing(text, key))

    def _tell(self, text: str, key: str, found: Organisation) -> None:
        words = {"text": clean(text), "name": shown_name(found)}
        if key in self._former:
            words["day"] = date_format(self._former[key][found.pk], "j F Y")
            self.told[key] = (
                _("“%(text)s” is understood as %(name)s, which was called so until %(day)s.") % words
            )
        administration = getattr(found, "administration", None)
        if (became := getattr(administration, "succession", None)) is not None:
            words |= {"successor": became.successor, "day": date_format(became.since_on, "j F Y")}
            self.told[f"{key} since"] = (
                _("“%(text)s” has been %(successor)s since %(day)s: what is of a later day belongs there.")
                % words
            )

    def knows(self, text: str) -> bool:
        """Test if exactly one organisation is called so."""
        return len(self._ids.get(fold(text), ())) == 1

    def by_id(self, pk: int | None) -> Organisation | None:
        """Return the organisation with the id; None where there is none."""
        return self._all.get(pk) if pk is not None else None

    def names(self) -> list[str]:
        """Return the shown name of each: administrations by their Member name, and first."""
        return [shown_name(each) for each in sorted(self._all.values(), key=_administrations_first)]

    def _nothing(self, text: str, key: str) -> str:
        words = {"text": text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"}
        if key in self._undescribed:
            words["country"] = self._undescribed[key]
            return (
                _(
                    "No customs administration of %(country)s is known here yet: "
                    "ask the secretariat administrator to add it."
                )
                % words
            )
        close = get_close_matches(key, self._ids, n=1, cutoff=0.8)
        if close:
            words["name"] = shown_name(self._all[min(self._ids[close[0]])])
            return _("“%(text)s” is not known here. Is it “%(name)s”?") % words
        return _("“%(text)s” is no administration or organisation known here.") % words


def _spellings() -> Iterable[tuple[str, int, dt.date | None]]:
    """Yield other spellings and former names, folded, with whose; of a former name its last day."""
    never = Value(None, output_field=DateField())
    aliases = OrganisationAlias.objects.values_list("folded", "organisation_id", never)
    return aliases.union(FormerName.objects.values_list("folded", "administration_id", "ends_on"))


def shown_name(organisation: Organisation) -> str:
    """Return what to call it, in one line."""
    return clean(organisation.called)


def _words(organisation: Organisation) -> Iterable[str]:
    yield organisation.name
    administration = getattr(organisation, "administration", None)
    if administration:
        country = administration.country
        yield from (administration.member_name, country.name, country.iso2, country.iso3)


def _administrations_first(organisation: Organisation) -> tuple[bool, str]:
    return not hasattr(organisation, "administration"), _folded(shown_name(organisation))
