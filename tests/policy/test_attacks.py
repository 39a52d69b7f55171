"""What somebody would try who wants to see or do what is not theirs."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import Account, Person
from office.choices import JobState
from office.models import Job, ReadEntry
from programmes import tasks as programme_tasks
from programmes.actions import sending
from programmes.choices import ParticipationState
from programmes.models import Assignment, Event, Funding, Invitation, Participation
from reports import tasks as report_tasks
from reports.actions import editions
from reports.models import Edition
from reports.sections.kinds import KINDS
from tests.factories.office import UploadFactory
from tests.factories.programmes import ClosedPeriodFactory
from tests.policy.asking import READERS, undone

pytestmark = pytest.mark.django_db

NOT_THERE = set("l134")


# --- Walking ids ----------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", ["F", "D", "T"])
def test_ids_walked_beyond_ones_own_lead_nowhere(asked, reader):
    account = asked.world.readers[reader]
    for page, model in (
        ("reports:event-page", Event),
        ("programmes:event-people", Event),
        ("programmes:invitation-page", Invitation),
    ):
        visible = set(model.objects.visible_to(account).values_list("pk", flat=True))
        for pk in model.objects.values_list("pk", flat=True):
            letter, _sent = asked.read(reader, reverse(page, args=[pk]))
            assert (letter == "y") == (pk in visible)


@pytest.mark.parametrize("word", KINDS)
def test_history_and_readers_of_every_kind_are_told_of_what_one_sees_alone(asked, word):
    kind = KINDS[word]
    for reader in READERS[1:]:
        account = Account.objects.get(pk=asked.world.readers[reader].pk)
        visible = set(kind.visible(account).values_list("pk", flat=True))
        for pk in list(kind.model._default_manager.values_list("pk", flat=True))[:4]:
            readers, _sent = asked.read(reader, reverse("reports:record-readers", args=[word, pk]))
            history, _sent = asked.read(reader, reverse("reports:record-history", args=[word, pk]))
            assert readers == ("y" if pk in visible else "4")
            assert history in ({"y", "3"} if pk in visible else {"4"})


@pytest.mark.parametrize(
    ("page", "inside"),
    [
        ("programmes:participation-edit", "row"),
        ("programmes:participation-remove", "row"),
        ("programmes:session-edit", "session"),
        ("programmes:session-remove", "session"),
        ("programmes:invitation-seats", "invitation"),
    ],
)
def test_a_part_of_anothers_event_is_not_reached_through_ones_own(asked, page, inside):
    address = reverse(page, args=[asked.world.own.event.pk, getattr(asked.world.other, inside).pk])

    for reader in "AO":
        assert asked.read(reader, address)[0] == "4"
        assert asked.write(reader, address, {}) in {("4", 0), ("5", 0)}


def test_nobody_withdraws_the_nominee_of_a_rival_through_their_own_invitation(asked):
    own = asked.world.own
    for nominee in (own.nominee_of_others, asked.world.other.nominee):
        address = reverse("programmes:nominee-withdraw", args=[own.invitation.pk, nominee.pk])

        assert asked.write("F", address, {"reason": "not ours"}) == ("4", 0)


@pytest.mark.parametrize("deed", ["look", "undo", "remarks"])
def test_a_list_is_reached_by_those_alone_who_may_change_what_it_is_about(asked, deed):
    own, other = asked.world.own, asked.world.other
    about = {"officers": own.administration, "nominees": own.invitation, "others": other.administration}
    with undone():
        of_the_office = {
            word: UploadFactory(subject=record, is_pasted=True, content=b"Family name\tReefofficer\n")
            for word, record in about.items()
        }
        sent_by = {"sent_by": own.focal_point, "is_pasted": True, "content": b"Family name\tPalm\n"}
        of_theirs = UploadFactory(subject=own.administration, **sent_by)

        def letter(reader, upload):
            address = reverse(f"programmes:list-{deed}", args=[upload.pk])
            return (asked.write(reader, address, {}) if deed == "undo" else asked.read(reader, address))[0]

        # What was shown to the office names people a focal point may not read.
        assert letter("F", of_theirs) == "y"
        assert [letter("F", of_the_office[word]) for word in about] == ["4", "4", "3"]
        for reader in "DT":
            assert letter(reader, of_theirs) in NOT_THERE
            assert {letter(reader, upload) for upload in of_the_office.values()} <= NOT_THERE
        assert letter("U", of_theirs) in NOT_THERE


# --- Searching for what is hidden -----------------------------------------------------------------


@pytest.mark.parametrize("page", ["reports:search", "members:person-list", "programmes:event-list"])
@pytest.mark.parametrize("reader", ["F", "D", "T"])
def test_a_hidden_name_is_answered_as_one_nobody_bears(asked, reader, page):
    for hidden in ("Reefofficer", "Reefnominee", "Palmrival", "Reef workshop"):
        found = asked.read(reader, reverse(page), {"q": hidden})[1]
        nobody = asked.read(reader, reverse(page), {"q": "Zzgxqofficer"})[1]

        assert "data-label" not in found or found.count("data-label") == nobody.count("data-label")
        assert found.replace(hidden, "").count("href") == nobody.count("href")


@pytest.mark.parametrize("name", ["programme", "phase", "donor", "administration"])
def test_a_filter_by_what_is_hidden_is_answered_as_by_what_is_not_there(asked, name):
    other = asked.world.other
    hidden = {
        "programme": other.programme.code,
        "phase": str(other.phase.pk),
        "donor": str(other.donor.pk),
        "administration": "ZZ",
    }[name]

    for reader in "FDT":
        letter, sent = asked.read(
            reader, reverse("reports:evidence"), {"indicator": "participations", name: hidden}
        )
        assert letter == "0"
        assert "Reef Programme" not in sent
        letter, _sent = asked.read(reader, reverse("api:event-list"), {name: hidden})
        assert letter == "0"


# --- The second doors ------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", ["F", "D", "T"])
def test_nothing_hidden_is_nested_in_the_api(asked, reader):
    for name in ("event-list", "programme-list", "phase-list", "edition-list", "administration-list"):
        for more in ({}, {"page_size": "100"}):
            _letter, sent = asked.read(reader, reverse(f"api:{name}"), more)
            assert [word for word in asked.world.hidden_from(reader) if word in sent] == []


def test_a_link_to_a_report_that_is_passed_on_opens_nothing(asked):
    address = reverse("reports:edition-file", args=[asked.world.own.edition.key, "csv"])
    by_api = reverse("api:edition-file", args=[asked.world.own.edition.key, "csv"])

    assert asked.read("D", address) == ("y", "Palm content")
    assert asked.read("N", address)[0] == "4"
    assert asked.read("N", by_api)[0] == "1"
    assert asked.read("T", address)[0] == "4"


def test_a_link_used_again_after_the_money_went_elsewhere_opens_nothing(asked):
    address = reverse("reports:edition-file", args=[asked.world.own.edition.key, "csv"])
    with undone():
        Funding.objects.filter(phase=asked.world.own.phase).delete()

        assert asked.read("D", address)[0] == "4"


def test_who_takes_a_file_is_written_down(asked):
    edition = asked.world.own.edition
    with undone():
        asked.clients["D"].get(reverse("reports:edition-file", args=[edition.key, "csv"]))

        entry = ReadEntry.objects.latest("pk")
        assert (entry.reader, entry.people) == (asked.world.readers["D"], 0)
        assert edition.reference in entry.what


# --- Doing what is not one's own to do --------------------------------------------------------------


def test_a_nomination_cannot_select_itself(asked):
    own = asked.world.own
    sent = {
        "family_name": "Selfmade",
        "given_names": "Man",
        "sex": "MAN",
        "state": ParticipationState.SELECTED,
        "role": "FACILITATOR",
        "rank": "1",
    }
    with undone():
        address = reverse("programmes:invitation-nominate", args=[own.invitation.pk])
        asked.clients["F"].post(address, sent)

        made = Participation.objects.filter(person__family_name="Selfmade")
        assert {(each.state, each.role) for each in made} == {("NOMINATED", "PARTICIPANT")}


def test_a_list_brings_nobody_into_a_programme_one_does_not_work_on(asked):
    address = reverse("programmes:event-people-paste", args=[asked.world.other.event.pk])
    rows = "Family name\tCountry\tState\nIntruder\tFJ\tCOMPLETED\n"

    for reader in "OUFDT":
        assert asked.write(reader, address, {"rows": rows}) == ("3", 0)


CHANGED = (
    "Family name\tGiven names\tCountry\tState\n"
    "{0}officer\tAna\t{1}\tCOMPLETED\n"
    "Intruder\tEve\t{1}\tATTENDED\n"
)


def sent(asked, reader, address, rows):
    """Send a list, look at it and press the button that saves all of it; return the last page."""
    client = asked.clients[reader]
    look = client.post(address, {"rows": rows}, follow=True)
    assert look.status_code == 200
    return look, lambda: client.post(
        look.redirect_chain[-1][0] if look.redirect_chain else address,
        {"sign": (look.context.get("look") or {}).get("sign", ""), "save": "all"},
        follow=True,
    )


def people_of(event):
    rows = Participation.objects.filter(event=event).order_by("pk")
    return list(rows.values_list("pk", "person__family_name", "person__sex", "state", "role", "version"))


@pytest.mark.parametrize("reader", ["A", "O"])
@pytest.mark.parametrize("is_closed_first", [True, False], ids=["closed before", "closed between"])
def test_a_list_over_rows_of_a_closed_period_changes_none_of_them(asked, reader, is_closed_first):
    """Whether the period was closed before the list was sent, or after it was looked at."""
    own = asked.world.own
    iso2 = own.administration.iso2
    with undone():
        before = people_of(own.event)
        assert before  # there is something to change

        def close():
            ClosedPeriodFactory(
                programme=own.programme, starts_on="2023-01-01", ends_on="2023-12-31", reason="Reported."
            )

        if is_closed_first:
            close()
        address = reverse("programmes:event-people-paste", args=[own.event.pk])
        _look, save = sent(asked, reader, address, CHANGED.format(own.word, iso2))
        if not is_closed_first:
            close()
        answer = save()

        assert people_of(own.event) == before
        assert "is closed from 1 January 2023" in answer.content.decode()
        assert not Person.objects.filter(family_name="Intruder").exists()


def test_the_same_list_changes_them_while_the_period_is_open(asked):
    """Or the refusal above would prove nothing."""
    own = asked.world.own
    iso2 = own.administration.iso2
    with undone():
        address = reverse("programmes:event-people-paste", args=[own.event.pk])
        _look, save = sent(asked, "O", address, CHANGED.format(own.word, iso2))
        save()

        assert people_of(own.event)[0][3] == "COMPLETED"
        assert Person.objects.filter(family_name="Intruder").exists()


NAMED = (
    "Family name\tGiven names\tState\tOrder of preference\n"
    "{0}nominee\t\tSELECTED\t1\n"
    "Newcomer\tEve\tCOMPLETED\t2\n"
)


def test_a_list_of_nominees_selects_nobody(asked):
    own = asked.world.own
    address = reverse("programmes:invitation-list", args=[own.invitation.pk])
    with undone():
        _look, save = sent(asked, "F", address, NAMED.format(own.word))
        save()

        states = own.planned.participations.values_list("person__family_name", "state")
        assert ("Newcomer", ParticipationState.NOMINATED) in states
        assert {state for _name, state in states} == {ParticipationState.NOMINATED}


def test_a_list_of_nominees_over_rows_of_a_closed_period_names_nobody(asked):
    own = asked.world.own
    address = reverse("programmes:invitation-list", args=[own.invitation.pk])
    with undone():
        before = people_of(own.planned)
        _look, save = sent(asked, "F", address, NAMED.format(own.word))
        days = {"starts_on": "2023-01-01", "ends_on": "2023-12-31", "reason": "Reported."}
        ClosedPeriodFactory(programme=own.programme, **days)
        save()

        assert people_of(own.planned) == before


def test_a_job_whose_owner_lost_the_programme_meanwhile_does_nothing(asked):
    own, officer = asked.world.own, asked.world.readers["O"]
    with undone():
        upload = own.upload
        job = Job.objects.create(kind=sending.READ, owner=officer, subject=upload)
        built = Job.objects.create(kind=editions.BUILD, owner=officer, subject=own.draft)
        Assignment.objects.filter(account=officer).update(
            until_on=timezone.localdate() - dt.timedelta(days=1)
        )

        programme_tasks.read_list(job_id=job.pk)
        report_tasks.build_edition(job_id=built.pk)

        assert {each.state for each in Job.objects.filter(pk__in=[job.pk, built.pk])} == {JobState.FAILED}
        assert Edition.objects.get(pk=own.draft.pk).document is None


# --- Texts are data --------------------------------------------------------------------------------

SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("https://example.org","x")'


def test_a_script_in_a_title_is_shown_and_not_run(asked):
    own = asked.world.own
    with undone():
        Event.objects.filter(pk=own.event.pk).update(title=SCRIPT, city=SCRIPT, note=SCRIPT)

        for page in ("reports:event-page", "programmes:event-people", "programmes:event-edit"):
            _letter, sent = asked.read("O", reverse(page, args=[own.event.pk]))
            assert SCRIPT not in sent
            assert "&lt;script&gt;" in sent


def test_a_formula_in_a_name_is_a_text_in_every_file(asked):
    own = asked.world.own
    with undone():
        type(own.programme).objects.filter(pk=own.programme.pk).update(short_name=FORMULA, name=FORMULA)

        _letter, sent = asked.read("O", reverse("reports:split-file"), {"by": "programme"})

    cells = [cell for row in csv.reader(io.StringIO(sent)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.startswith("=") for cell in cells)
