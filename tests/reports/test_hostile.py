"""Addresses and moments that nobody planned for."""

import errno
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command
from django.urls import reverse
from kombu.exceptions import OperationalError

from office.audit import Actor
from office.choices import Door, JobState
from office.models import Job
from reports import tasks
from reports.actions import releasing
from reports.formats.registry import FORMATS
from reports.models import Edition
from tests.factories.members import AccountFactory
from tests.factories.programmes import AssignmentFactory, ProgrammeFactory
from tests.factories.reports import EditionFactory


@pytest.mark.django_db
def test_a_null_character_in_an_address_is_not_found(client, officer):
    client.force_login(officer)

    for page in ("", "officers/", "names/new/", "became/new/"):
        assert client.get(f"/administrations/%00/{page}").status_code == 404


@pytest.mark.django_db
def test_a_null_character_in_the_address_of_a_new_event_is_passed_over(client, assigned):
    client.force_login(assigned(ProgrammeFactory()))

    assert client.get("/events/new/?programme=%00").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["020231", "0002023", "20231"])
@pytest.mark.parametrize("page", ["/region/?", "/evidence/?indicator=people&"])
def test_a_year_has_four_digits(client, officer, page, year):
    client.force_login(officer)

    assert client.get(f"{page}year={year}").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_a_report_asked_for_while_the_broker_is_away_waits_for_the_sweeper(client, monkeypatch):
    def away(**_):
        raise OperationalError("Connection refused")

    monkeypatch.setattr(tasks.build_edition, "delay", away)
    programme = ProgrammeFactory(code="APSP")
    client.force_login(AssignmentFactory(programme=programme).account)

    answer = client.post(reverse("reports:edition-ask"), {"programme": "APSP"})

    assert answer.status_code == 302
    assert Job.objects.get().state == JobState.QUEUED


@pytest.mark.django_db
def test_a_report_released_twice_at_once_is_released_once_and_says_so(client, monkeypatch):
    edition = EditionFactory(submitted=True)
    officer = AssignmentFactory(programme=edition.programme).account
    client.force_login(officer)
    release = releasing.release_edition

    def after_another(*, edition, **about):
        faster = Edition.objects.get(pk=edition.pk)
        by = Actor(AccountFactory(administrator=True), Door.PAGE)
        release(edition=faster, **about | {"by": by})
        release(edition=edition, **about)

    monkeypatch.setattr(releasing, "release_edition", after_another)
    answer = client.post(reverse("reports:edition-release", args=[edition.key]))

    assert answer.status_code == 302
    (told,) = get_messages(answer.wsgi_request)
    assert str(told) == "Somebody else was faster: look at it again."


@pytest.mark.django_db
def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path):
    ProgrammeFactory(code="APSP")
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match="File exists"):
        call_command("build_report", "APSP", out=tmp_path / "file")


@pytest.mark.django_db
def test_a_kind_of_report_that_a_programme_does_not_have_is_told_in_one_line(tmp_path):
    ProgrammeFactory(code="APSP")

    with pytest.raises(CommandError, match="APSP has no report 'portrait'. It has: activity-report"):
        call_command("build_report", "APSP", kind="portrait", out=tmp_path)


@pytest.mark.django_db
def test_a_disk_that_is_full_is_told_in_one_line(tmp_path, monkeypatch):
    ProgrammeFactory(code="APSP")

    def full(path, _content):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)

    with pytest.raises(CommandError, match="APSP.pdf: No space left on device"):
        call_command("build_report", "APSP", out=tmp_path)


@pytest.mark.django_db
def test_a_report_is_written_in_every_format(tmp_path):
    ProgrammeFactory(code="APSP")

    call_command("build_report", "apsp", kind="activity-report", out=tmp_path / "new")

    assert {each.name for each in (tmp_path / "new").iterdir()} == {
        f"APSP.{each.extension}" for each in FORMATS.values()
    }
