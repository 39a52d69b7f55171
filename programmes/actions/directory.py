"""Organisations by their spellings and administrations by their country, loaded once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from members.choices import OrganisationKind
from members.models import Administration, Country, FormerName, Organisation, OrganisationAlias
from office import audit
from office.audit import Actor
from sheets.text import fold


class Directory:
    """Finds organisations by name, and adds those that nobody has described yet.

    It remembers what it added, so it serves one import and no longer.
    """

    def __init__(self, *, by: Actor) -> None:
        self._by = by
        self._countries = Country.objects.in_bulk()
        self._administrations = {each.iso2: each for each in Administration.objects.all()}
        self._named = {fold(each.name): each for each in Organisation.objects.order_by("-pk")}
        for alias in OrganisationAlias.objects.select_related("organisation"):
            self._named.setdefault(alias.folded, alias.organisation)
        for former in FormerName.objects.select_related("administration").order_by("-ends_on", "pk"):
            self._named.setdefault(former.folded, former.administration)
        self.added: list[Organisation] = []

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Undo what is added inside, in the database and here, when something is refused."""
        self.added = []
        try:
            with transaction.atomic():
                yield
        except Exception:
            for organisation in self.added:
                self._forget(organisation)
            raise

    def organisations(self, names: Iterable[str]) -> list[Organisation]:
        """Return the organisation of each name, each once, adding those nobody knows."""
        found = {}
        for name in names:
            organisation = self._named.get(fold(name)) or self._add(name)
            found[organisation.pk] = organisation
        return list(found.values())

    def administrations(self, codes: Iterable[str]) -> list[Administration]:
        """Return the administration of each country, adding it where no member describes it."""
        return [self._administrations.get(code) or self._add_administration(code) for code in codes]

    def _add(self, name: str) -> Organisation:
        organisation = Organisation(name=name, kind=OrganisationKind.NOT_STATED)
        audit.save(organisation, by=self._by)
        self._remember(organisation)
        return organisation

    def _add_administration(self, code: str) -> Administration:
        country = self._countries[code]
        administration = Administration(
            country=country,
            name=f"Customs administration of {country.name}",
            member_name=country.name,
            kind=OrganisationKind.ADMINISTRATION,
            is_member=False,
            is_described=False,
        )
        audit.save(administration, by=self._by)
        self._administrations[code] = administration
        self._remember(administration)
        return administration

    def _remember(self, organisation: Organisation) -> None:
        self._named[fold(organisation.name)] = organisation
        self.added.append(organisation)

    def _forget(self, organisation: Organisation) -> None:
        self._named.pop(fold(organisation.name), None)
        if isinstance(organisation, Administration):
            self._administrations.pop(organisation.iso2, None)
