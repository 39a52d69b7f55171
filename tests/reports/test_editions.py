"""An edition is built once by a job with its owner's rights, and then stays as it is."""

import datetime as dt
import hashlib
import io
import json
import zipfile

import docx
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from office.audit import Actor
from office.choices import Door, JobState
from office.models import Job, JobRefused, LeaseLost
from programmes.models import Assignment
from reports import tasks
from reports.actions import building, editions, releasing
from reports.actions.editions import Request
from reports.blocks import Document
from reports.choices import EditionState
from reports.formats.registry import FORMATS
from reports.models import Edition, EditionFile
from reports.periods import Period
from tests.factories.members import OrganisationFactory, PersonFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    FundingFactory,
    HeadcountFactory,
    MembershipFactory,
    ParticipationFactory,
    PhaseFactory,
    ProgrammeFactory,
)
from tests.factories.reports import EditionFactory, EditionFileFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 2, 3, 4, 5, tzinfo=dt.UTC)


@pytest.fixture
def phase():
    return PhaseFactory(programme=ProgrammeFactory(code="APSP", short_name="APSP"), number=2)


@pytest.fixture
def owner(phase):
    return AssignmentFactory(programme=phase.programme).account


@pytest.fixture
def ask(phase, owner):
    """Return a function that asks for an edition about the phase, for a donor or nobody."""

    def ask(**about):
        request = Request(programme=phase.programme, phase=phase, **about)
        return editions.ask_for_edition(request=request, by=Actor(owner, Door.PAGE))

    return ask


@pytest.fixture
def events(phase):
    for people in (21, 10, 50, 18):
        HeadcountFactory(event=EventFactory(programmes=[phase.programme], phases=[phase]), people=people)


@pytest.mark.parametrize(("office", "said"), [("ROCB A/P", "ROCB A/P"), ("", "Programme officer")])
def test_an_edition_says_which_office_prepared_it_and_names_nobody(office, said, ask, owner):
    owner.name = "Litia Vunipola"
    owner.organisation = OrganisationFactory(name=office) if office else None
    owner.save()
    edition, job = ask()

    tasks.build_edition(job_id=job.pk)

    edition.refresh_from_db()
    assert edition.document["document"]["prepared_by"] == said
    assert "Vunipola" not in str(edition.document)


def test_an_edition_asked_for_waits_with_a_job_of_its_owner(ask, owner):
    edition, job = ask()

    assert (edition.state, edition.reference) == (EditionState.BUILDING, "APSP-P2-001")
    assert (job.state, job.owner, job.subject) == (JobState.QUEUED, owner, edition)
    assert ask()[0].number == 2


def test_a_phase_of_another_programme_is_refused(phase):
    with pytest.raises(ValidationError, match="no such phase"):
        Request(programme=ProgrammeFactory(), phase=phase)


def test_the_job_freezes_the_figures_and_writes_every_format(ask, events):
    edition, job = ask()

    tasks.build_edition(job_id=job.pk)

    edition.refresh_from_db()
    job.refresh_from_db()
    assert (edition.state, job.state) == (EditionState.DRAFT, JobState.DONE)
    document = Document.from_json(edition.document)
    assert document.sha256 == edition.sha256
    assert "99" in {str(figure.quantity) for figure in document.sections[0].blocks[0].figures}
    files = {file.format: bytes(file.content) for file in edition.files.all()}
    assert set(files) == set(FORMATS) == {"pdf", "xlsx", "docx", "zip", "json", "html"}
    for file in edition.files.all():
        assert hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256
        assert len(file.content) == file.size


