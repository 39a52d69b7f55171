"""An administration reads what will be told of it before it is released, and what it objects is printed."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from office.audit import Actor
from office.choices import Door
from office.models import OutboxMail
from reports import tasks
from reports.actions import editions, objecting, releasing
from reports.actions.editions import Request
from reports.blocks import Document
from reports.models import Edition, Objection
from tests.factories.members import AccountFactory, AdministrationFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    PhaseFactory,
)

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 2, 3, 4, 5, tzinfo=dt.UTC)


def by(account):
    return Actor(account, Door.PAGE)


@pytest.fixture
def phase():
    return PhaseFactory()


@pytest.fixture
def officer(phase):
    return AssignmentFactory(programme=phase.programme).account


@pytest.fixture
def second(phase):
    return AssignmentFactory(programme=phase.programme).account


@pytest.fixture
def fiji():
    return AdministrationFactory(member_name="Fiji")


@pytest.fixture
def speaker(fiji):
    return AccountFactory(focal_point=True, organisation=fiji.organisation_ptr)


@pytest.fixture
def submitted(phase, officer, fiji):
    """An edition for a donor that tells of Fiji at one event and of Tonga at another."""
    linked = {"programmes": [phase.programme], "phases": [phase]}
    HeadcountFactory(event=EventFactory(title="Valuation", **linked), organisation=fiji, people=12)
    tonga = AdministrationFactory(member_name="Tonga")
    HeadcountFactory(event=EventFactory(title="Origin", **linked), organisation=tonga, people=34)
    donor = FundingFactory(phase=phase).donor
    request = Request(programme=phase.programme, phase=phase, donor=donor)
    edition, job = editions.ask_for_edition(request=request, by=by(officer))
    tasks.build_edition(job_id=job.pk)
    edition.refresh_from_db()
    releasing.submit_edition(edition=edition, now=NOW, by=by(officer))
    return edition


def preview(client, account, edition, administration, text=None):
    client.force_login(account)
    address = reverse("reports:edition-preview", args=[edition.key, administration.iso2])
    return client.get(address) if text is None else client.post(address, {"text": text}, follow=True)


def test_a_focal_point_reads_its_own_lines_and_no_others(client, submitted, fiji, speaker):
    page = preview(client, speaker, submitted, fiji).content.decode()

    assert "Valuation" in page
    assert re.search(r">\s*12\s*<", page)
    assert not re.search(r">\s*34\s*<", page)
    assert "Tonga" not in page
    assert "Origin" not in page
    listed = client.get(reverse("reports:edition-list")).content.decode()
    assert reverse("reports:edition-preview", args=[submitted.key, fiji.iso2]) in listed
    assert client.get(submitted.get_absolute_url()).status_code == 404


def test_nobody_reads_what_is_told_of_another_administration(client, submitted, fiji, speaker, donor):
    other = AccountFactory(focal_point=True)
    elsewhere = AdministrationFactory()

    assert preview(client, other, submitted, fiji).status_code == 404
    assert preview(client, donor, submitted, fiji).status_code == 404
    assert preview(client, speaker, submitted, elsewhere).status_code == 404


def test_the_administrations_concerned_are_told_once(speaker, focal_point, submitted):
    mails = OutboxMail.objects.filter(to=speaker.email)

    assert [mail.subject for mail in mails] == [
        "Before its release: a report that tells of your administration"
    ]
    assert not OutboxMail.objects.filter(to=focal_point.email).exists()


def test_an_objection_is_printed_and_the_files_written_anew_before_the_release(
    client, submitted, fiji, speaker, second, monkeypatch
):
    monkeypatch.setattr(tasks.write_edition, "delay", lambda **about: None)

    preview(client, speaker, submitted, fiji, "Our officers were fifteen.\n#panic() <b>")

    edition = Edition.objects.get()
    printed = Document.from_json(edition.document).sections[-1]
    assert printed.title == "Objections of administrations"
    assert printed.blocks[0].items == ("Fiji objects: Our officers were fifteen. #panic() <b>",)
    with pytest.raises(ValidationError, match="not all written yet"):
        releasing.release_edition(edition=edition, is_public=False, now=NOW, by=by(second))
    tasks.write_edition(job_id=edition.jobs.latest("pk").pk)
    releasing.release_edition(edition=edition, is_public=False, now=NOW, by=by(second))
    assert b"Our officers were fifteen." in bytes(edition.files.get(format="html").content)


def test_an_objection_is_taken_back(submitted, fiji, speaker):
    for text in ("No.", ""):
        objecting.object_to(edition=submitted, administration=fiji, text=text, by=by(speaker))

    assert not Objection.objects.exists()
    titles = [each.title for each in Document.from_json(Edition.objects.get().document).sections]
    assert "Objections of administrations" not in titles


def test_nothing_is_objected_to_what_is_released_or_tells_nothing_of_one(submitted, fiji, speaker, second):
    with pytest.raises(ValidationError, match="while the report is submitted"):
        objecting.object_to(
            edition=submitted, administration=AdministrationFactory(), text="No.", by=by(speaker)
        )
    releasing.release_edition(edition=submitted, is_public=False, now=NOW, by=by(second))

    with pytest.raises(ValidationError, match="while the report is submitted"):
        objecting.object_to(edition=submitted, administration=fiji, text="No.", by=by(speaker))


def test_an_officer_reads_the_preview_and_words_no_objection(client, submitted, fiji, officer):
    assert preview(client, officer, submitted, fiji).status_code == 200
    assert preview(client, officer, submitted, fiji, "Mine.").status_code == 403
    assert not Objection.objects.exists()
