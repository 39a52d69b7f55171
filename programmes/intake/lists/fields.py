"""What a list of people may say, and the headings people give it."""

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from sheets.text import fold

ROW = "row"  # the hidden column of a downloaded workbook: which row of the portal it is, as it was then
ROW_HEADING = "Portal row"

HEADINGS: dict[str, tuple[Any, ...]] = {
    "family_name": (_("Family name"), "Family names", "Surname", "Surnames", "Last name", "Last names"),
    "given_names": (
        _("Given names"),
        "Given name",
        "First name",
        "First names",
        "Forename",
        "Forenames",
        "Other names",
    ),
    "full_name": (
        _("Full name"),
        "Name",
        "Names",
        "Name and surname",
        "Name of participant",
        "Name of officer",
        "Participant",
        "Participant name",
        "Participants",
        "Delegate",
        "Officer",
    ),
    "title": (_("Title"), "Mr/Ms", "Ms/Mr", "Mr/Mrs", "Mr/Mrs/Ms", "Salutation", "Honorific", "Prefix"),
    "sex": (
        _("Sex"),
        "Gender",
        "F/M",
        "M/F",
        "Sex (F/M)",
        "Sex (M/F)",
        "Gender (F/M)",
        "Gender (M/F)",
    ),
    "administration": (
        _("Administration"),
        "Administration or organisation",
        "Customs administration",
        "Member administration",
        "Member",
        "Country",
        "Economy",
        "Organisation",
        "Organization",
        "Agency",
    ),
    "position": (_("Position"), "Job title", "Designation", "Post", "Function", "Rank"),
    "email": (_("E-mail"), "Email", "E-mail address", "Email address", "Mail"),
    "staff_number": (
        _("Staff number"),
        "Staff no",
        "Staff ID",
        "Employee number",
        "Employee no",
        "Employee ID",
        "Personnel number",
        "Service number",
        "Badge number",
    ),
    "role": (_("Role"), "Attends as", "Capacity"),
    "state": (_("State"), "Status", "Attendance", "Participation"),
    "side": (_("Side"), "Managed or received", "Role", "Support"),
    "preference": (_("Order of preference"), "Preference", "Priority", "Choice", "Order"),
    "starts_on": (_("From"), "Since", "Posted from", "In post since", "Start date", "First day"),
    "ends_on": (_("Until"), "Posted until", "End date", "Last day"),
    "joined_on": (
        _("Joined"),
        "Joined on",
        "Joining date",
        "Date of joining",
        "Date joined",
        "In the cohort since",
    ),
    "standing": (_("Still in post"), "In post", "Standing", "Status"),
    ROW: (ROW_HEADING,),
}
_PERSON = ("full_name", "title", "sex", "administration", "position", "email", "staff_number", ROW)
OF_EVENT = ("family_name", "given_names", *_PERSON, "role", "state")
OF_NOMINEES = ("preference", "family_name", "given_names", *_PERSON)
OF_OFFICERS = ("family_name", "given_names", *_PERSON, "starts_on", "ends_on", "standing")
OF_COHORT = ("family_name", "given_names", *_PERSON, "joined_on")
OF_SUPPORT = ("family_name", "given_names", *_PERSON, "side")
DAYS = frozenset({"starts_on", "ends_on", "joined_on"})
ORDER = ("family_name", "given_names", "sex", "administration", "position", "email", "role", "state")
UNREAD = frozenset(map(fold, ("No", "No.", "S/N", "Sr. no", "Nr", "Number", "#", "Serial no", "Item")))
TOTALS = frozenset(
    map(fold, ("Total", "Totals", "Grand total", "Sum", "Subtotal", "Sub-total", "Total participants"))
)
# What a row of totals may say it adds up.
COUNTED = frozenset(
    ("participants", "people", "persons", "officers", "delegates", "attendees", "pax", "names")
)


@cache
def by_word(fields: tuple[str, ...]) -> dict[str, str]:
    """Return which of the fields each usual heading stands for."""
    return {fold(str(word)): key for key in fields for word in (key, *HEADINGS[key])}


def label(key: str) -> str:
    """Return what to call a field."""
    return str(HEADINGS[key][0])
