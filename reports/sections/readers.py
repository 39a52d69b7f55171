"""Who can see a record or a figure, asked of the same policy every page asks: group by group of accounts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.access import allows
from members.choices import NEEDS_ORGANISATION, Permission, Role
from members.models import Account

RULES = {
    "event": gettext_lazy(
        "A focal point sees events of programmes its administration joined, that it took part in or is"
        " invited to; a donor those of phases it funds and those it sponsored; a master trainer their own."
    ),
    "person": gettext_lazy(
        "A focal point sees people ever posted with its administration; a master trainer themselves; a donor"
        " nobody."
    ),
    "programme": gettext_lazy(
        "A focal point sees programmes its administration joined; a donor those with a phase it funds."
    ),
    "cohort": gettext_lazy(
        "A focal point sees cohorts of programmes its administration joined and those whose group it is in,"
        " and of their participants its own by name; a donor those of phases it funds, and of no phase of"
        " programmes it funds, and no name; a master trainer their own."
    ),
    "plan": gettext_lazy(
        "A plan is seen by everybody who sees its programme: a focal point whose administration joined it, a"
        " donor who funds a phase of it."
    ),
    "framework": gettext_lazy(
        "A results framework is seen by everybody who sees its programme: a focal point whose administration"
        " joined it, a donor who funds a phase of it."
    ),
    "result": gettext_lazy(
        "An indicator is seen by everybody who sees its programme; one of a phase by a donor of that phase."
    ),
    "administration": gettext_lazy("Every administration is known to everybody who signs in."),
    "edition": gettext_lazy(
        "A released report is seen by everybody where it is public; else by the donor it was made for, or"
        " whose phase it is about, and focal points of the programme."
    ),
    "invitation": gettext_lazy("A focal point sees its own once it was sent; nobody else’s."),
    "upload": gettext_lazy("A list is read and undone by those who may change its event or cohort."),
    "merge": gettext_lazy("Merges are kept by those who keep the register."),
    "cascade": gettext_lazy(
        "The secretariat and auditors see every cascade training; a focal point those of its people, and"
        " those its officers gave; a trainer their own. To donors it is told in numbers alone."
    ),
    "support": gettext_lazy(
        "Of programmes its administration joined, a focal point sees activities in which it was helped, its"
        " staff had a part, or several were helped; of the people in them its own. A donor sees those of"
        " phases it funds, and no name."
    ),
    "account": gettext_lazy("Everybody sees their own account."),
    "figure": gettext_lazy(
        "The secretariat, auditors and focal points count the region; a donor what it pays for. An attribute"
        " of few persons is kept back from those who may not see the persons."
    ),
}

OF_A_PROGRAMME = gettext_lazy(
    "A focal point sees those of programmes its administration joined, and of other administrations none; a"
    " donor those of phases it funds, and none that names somebody."
)


def rule_of(word: str) -> Any:
    """Return in words who sees records of a kind."""
    return RULES.get(word, OF_A_PROGRAMME)


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts of one role and organisation: how many there are, see it and may change it.

    ``words`` say what a group gets where that is more than yes or no.
    """

    label: str
    accounts: int
    see: int
    change: int
    words: str = ""


Look = Callable[[Any], tuple[bool, bool, str]]  # whether an account sees, and changes; in words


def groups_of(look: Look, reader: Any) -> list[Group]:
    """Return every group the reader may know of, and last whoever has no login.

    Who does not see everything is told of the secretariat, auditors and their own organisation alone:
    that another one sees an event may mean that it is invited.
    """
    every = Account.objects.get_queryset().filter(is_active=True)
    every = every.select_related("organisation__administration", "person")
    sees_all = allows(reader, Permission.VIEW_ALL_PROGRAMMES)
    accounts = sorted((each for each in every if sees_all or _may_know(reader, each)), key=_order)
    groups = [_group(label, list(those), look) for label, those in groupby(accounts, key=_label)]
    sees, changes, words = look(AnonymousUser())
    return [*groups, Group(_("Without login"), 0, int(sees), int(changes), words)]


def _may_know(reader: Any, account: Account) -> bool:
    if account.role in NEEDS_ORGANISATION:
        return account.organisation_id == reader.organisation_id
    return account.role != Role.MASTER_TRAINER or account.pk == reader.pk


def _order(account: Account) -> tuple[int, str, int]:
    return (list(Role).index(Role(account.role)), _label(account), account.pk)


def _label(account: Account) -> str:
    role = Role(account.role)
    if role in NEEDS_ORGANISATION and account.organisation:
        return _("%(role)s: %(organisation)s") % {
            "role": role.label,
            "organisation": account.organisation.called,
        }
    return str(role.label)


def _group(label: str, accounts: list[Account], look: Look) -> Group:
    answers = list(_answers(accounts, look))
    words = {each[2] for each in answers}
    return Group(
        label,
        len(accounts),
        sum(sees for sees, _changes, _words in answers),
        sum(changes for _sees, changes, _words in answers),
        words.pop() if len(words) == 1 else "",
    )


def _answers(accounts: list[Account], look: Look) -> Iterator[tuple[bool, bool, str]]:
    """Yield an answer per account; of accounts with the same rights only one is asked for."""
    known: dict[Any, tuple[bool, bool, str]] = {}
    for account in accounts:
        alone = account.role in {Role.OFFICER, Role.MASTER_TRAINER}  # by assignment, by person
        key = account.pk if alone else (account.role, account.organisation_id, account.person_id)
        if key not in known:
            known[key] = look(account)
        yield known[key]
