"""Four eyes release an edition; what was released is superseded and never changed, and its chain says so."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from office import audit
from office.audit import Actor
from office.choices import Door
from office.models import AuditEntry
from reports import tasks
from reports.actions import chains, editions, releasing
from reports.actions.editions import Request
from reports.blocks import fingerprint
from reports.choices import EditionState
from reports.models import Edition, EditionFile
from reports.periods import Period
from tests.factories.members import OrganisationFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    PhaseFactory,
    ProgrammeFactory,
)
from tests.factories.reports import EditionFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 2, 3, 4, 5, tzinfo=dt.UTC)


@pytest.fixture
def phase():
    return PhaseFactory(programme=ProgrammeFactory(code="APSP", short_name="APSP"), number=2)


@pytest.fixture
def officer(phase):
    return AssignmentFactory(programme=phase.programme).account


@pytest.fixture
def second(phase):
    """Another officer of the same programme."""
    return AssignmentFactory(programme=phase.programme).account


def by(account):
    return Actor(account, Door.PAGE)


@pytest.fixture
def submitted(phase, officer):
    """Return a function that has an edition built and submitted by the officer."""

    def submitted(**about):
        request = Request(programme=phase.programme, phase=phase, **about)
        edition, job = editions.ask_for_edition(request=request, by=by(officer))
        tasks.build_edition(job_id=job.pk)
        edition.refresh_from_db()
        releasing.submit_edition(edition=edition, now=NOW, by=by(officer))
        return edition

    return submitted


@pytest.fixture
def released(submitted, second):
    def released(**about):
        edition = submitted(**about)
        releasing.release_edition(edition=edition, is_public=False, now=NOW, by=by(second))
        return edition

    return released


def test_a_second_officer_releases_what_the_first_submitted_for_good(submitted, officer, second):
    edition = submitted()

    releasing.release_edition(edition=edition, is_public=True, now=NOW, by=by(second))

    edition.refresh_from_db()
    assert (edition.state, edition.is_public) == (EditionState.RELEASED, True)
    assert (edition.built_by, edition.submitted_by, edition.released_by) == (officer, officer, second)
    assert (edition.submitted_at, edition.released_at) == (NOW, NOW)
    assert AuditEntry.objects.filter(verb="RELEASED").count() == 1
    with pytest.raises(ValidationError, match="Only what was submitted"):
        releasing.release_edition(edition=edition, is_public=False, now=NOW, by=by(second))


def test_a_draft_is_not_released_before_it_was_submitted(second):
    with pytest.raises(ValidationError, match="Only what was submitted"):
        releasing.release_edition(edition=EditionFactory(frozen=True), is_public=True, now=NOW, by=by(second))


def test_who_built_or_submitted_an_edition_does_not_release_it(submitted, officer, second):
    edition = submitted()
    with pytest.raises(ValidationError, match="does not release it"):
        releasing.release_edition(edition=edition, is_public=False, now=NOW, by=by(officer))

    releasing.send_back_edition(edition=edition, reason="A word is missing.", by=by(second))
    releasing.submit_edition(edition=edition, now=NOW, by=by(second))

    for each in (officer, second):  # the one built it, the other submitted it
        with pytest.raises(ValidationError, match="does not release it"):
            releasing.release_edition(edition=edition, is_public=False, now=NOW, by=by(each))
        assert not releasing.may_release(each, edition)


@pytest.mark.parametrize("role", ["built_by", "submitted_by"])
def test_the_database_refuses_two_eyes(submitted, officer, second, role):
    edition = submitted()
    others = {"built_by": second, "submitted_by": second} | {role: officer}

    with pytest.raises(IntegrityError, match="edition_released_by_somebody_else"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(state="RELEASED", released_by=officer, **others)


def test_what_is_submitted_is_submitted_by_somebody():
    with pytest.raises(IntegrityError, match="edition_submitted_by_somebody"):
        EditionFactory(submitted=True, submitted_by=None)


def test_what_is_sent_back_is_a_draft_that_says_why(submitted, second, client, officer):
    edition = submitted()

    with pytest.raises(ValidationError, match="Say why"):
        releasing.send_back_edition(edition=edition, reason=" ", by=by(second))
    releasing.send_back_edition(edition=edition, reason="The mission to Tonga is missing.", by=by(second))

    edition.refresh_from_db()
    assert (edition.state, edition.submitted_by) == (EditionState.DRAFT, None)
    client.force_login(officer)
    page = client.get(edition.get_absolute_url()).content.decode()
    assert "The mission to Tonga is missing." in page
    releasing.submit_edition(edition=edition, now=NOW, by=by(officer))
    assert "The mission to Tonga" not in client.get(edition.get_absolute_url()).content.decode()


def test_a_new_edition_of_the_same_report_supersedes_the_one_before_and_leaves_it_open(
    released, donor, phase
):
    FundingFactory(phase=phase, donor=donor.organisation)
    first = released()
    second = released()

    first.refresh_from_db()
    assert (first.state, second.state) == (EditionState.SUPERSEDED, EditionState.RELEASED)
    assert second.previous == first
    assert second.chain_sha256 == releasing.chained(first.chain_sha256, second.sha256)
    assert set(Edition.objects.visible_to(donor)) == {first, second}


def test_a_report_about_or_for_something_else_supersedes_nothing(released, phase):
    first = released()
    released(donor=FundingFactory(phase=phase).donor)
    released(period=Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31)))

    first.refresh_from_db()
    assert first.state == EditionState.RELEASED
    assert not Edition.objects.exclude(previous=None).exists()


def test_the_database_holds_one_released_edition_of_a_report():
    first = EditionFactory(released=True)

    with pytest.raises(IntegrityError, match="edition_released_once_per_report"):
        EditionFactory(released=True, programme=first.programme)


def test_the_page_of_a_superseded_edition_leads_to_the_newer_one_where_that_is_open(
    released, client, officer, donor, phase
):
    FundingFactory(phase=phase, donor=donor.organisation)
    first, second = released(), released()

    for account in (officer, donor):
        client.force_login(account)
        assert "superseded by" in client.get(first.get_absolute_url()).content.decode()
        assert "takes the place of" in client.get(second.get_absolute_url()).content.decode()
    Edition.objects.filter(pk=first.pk).update(is_public=True)
    client.logout()
    public = client.get(first.get_absolute_url()).content.decode()
    assert str(second) not in public


def test_the_public_is_not_told_of_an_edition_before_that_was_not_public(client, released, submitted, second):
    older = released()
    edition = submitted()
    with pytest.raises(ValidationError, match="is not public"):
        releasing.release_edition(edition=edition, is_public=True, now=NOW, by=by(second))

    first = EditionFactory(released=True, state="SUPERSEDED")
    newer = EditionFactory(released=True, is_public=True, previous=first, document=older.document)
    public = client.get(newer.get_absolute_url())

    assert public.status_code == 200
    assert str(first) not in public.content.decode()


def test_everybody_may_read_an_edition_that_says_in_brief_what_changed(
    client, released, submitted, officer, second, phase
):
    event = EventFactory(programmes=[phase.programme], phases=[phase])
    corrected = HeadcountFactory(event=event, people=147)
    older = released()
    corrected.people = 151
    audit.save(corrected, by=by(None))
    edition = submitted()
    releasing.send_back_edition(edition=edition, reason="For everybody", by=by(second))
    client.force_login(officer)
    address = reverse("reports:edition-chapters", args=[edition.key])
    fields = client.get(address).context["form"]
    data = {name: fields[name].value() for name in fields.fields if fields[name].value() is not False}
    data = {name: value for name, value in data.items() if value is not None}
    del data["shown_1"]  # Tell what each figure was

    client.post(address, data)
    edition.refresh_from_db()
    tasks.write_edition(job_id=edition.jobs.latest("pk").pk)
    releasing.submit_edition(edition=edition, now=NOW, by=by(officer))
    with pytest.raises(ValidationError, match="must be public"):
        releasing.release_edition(edition=edition, is_public=False, now=NOW, by=by(second))
    releasing.release_edition(edition=edition, is_public=True, now=NOW, by=by(second))

    client.logout()
    public = client.get(edition.get_absolute_url()).content.decode()
    assert "figures are others" in public
    assert "151" in public
    assert "147" not in public
    assert str(older) not in public


def test_chains_hold_until_something_of_a_released_edition_is_touched(released, submitted, capsys):
    first, second = released(), released()
    EditionFactory(frozen=True)  # a draft is in no chain
    call_command("check_editions")
    assert "is what was released" in capsys.readouterr().out

    EditionFile.objects.filter(edition=second, format="xlsx").update(content=b"other")
    Edition.objects.filter(pk=first.pk).update(document={"document": {}, "schema": 1})

    assert list(chains.broken_links()) == [
        f"{first}: its document is not the one that was released.",
        f"{second}: its file xlsx is not the one that was made.",
    ]
    with pytest.raises(CommandError, match="2 differ"):
        call_command("check_editions")


def test_who_writes_a_document_and_its_hash_anew_breaks_the_chain_after_it(released):
    first, second = released(), released()
    other = {"document": {"title": "Other"}, "schema": 1}
    sha256 = fingerprint(other)
    chain = releasing.chained("", sha256)
    Edition.objects.filter(pk=first.pk).update(document=other, sha256=sha256, chain_sha256=chain)

    assert list(chains.broken_links()) == [
        f"{second}: its place in the chain is not the one it was released in."
    ]


# The pages


def _offered(client, account, edition):
    client.force_login(account)
    page = client.get(edition.get_absolute_url()).content.decode()
    return {word for word in ("submit", "send-back", "release") if f"/{word}/" in page}


def test_the_page_offers_each_what_they_may_do_next(client, submitted, officer, second, auditor, phase):
    edition = submitted()

    assert _offered(client, officer, edition) == {"send-back"}
    assert _offered(client, second, edition) == {"send-back", "release"}
    assert _offered(client, auditor, edition) == set()
    releasing.send_back_edition(edition=edition, reason="No.", by=by(second))
    assert _offered(client, second, edition) == {"submit"}


def test_the_journey_of_an_edition_on_its_page(client, submitted, officer, second):
    edition = submitted()

    def post(account, word, **fields):
        client.force_login(account)
        answer = client.post(reverse(f"reports:edition-{word}", args=[edition.key]), fields, follow=True)
        edition.refresh_from_db()
        return answer.content.decode()

    assert "does not release it" in post(officer, "release")
    assert "Say why" in post(second, "send-back")
    assert "is a draft again" in post(second, "send-back", reason="Look at the dates.")
    assert "is submitted" in post(officer, "submit")
    assert "is released" in post(second, "release", is_public="on")
    assert edition.is_public
    assert "Only a draft" in post(officer, "submit")


@pytest.mark.parametrize("word", ["submit", "send-back", "release"])
def test_an_officer_of_another_programme_may_look_and_change_nothing(client, word):
    edition = EditionFactory(submitted=True)
    client.force_login(AssignmentFactory().account)

    answer = client.post(reverse(f"reports:edition-{word}", args=[edition.key]), {"reason": "mine"})

    assert answer.status_code == 403
    edition.refresh_from_db()
    assert edition.state == EditionState.SUBMITTED


def test_a_donor_does_not_see_what_is_only_submitted(donor, client):
    edition = EditionFactory(submitted=True, donor=donor.organisation)
    EditionFactory(submitted=True, donor=OrganisationFactory())
    client.force_login(donor)

    assert client.get(edition.get_absolute_url()).status_code == 404


def test_who_took_which_file_is_told_to_the_secretariat_and_to_no_donor(
    client, released, officer, donor, phase
):
    FundingFactory(phase=phase, donor=donor.organisation)
    edition, other = released(), released(donor=donor.organisation)
    client.force_login(donor)
    for each, code in ((edition, "pdf"), (edition, "json"), (other, "xlsx")):
        client.get(reverse("reports:edition-file", args=[each.key, code]))

    def told(account):
        client.force_login(account)
        return client.get(edition.get_absolute_url())

    whats = [line.what for line in told(officer).context["fetches"]]
    assert whats == [f"report {edition} (json)", f"report {edition} (pdf)"]
    assert donor.name in told(officer).content.decode()
    assert "Who took its files" not in told(donor).content.decode()
