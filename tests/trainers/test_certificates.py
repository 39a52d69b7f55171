"""A certificate is checked by its code: it tells what was certified and how it stands, and nothing else."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.factories.ledger import LedgerLineFactory
from tests.factories.members import AccountFactory, PersonFactory, PostingFactory
from trainers.actions.ledger import LETTERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("attempts_counted_apart")]


@pytest.fixture
def line():
    person = PersonFactory(family_name="Married", given_names="Ann", email="ann@example.org", sex="WOMAN")
    PostingFactory(person=person, position="Inspector of Suva", staff_number="4711")
    return LedgerLineFactory(
        person=person,
        name="Ann Kora",
        evidence="Letter 12",
        assessor="Bo Assessor",
        valid_to=dt.date(2999, 1, 1),
    )


def further(line, step, **about):
    same = {"person": line.person, "scheme": line.scheme, "topic": line.topic}
    return LedgerLineFactory(**same, step=step, **{"taken_on": dt.date(2024, 1, 1), "reason": "why"} | about)


def look(client, code):
    return client.get(reverse("trainers:check", args=[code]))


def test_anybody_may_check_a_certificate_and_learns_no_more_than_it_says(client, line):
    answer = look(client, line.code)

    assert answer.status_code == 200
    assert "The certificate holds" in answer.text
    for told in ("Ann Kora", str(line.scheme), str(line.topic)):
        assert told in answer.text
    for kept in (
        "Married",
        "ann@example.org",
        "Suva",
        "4711",
        "Letter 12",
        "Bo Assessor",
        f"/people/{line.person_id}",
    ):
        assert kept not in answer.text, kept
    assert answer["Cache-Control"] == "private, no-store"


def test_the_code_is_taken_in_groups_and_small_letters_too(client, line):
    assert look(client, line.shown_code.lower()).status_code == 200


@pytest.mark.parametrize("code", ["nothing", "C000", "0", "c" * 300])
def test_of_an_unknown_code_nothing_is_told(client, line, code):
    assert look(client, code).status_code == 404


@pytest.mark.parametrize(
    ("step", "told"),
    [("SUSPENDED", "Status: Suspended."), ("LAPSED", "Status: Lapsed."), ("WITHDRAWN", "Status: Withdrawn.")],
)
def test_what_no_longer_holds_is_told_with_its_status_and_not_why(client, line, step, told):
    further(line, step, reason="An inquiry into gifts.")

    answer = look(client, line.code)

    assert "The certificate does not hold" in answer.text
    assert told in answer.text
    assert "gifts" not in answer.text


def test_past_its_last_day_it_has_lapsed(client):
    old = LedgerLineFactory(valid_to=dt.date(2024, 1, 1))

    assert "Status: Lapsed." in look(client, old.code).text


def test_what_was_struck_out_was_issued_by_mistake(client, line):
    further(line, "STRUCK", corrects=line)

    assert "It was issued by mistake." in look(client, line.code).text


def test_a_refreshed_one_holds_to_its_new_day(client):
    old = LedgerLineFactory(valid_to=dt.date(2024, 6, 1))
    further(old, "REFRESHED", valid_to=dt.date(2999, 3, 31))

    assert "It is valid until 31 March 2999." in look(client, old.code).text


def test_who_tries_many_codes_is_stopped(client, line):
    for number in range(30):
        assert look(client, f"GUESS{number}").status_code == 404

    assert look(client, line.code).status_code == 429


def test_a_code_is_not_to_be_guessed():
    assert len(LETTERS) == 32  # of 16 letters: 80 bits


def test_the_certificate_is_one_accessible_page_with_name_scheme_topic_and_the_address(
    client, line, settings
):
    settings.PORTAL_ADDRESS = "https://portal.example.org"
    client.force_login(AccountFactory(master_trainer=True, person=line.person))

    answer = client.get(reverse("reports:certificate", args=[line.pk]))
    pdf = PdfReader(io.BytesIO(answer.content))
    text = " ".join(pdf.pages[0].extract_text().split())

    assert answer["Content-Type"] == "application/pdf"
    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    address = f"https://portal.example.org/check/{line.shown_code}/"
    for told in ("Ann Kora", str(line.scheme), str(line.topic), "1 March 2023", line.shown_code, address):
        assert told in text, told
    assert "Made up" not in text
    assert "Married" not in text


@pytest.mark.parametrize(
    "name",
    ["Ратна 中文 ชื่อ", "\u0639\u0644\u064a", "#eval(1) *bold* $x$ \\ <a>", "A" * 120, "Kora \U0001f600"],
)
def test_any_name_makes_a_certificate_of_one_page(client, administrator, name):
    line = LedgerLineFactory(name=name)
    client.force_login(administrator)

    answer = client.get(reverse("reports:certificate", args=[line.pk]))

    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_a_made_up_person_has_a_certificate_that_says_so(client, administrator):
    line = LedgerLineFactory(person=PersonFactory(is_made_up=True))
    client.force_login(administrator)

    answer = client.get(reverse("reports:certificate", args=[line.pk]))

    assert "Made up for the demonstration" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


def test_only_an_accreditation_has_a_certificate(client, administrator):
    line = LedgerLineFactory(step="PRE_SELECTED")
    client.force_login(administrator)

    assert client.get(reverse("reports:certificate", args=[line.pk])).status_code == 404
