"""A page that shows must not write; what is logged of reading is named here."""

import pytest
from django.db import connection
from django.urls import reverse

from tests.architecture.test_guards import PAGES
from tests.factories.members import AccountFactory, AdministrationFactory, PostingFactory
from tests.factories.office import UploadFactory
from tests.factories.programmes import (
    AssignmentFactory,
    ClosedPeriodFactory,
    EventFactory,
    HeadcountFactory,
    MembershipFactory,
    ParticipationFactory,
    PhaseFactory,
)
from tests.factories.reports import EditionFactory, EditionFileFactory

# The log of who read personal data is the one thing a GET may write.
READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", 'INSERT INTO "office_readentry"')
ONLY_BY_POST = {
    "logout",
    "reports:edition-retry",
    "reports:edition-release",
    "programmes:event-people-mark",
    "programmes:event-list-undo",
}
ELSEWHERE = {"login"}  # sends who is signed in to their home
NAMES = sorted(name for name in PAGES if name not in ONLY_BY_POST | ELSEWHERE)


@pytest.fixture
def world(db):
    """One of everything a page may be about, and the address of each page."""
    phase = PhaseFactory()
    event = EventFactory(programmes=[phase.programme], phases=[phase])
    HeadcountFactory(event=event)
    row = ParticipationFactory(event=event)
    content = f"Family name\tCountry\nSeru\t{row.organisation.administration.iso2}\n".encode()
    upload = UploadFactory(subject=event, is_pasted=True, content=content)
    period = ClosedPeriodFactory(programme=phase.programme, starts_on="2019-01-01", ends_on="2019-12-31")
    edition = EditionFactory(released=True, programme=phase.programme, phase=phase, is_public=True)
    EditionFileFactory(edition=edition)
    building = EditionFactory(programme=phase.programme)
    administration = AdministrationFactory()
    MembershipFactory(programme=phase.programme, administration=administration)
    PostingFactory(organisation=administration)
    arguments = {
        "reports:administration-page": [administration.iso2],
        "reports:programme-page": [phase.programme.code],
        "reports:event-page": [event.pk],
        "reports:edition-page": [building.key],
        "reports:edition-progress": [building.key],
        "reports:edition-file": [edition.key, "csv"],
        "programmes:event-edit": [event.pk],
        "programmes:event-state": [event.pk],
        "programmes:event-remove": [event.pk],
        "programmes:event-headcounts": [event.pk],
        "programmes:event-people": [event.pk],
        "programmes:event-people-add": [event.pk],
        "programmes:event-people-paste": [event.pk],
        "programmes:event-people-workbook": [event.pk],
        "programmes:event-list-look": [event.pk, upload.pk],
        "programmes:event-list-remarks": [event.pk, upload.pk],
        "programmes:event-list-undo": [event.pk, upload.pk],
        "programmes:participation-edit": [event.pk, row.pk],
        "programmes:participation-remove": [event.pk, row.pk],
        "programmes:period-reopen": [period.pk],
    }
    account = AccountFactory(administrator=True)
    AssignmentFactory(account=account, programme=phase.programme)
    return account, arguments


def _only_reads(execute, sql, params, many, context):
    assert sql.startswith(READS), sql
    return execute(sql, params, many, context)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_shows_writes_nothing(client, world, name):
    account, arguments = world
    client.force_login(account)
    query = {"indicator": "participations"} if name == "reports:evidence" else {}

    with connection.execute_wrapper(_only_reads):
        answer = client.get(reverse(name, args=arguments.get(name, [])), query)

    assert answer.status_code in {200, 302, 403}
    if name not in {"reports:front", "reports:edition-progress"}:
        assert answer.status_code == (403 if name == "reports:funded" else 200)


@pytest.mark.parametrize("name", sorted(ONLY_BY_POST - {"logout"}))
def test_what_changes_something_is_not_done_by_following_a_link(client, world, name):
    account, arguments = world
    client.force_login(account)
    about = arguments["programmes:event-people"] if "people" in name else arguments["reports:edition-page"]
    about = arguments.get(name, about)

    assert client.get(reverse(name, args=about)).status_code == 405