def test_page_and_every_file_say_the_same_number(ask, events, client, owner):
    edition, job = ask()
    tasks.build_edition(job_id=job.pk)
    client.force_login(owner)

    page = client.get(reverse("reports:edition-page", args=[edition.key])).content.decode()
    files = {file.format: bytes(file.content) for file in EditionFile.objects.filter(edition=edition)}

    assert "99" in page
    text = "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(files["pdf"])).pages)
    assert "99" in text
    book = load_workbook(io.BytesIO(files["xlsx"]))
    assert 99 in {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    with zipfile.ZipFile(io.BytesIO(files["zip"])) as archive:
        assert ",99," in archive.read("cells.csv").decode()
    figures = json.loads(files["json"])["sections"][0]["blocks"][0]["figures"]
    assert 99 in {figure["value"] for figure in figures}
    word = docx.Document(io.BytesIO(files["docx"]))
    assert "99" in {cell.text.split("\n")[0] for row in word.tables[0].rows for cell in row.cells}
    assert '<dd class="value">99</dd>' in files["html"].decode()


def test_the_page_offers_each_file_by_the_word_people_have_for_it(ask, events, client, owner):
    edition, job = ask()
    tasks.build_edition(job_id=job.pk)
    client.force_login(owner)

    page = client.get(edition.get_absolute_url()).content.decode()

    for code, name in (("pdf", "Download PDF"), ("xlsx", "Excel"), ("docx", "Word"), ("zip", "CSV")):
        address = reverse("reports:edition-file", args=[edition.key, code])
        link = page.split(f'href="{address}"')[1].split("</a>")[0]
        assert name in link, link


def test_what_changed_is_offered_where_there_is_an_edition_to_hold_it_against(ask, events, client, owner):
    first, job = ask()
    tasks.build_edition(job_id=job.pk)
    client.force_login(owner)
    alone = client.get(first.get_absolute_url()).content.decode()
    second, job = ask()
    tasks.build_edition(job_id=job.pk)
    beside = client.get(second.get_absolute_url()).content.decode()

    assert reverse("reports:edition-changes", args=[first.key]) not in alone
    assert reverse("reports:edition-changes", args=[second.key]) in beside


def test_the_single_csv_file_of_an_older_edition_can_still_be_had(client, owner, ask):
    edition, _job = ask()
    EditionFileFactory(edition=edition, format="csv", content=b"section,table")
    client.force_login(owner)

    answer = client.get(reverse("reports:edition-file", args=[edition.key, "csv"]))

    assert (answer.content, answer["Content-Type"]) == (b"section,table", "text/csv; charset=utf-8")


def test_building_twice_changes_nothing(ask, events):
    edition, job = ask()
    tasks.build_edition(job_id=job.pk)
    before = Edition.objects.values().get()

    tasks.build_edition(job_id=job.pk)
    edition.refresh_from_db()
    building.build_edition(edition=edition, job=job, now=NOW)

    assert Edition.objects.values().get() == before
    assert EditionFile.objects.count() == len(FORMATS)


def test_a_later_change_leaves_an_edition_as_it_was(ask, events, phase):
    edition, job = ask()
    tasks.build_edition(job_id=job.pk)
    frozen = Edition.objects.get().sha256

    HeadcountFactory(event=EventFactory(programmes=[phase.programme], phases=[phase]), people=1000)

    edition.refresh_from_db()
    assert edition.sha256 == frozen
    assert Document.from_json(edition.document).sha256 == frozen


def test_an_owner_who_lost_the_programme_builds_nothing(ask, events):
    edition, job = ask()
    Assignment.objects.all().delete()

    tasks.build_edition(job_id=job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "may no longer" in job.reason
    assert Edition.objects.get().document is None
    with pytest.raises(JobRefused):
        building.build_edition(edition=edition, job=job, now=NOW)


def test_a_worker_that_lost_the_lease_keeps_nothing(ask, events):
    edition, job = ask()
    taken = Job.objects.take(job.pk, timezone.now())
    Job.objects.filter(pk=job.pk).update(lease=None)

    with pytest.raises(LeaseLost):
        building.build_edition(edition=edition, job=taken, now=NOW)

    assert Edition.objects.get().document is None
    assert not EditionFile.objects.exists()


def test_a_report_for_a_donor_holds_only_what_it_pays_for(ask, events, phase):
    funding = FundingFactory(phase=PhaseFactory(programme=phase.programme))
    edition, job = ask(donor=funding.donor)

    tasks.build_edition(job_id=job.pk)

    document = Document.from_json(Edition.objects.get().document)
    assert "99" not in {str(figure.quantity) for figure in document.sections[0].blocks[0].figures}
    assert document.audience == str(funding.donor)


def unpacked(content):
    """Return all bytes of a file, also where it is a ZIP of several, as a Word file is."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_no_name_of_a_person_is_in_an_edition_or_its_files(ask, phase):
    person = PersonFactory(family_name="Xylophonia", given_names="Quetzal")
    ParticipationFactory(event=EventFactory(programmes=[phase.programme], phases=[phase]), person=person)
    edition, job = ask()

    tasks.build_edition(job_id=job.pk)

    edition.refresh_from_db()
    assert "Xylophonia" not in str(edition.document)
    files = {file.format: bytes(file.content) for file in edition.files.all()}
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(files["pdf"])).pages)
    assert "Xylophonia" not in text
    assert set(files) > {"json", "html", "docx", "zip"}
    for content in files.values():
        assert b"Xylophonia" not in unpacked(content)


def test_a_period_without_events_still_makes_a_report(ask):
    edition, job = ask(period=Period(dt.date(1999, 1, 1), dt.date(1999, 12, 31)))

    tasks.build_edition(job_id=job.pk)

    assert Edition.objects.get().state == EditionState.DRAFT


def test_a_failed_edition_can_be_asked_for_again_once(ask, owner):
    edition, job = ask()
    by = Actor(owner, Door.PAGE)
    assert editions.ask_again(edition=edition, by=by) is None  # it is waiting

    Job.objects.update(state=JobState.FAILED)
    again = editions.ask_again(edition=edition, by=by)

    assert again.state == JobState.QUEUED
    assert editions.ask_again(edition=edition, by=by) is None


# Who may open which edition


def test_a_donor_opens_what_was_released_for_it_or_of_phases_it_funds(donor):
    funded = FundingFactory(donor=donor.organisation).phase
    mine = EditionFactory(released=True, donor=donor.organisation)
    ours = EditionFactory(released=True, phase=funded, programme=funded.programme)
    EditionFactory(frozen=True, donor=donor.organisation)  # a draft
    EditionFactory(released=True, donor=OrganisationFactory(), phase=funded, programme=funded.programme)
    EditionFactory(released=True)

    assert set(Edition.objects.visible_to(donor)) == {mine, ours}


def test_a_focal_point_opens_what_was_released_of_programmes_joined(focal_point):
    joined = MembershipFactory(administration=focal_point.organisation.administration).programme
    seen = EditionFactory(released=True, programme=joined)
    EditionFactory(frozen=True, programme=joined)
    EditionFactory(released=True, programme=joined, donor=OrganisationFactory())
    EditionFactory(released=True)

    assert list(Edition.objects.visible_to(focal_point)) == [seen]


def test_anybody_downloads_what_is_public_and_nothing_else(client):
    public = EditionFileFactory(edition=EditionFactory(released=True, is_public=True))
    private = EditionFileFactory()
    draft = EditionFileFactory(edition=EditionFactory(frozen=True, is_public=True))

    def status(file):
        return client.get(reverse("reports:edition-file", args=[file.edition.key, "csv"])).status_code

    assert (status(public), status(private), status(draft)) == (200, 404, 404)


def test_the_public_reads_a_report_and_is_offered_no_evidence_it_cannot_open(
    ask, events, client, owner, administrator
):
    edition, job = ask()
    tasks.build_edition(job_id=job.pk)
    by = Actor(owner, Door.PAGE)
    edition.refresh_from_db()
    releasing.submit_edition(edition=edition, now=NOW, by=by)
    other = Actor(administrator, Door.PAGE)
    releasing.release_edition(edition=edition, is_public=True, now=NOW, by=other)

    public = client.get(edition.get_absolute_url()).content.decode()
    client.force_login(owner)
    inside = client.get(edition.get_absolute_url()).content.decode()

    assert "Participations" in public
    assert reverse("reports:evidence") not in public
    assert reverse("reports:evidence") in inside


def test_an_empty_list_of_reports_says_what_to_do_next(client, owner, donor):
    for account, words in ((owner, "Build a report"), (donor, "appears here when it is released")):
        client.force_login(account)
        assert words in client.get(reverse("reports:edition-list")).content.decode()


def test_a_file_is_sent_as_a_download_that_nobody_keeps(client):
    file = EditionFileFactory(edition=EditionFactory(released=True, is_public=True))

    answer = client.get(reverse("reports:edition-file", args=[file.edition.key, "csv"]))

    assert answer.content == b"content"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert "no-store" in answer["Cache-Control"]


def test_a_donor_cannot_ask_for_a_report(client, donor):
    client.force_login(donor)

    assert client.post(reverse("reports:edition-ask"), {"programme": "APSP"}).status_code == 403
    assert not Edition.objects.exists()


def test_asking_on_the_page_queues_a_job_and_leads_to_it(
    client, owner, phase, monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr(tasks.build_edition, "apply_async", lambda *args, **kwargs: woken.append(kwargs))
    client.force_login(owner)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("reports:edition-ask"), {"programme": phase.programme.code, "phase": phase.pk}
        )

    edition = Edition.objects.get()
    assert answer.url == edition.get_absolute_url()
    assert edition.phase == phase
    assert len(woken) == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"starts_on": "2023-01-01"}, "Give both days"),
        ({"starts_on": "2023-12-31", "ends_on": "2023-01-01"}, "cannot be before"),
        ({"programme": "NONSENSE"}, "Select a valid choice"),
    ],
)
def test_a_period_or_programme_that_makes_no_sense_is_told_at_its_field(
    client, owner, phase, fields, message
):
    client.force_login(owner)

    answer = client.post(reverse("reports:edition-ask"), {"programme": phase.programme.code} | fields)

    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert not Edition.objects.exists()
