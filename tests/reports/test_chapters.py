"""Officers choose sections and write texts whose figures are those that were counted."""

import datetime as dt
import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PdfReader

from office.audit import Actor, ChangedMeanwhile
from office.choices import Door, JobState
from office.models import Job
from reports import documents, tasks
from reports.actions import editions, releasing, writing
from reports.actions.editions import Request
from reports.blocks import Document
from reports.documents import Chapter
from reports.documents.narrative import meant_numbers, wrongs_of
from reports.documents.references import References
from reports.formats.registry import FORMATS
from reports.models import Edition
from reports.periods import Period
from tests.factories.members import AdministrationFactory
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    HeadcountFactory,
    PhaseFactory,
    ProgrammeFactory,
)

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
    return AssignmentFactory(programme=phase.programme).account


def by(account):
    return Actor(account, Door.PAGE)


@pytest.fixture
def build(phase, officer):
    def build(**about):
        request = Request(programme=phase.programme, phase=phase, **about)
        edition, job = editions.ask_for_edition(request=request, by=by(officer))
        tasks.build_edition(job_id=job.pk)
        return Edition.objects.get(pk=edition.pk)

    return build


@pytest.fixture
def fiji():
    return AdministrationFactory(member_name="Fiji")


@pytest.fixture
def draft(phase, build, fiji):
    """A draft that counts 151 participations, 147 of them from Fiji."""
    event = EventFactory(programmes=[phase.programme], phases=[phase])
    HeadcountFactory(event=event, people=147, organisation=fiji)
    HeadcountFactory(event=event, people=4)
    return build()


@pytest.fixture
def write(officer):
    def write(edition, *chapters):
        rest = [each for each in documents.chapters_of(edition, edition.facts) if each.section]
        codes = {each.section for each in chapters}
        whole = [*chapters, *(each for each in rest if each.section not in codes)]
        job = writing.write_chapters(edition=edition, chapters=whole, by=by(officer))
        if job is not None:
            tasks.write_edition(job_id=job.pk)
        return Edition.objects.get(pk=edition.pk)

    return write


def opening(text):
    return Chapter(documents.OPENING, text)


def printed(edition):
    return str([section.blocks for section in Document.from_json(edition.document).sections])


def test_a_reference_stands_for_its_figure_in_every_format(draft, write, fiji):
    edition = write(draft, opening("We count {Participations}, of them {participations: fiji} from Fiji."))

    words = "We count 151, of them 147 from Fiji."
    files = {file.format: bytes(file.content) for file in edition.files.all()}
    assert words in printed(edition)
    assert words in " ".join(
        "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages).split()
    )
    assert words in files["html"].decode()
    assert words in files["json"].decode()
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as parts:
        assert words in parts.read("word/document.xml").decode()
    assert set(files) == set(FORMATS)
    assert Document.from_json(edition.document).sections[0].title == "Summary"


def test_what_was_counted_stays_when_a_text_is_written(draft, write, phase):
    HeadcountFactory(event=EventFactory(programmes=[phase.programme], phases=[phase]), people=1000)
    before = draft.sha256

    edition = write(draft, opening("{Participations} in all."))

    assert "151 in all." in printed(edition)
    assert edition.sha256 != before
    assert edition.frozen_at == draft.frozen_at


