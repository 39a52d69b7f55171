"""Which phase an imported event belongs to, and which are listed for a decision."""

import datetime as dt

import pytest

from programmes.models import Event
from tests.factories.programmes import PhaseFactory, ProgrammeFactory
from tests.programmes.importing.listing import line_of

pytestmark = pytest.mark.usefixtures("fiji")


@pytest.fixture
def programme():
    made = ProgrammeFactory(code="APSP", short_name="APSP")
    PhaseFactory(programme=made, number=1, starts_on=dt.date(2017, 3, 23), ends_on=dt.date(2019, 6, 30))
    PhaseFactory(programme=made, number=2, starts_on=dt.date(2019, 4, 1), ends_on=dt.date(2020, 8, 31))
    return made


@pytest.mark.parametrize(
    ("start", "end", "phase"),
    [
        ("2019-03-30", "2019-03-31", 1),
        ("2019-06-28", "2019-07-01", 2),
        ("2020-07", "2020-08", 2),
        ("2018", "", 1),
    ],
)
def test_an_event_belongs_to_the_phase_that_holds_its_end(land, programme, start, end, phase):
    event = land(programme="APSP", start_date=start, end_date=end)

    assert [each.number for each in event.phases.all()] == [phase]


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        ("2019-06-14", "2019-06-14", "it ended in several phases (APSP: Phase 1, APSP: Phase 2)."),
        ("", "", "it has no date, so its phase is open (APSP: Phase 1, APSP: Phase 2)."),
        (
            "2017-03",
            "",
            "its last day is not known, and may lie in a phase or outside it (APSP: Phase 1).",
        ),
        (
            "2019",
            "",
            "its last day is not known, and may lie in a phase or outside it (APSP: Phase 1, APSP: Phase 2).",
        ),
    ],
)
def test_an_event_whose_phase_is_open_has_none_and_is_listed(printed, programme, start, end, why):
    lines = printed(line_of(programme="APSP", start_date=start, end_date=end))

    assert f"  line 2, “National workshop on origin”: {why}" in lines
    assert lines[-1].endswith("0 refused; 1 for a decision")
    assert not Event.objects.get().phases.exists()


def test_an_event_outside_every_phase_is_remarked_and_needs_no_decision(printed, programme):
    lines = printed(line_of(programme="APSP"))

    assert "  line 2, “National workshop on origin”: no phase of APSP holds 8 September 2023." in lines
    assert lines[-1].endswith("; 0 for a decision")


def test_an_undated_event_of_a_programme_without_phases_needs_no_decision(printed):
    ProgrammeFactory(code="ASMP")

    assert printed(line_of(programme="ASMP", start_date="", end_date=""))[-1].endswith(
        "1 new, 0 unchanged, 0 changed (not overwritten), 0 refused; 0 for a decision"
    )
