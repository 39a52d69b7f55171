"""What is matched, and what comes of it: plain values."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.choices import Sex
from sheets.text import fold


class Outcome(models.TextChoices):
    """What becomes of a description."""

    LINKED = "LINKED", _("is known to the register")
    ASK = "ASK", _("somebody has to say who is meant")
    NEW = "NEW", _("is new in the register")


class Reason(models.TextChoices):
    """Why a person may, or may not, be who is described; in words for the officer who is asked."""

    SAME_STAFF_NUMBER = "SAME_STAFF_NUMBER", _("same staff number")
    LIKE_STAFF_NUMBER = "LIKE_STAFF_NUMBER", _("staff number alike")
    SAME_EMAIL = "SAME_EMAIL", _("same e-mail")
    SHARED_EMAIL = "SHARED_EMAIL", _("same e-mail, of an office")
    SAME_NAME = "SAME_NAME", _("same name")
    FORMER_NAME = "FORMER_NAME", _("entered under that name before")
    OTHER_ORDER = "OTHER_ORDER", _("same names in another order")
    OTHER_SPELLING = "OTHER_SPELLING", _("same names, spelt otherwise")
    OTHER_SCRIPT = "OTHER_SCRIPT", _("same names in another script")
    CLOSE_NAME = "CLOSE_NAME", _("names alike")
    INITIALS = "INITIALS", _("a name stands as an initial")
    NAME_LEFT_OUT = "NAME_LEFT_OUT", _("one of the names is left out")
    COMMON_NAME = "COMMON_NAME", _("a name many bear")
    ONE_NAME = "ONE_NAME", _("only one name to compare")
    SAME_ADMINISTRATION = "SAME_ADMINISTRATION", _("same administration")
    SAME_POSITION = "SAME_POSITION", _("same position")
    SAME_SEX = "SAME_SEX", _("same sex")
    OTHER_STAFF_NUMBER = "OTHER_STAFF_NUMBER", _("another staff number")
    OTHER_EMAIL = "OTHER_EMAIL", _("another e-mail")
    OTHER_NAME = "OTHER_NAME", _("another name")
    OTHER_MARKS = "OTHER_MARKS", _("other marks on the letters")
    OTHER_GENERATION = "OTHER_GENERATION", _("perhaps father and son")
    OTHER_ADMINISTRATION = "OTHER_ADMINISTRATION", _("never worked there, as far as is known")
    OTHER_SEX = "OTHER_SEX", _("another sex")


@dataclass(frozen=True, slots=True)
class Description:
    """A person as a list describes them; ``key`` is the caller's, such as the number of the row."""

    key: int
    family_name: str
    given_names: str = ""
    sex: str = Sex.NOT_STATED
    email: str = ""
    staff_number: str = ""
    organisation_id: int | None = None
    position: str = ""

    @property
    def folded(self) -> str:
        """The description in one line, the same in any order of its names."""
        words = " ".join(sorted(fold(f"{self.family_name} {self.given_names}").split()))
        return f"{words}|{self.organisation_id or ''}|{self.email.strip().casefold()}"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a person of the register is: ``score`` from 0 to 1, to order by, no probability."""

    person_id: int
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a description: ``person_id`` where linked; ``candidates`` best first."""

    key: int
    outcome: Outcome
    person_id: int | None = None
    candidates: tuple[Likeness, ...] = ()