def test_sections_are_chosen_and_ordered(draft, write):
    edition = write(draft, Chapter("by_mode"), Chapter("key_figures"), Chapter("by_year", is_shown=False))

    titles = [each.title for each in Document.from_json(edition.document).sections]
    assert titles[:2] == ["By mode", "Key figures"]
    assert "By year" not in titles
    with pytest.raises(ValidationError, match="at least one section"):
        writing.write_chapters(
            edition=edition,
            chapters=[Chapter(code, is_shown=False) for code, _ in edition.facts.sections],
            by=by(None),
        )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("147 participations in two years.", "Participations are counted as 151"),
        ("The participations rose to 147.", "Write {Participations} instead"),
        ("Participations: 147", "“participations 147” is typed"),
        ("We trained 147 officers.", "counted as 151"),
        ("{147} participations were counted.", "counted as 151"),
        ("Since 2019 there were 1,510 participations.", "1,510 participations"),
        ("{participatons} came.", "Did you mean {Participations}?"),
        ("{Participations: Atlantis} came.", "nothing is counted of “Atlantis”"),
        ("{1 + 1 = 2} came.", "is no figure"),
    ],
)
def test_a_text_that_says_another_number_cannot_be_released(draft, write, officer, text, wrong):
    edition = write(draft, opening(text))

    with pytest.raises(ValidationError) as refused:
        releasing.submit_edition(edition=edition, now=NOW, by=by(officer))

    assert wrong in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "text",
    [
        "151 participations in two years.",
        "Of them 147 participations were of Fiji.",
        "In 2019 participations began to be counted.",
        "{Participations} participations, {3} officers of them on a second course.",
        "Room 147 was full, and 12 reports were written.",
        "Two braces {{ print one: {{x}}.",
        "#set text(size: 1pt) <b>x</b> =1+1 & @fig $y$",
    ],
)
def test_a_text_that_says_the_same_may_be_released(draft, write, officer, text):
    edition = write(draft, opening(text))

    releasing.submit_edition(edition=edition, now=NOW, by=by(officer))

    assert not wrongs_of(text, References(edition.facts))


@pytest.mark.parametrize(
    ("language", "text", "is_wrong"),
    [
        ("de", "151,0 participations", False),
        ("de", "1.151 participations", True),
        ("de", "15,1 participations", True),
        ("fr", "1\u202f151 participations", True),
        ("fr", "151 participations", False),
        ("en", "151.0 participations", False),
        ("en", "1,151 participations", True),
        ("de-ch", "1\u2019151 participations", True),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(draft, language, text, is_wrong):
    with translation.override(language):
        wrongs = wrongs_of(text, References(draft.facts))

    assert bool(wrongs) == is_wrong


def test_numbers_that_are_meant_are_shown_to_who_releases_them(draft, write, officer, second, client):
    sentence = "{3} events were postponed."
    edition = write(draft, opening(f"All went well. {sentence}"))
    releasing.submit_edition(edition=edition, now=NOW, by=by(officer))
    client.force_login(second)

    page = client.get(edition.get_absolute_url()).content.decode()

    assert meant_numbers(f"All went well. {sentence}") == [sentence]
    assert sentence in page
    assert "3 events were postponed." in printed(edition)


def test_what_looks_like_code_is_text_in_every_format(draft, write):
    hostile = (
        '#panic() <script>alert(1)</script> ]]> &amp; =HYPERLINK("x") {{% if %}} \\u0041 *bold* $x$ @ref'
    )
    edition = write(draft, opening(hostile))

    words = hostile.replace("{{", "{").replace("}}", "}")
    files = {file.format: bytes(file.content) for file in edition.files.all()}
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages)
    assert "#panic()" in text
    assert "*bold* $x$ @ref" in " ".join(text.split())
    assert "<script>alert" not in files["html"].decode()
    cells = [
        cell
        for sheet in load_workbook(io.BytesIO(files["xlsx"]))
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert words in {str(cell.value) for cell in cells} | {printed(edition)} or words in printed(
        edition
    ).replace("\\\\", "\\")


def test_fifty_pages_of_text_are_printed_to_the_last_word(draft, write):
    page = " ".join(["The working group met and agreed on what was to be done next."] * 90)
    edition = write(draft, opening("\n\n".join([page] * 50) + "\n\nThe very last word."))

    pdf = PdfReader(io.BytesIO(bytes(edition.files.get(format="pdf").content)))

    assert len(pdf.pages) > 50
    assert "The very last word." in " ".join("".join(each.extract_text() for each in pdf.pages).split())


def test_files_are_made_again_from_what_is_frozen_alone(draft, phase):
    before = {file.format: bytes(file.content) for file in draft.files.all()}
    HeadcountFactory(event=EventFactory(programmes=[phase.programme], phases=[phase]), people=1000)
    phase.programme.name = "Renamed"
    phase.programme.save()
    draft.files.all().delete()

    job = editions.ask_again(edition=draft, by=by(draft.built_by))
    tasks.write_edition(job_id=job.pk)

    after = {file.format: file for file in draft.files.all()}
    assert set(after) == set(before)
    for code in ("xlsx", "pdf", "json", "html", "zip", "docx"):
        content = bytes(after[code].content)
        assert hashlib.sha256(content).hexdigest() == after[code].sha256
        assert _unpacked(content) == _unpacked(before[code]), code
    assert Edition.objects.get(pk=draft.pk).sha256 == draft.sha256


def _unpacked(content):
    """Return what a file holds, also where it is a ZIP, whose parts carry the moment they were packed."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def test_an_edition_is_not_submitted_before_its_files_are_written(draft, officer):
    chapters = [
        opening("Hello."),
        *[each for each in documents.chapters_of(draft, draft.facts) if each.section],
    ]
    job = writing.write_chapters(edition=draft, chapters=chapters, by=by(officer))

    with pytest.raises(ValidationError, match="not all written yet"):
        releasing.submit_edition(edition=draft, now=NOW, by=by(officer))
    tasks.write_edition(job_id=job.pk)
    tasks.write_edition(job_id=job.pk)

    releasing.submit_edition(edition=draft, now=NOW, by=by(officer))
    assert Job.objects.get(pk=job.pk).state == JobState.DONE
    with pytest.raises(ValidationError, match="Only of a draft"):
        writing.write_chapters(edition=draft, chapters=chapters, by=by(officer))


def test_the_next_edition_of_a_report_takes_over_sections_and_texts(draft, write, build):
    write(draft, opening("{Participations} in all."), Chapter("by_year", is_shown=False))

    after = build()
    elsewhere = build(period=Period(dt.date(2020, 1, 1), dt.date(2020, 12, 31)))

    assert "151 in all." in printed(after)
    assert "By year" not in [each.title for each in Document.from_json(after.document).sections]
    assert "not recorded in all." in printed(elsewhere)


# The page


def _posted(edition, **changed):
    chapters = documents.chapters_of(edition, edition.facts)
    data = {"version": edition.version}
    for place, chapter in enumerate(chapters):
        data |= {f"text_{place}": chapter.text, f"place_{place}": place or ""}
        data |= {f"shown_{place}": "on"} if chapter.is_shown else {}
    return data | changed


def test_an_officer_previews_and_saves_a_text(client, draft, officer, monkeypatch):
    monkeypatch.setattr(tasks.write_edition, "delay", lambda **about: None)
    client.force_login(officer)
    address = reverse("reports:edition-chapters", args=[draft.key])

    offered = client.get(address).content.decode()
    previewed = client.post(address, _posted(draft, text_0="We count {Participations}.", preview="1"))
    unchanged = Edition.objects.get().chapters
    saved = client.post(address, _posted(draft, text_0="147 participations."), follow=True)

    assert "{Participations: Fiji}" in offered
    assert "We count 151." in previewed.content.decode()
    assert unchanged == []
    assert "cannot be submitted before" in saved.content.decode()
    assert "Write {Participations} instead" in saved.content.decode()
    assert Edition.objects.get().chapters[0]["text"] == "147 participations."


def test_two_officers_who_write_at_once_are_told(client, draft, officer):
    client.force_login(officer)
    data = _posted(draft, text_0="Mine.")
    Edition.objects.filter(pk=draft.pk).update(version=draft.version + 1)

    answer = client.post(reverse("reports:edition-chapters", args=[draft.key]), data)

    assert "Somebody else changed this meanwhile" in answer.content.decode()
    with pytest.raises(ChangedMeanwhile):
        writing.write_chapters(edition=draft, chapters=[Chapter("by_year", "x")], by=by(officer))


@pytest.mark.parametrize("changed", [{"place_1": "x"}, {"place_1": "0"}, {"text_0": "\x00"}, {"version": ""}])
def test_what_cannot_be_read_is_told_and_nothing_is_saved(client, draft, officer, changed):
    client.force_login(officer)

    answer = client.post(reverse("reports:edition-chapters", args=[draft.key]), _posted(draft, **changed))

    assert answer.status_code == 200
    assert Edition.objects.get().chapters == []
