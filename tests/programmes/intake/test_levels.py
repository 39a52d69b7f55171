"""The level of an event is read from its title, and names of centres do not mislead it."""

import pytest

from programmes.choices import Level
from programmes.intake.levels import level_of


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("WCO Sub-Regional Workshop on Transit Corridors in South Asia", Level.SUB_REGIONAL),
        ("WCO/JICA Joint Sub-regional MTP Introductory Webinar", Level.SUB_REGIONAL),
        ("Subregional seminar", Level.SUB_REGIONAL),
        ("Sub\u2011Regional seminar", Level.SUB_REGIONAL),
        ("Third Sub-Regional Workshop on Programme Global Shield", Level.SUB_REGIONAL),
        ("National Passenger Controls training - Cambodia", Level.NATIONAL),
        ("STCE Programme national training - India", Level.NATIONAL),
        ("Vietnam five-day National Training on Programme Global Shield", Level.NATIONAL),
        ("National workshop after the A/P Regional Seminar", Level.NATIONAL),
        ("National Workshop at the Regional Training Centre, Suva", Level.NATIONAL),
        ("WCO Global Accreditation Workshop on Post-Clearance Audit", Level.GLOBAL),
        ("WCO Regional AEO and MRA Workshop", Level.REGIONAL),
        ("Regional Workshop for National Committees on Trade Facilitation", Level.REGIONAL),
        ("Regional seminar on national legislation", Level.REGIONAL),
        ("WCO Virtual Workshop on Canines for A/P", Level.REGIONAL),
        ("WCO AEO Pre-accreditation Workshop for Asia/Pacific", Level.REGIONAL),
        ("19th Meeting of Heads of A/P WCO Regional Training Centres", Level.REGIONAL),
        ("17th WCO A/P Regional Contact Points Meeting", Level.REGIONAL),
        # Words that are no level of the event.
        ("Meeting of Heads of WCO Regional Training Centres", Level.NOT_STATED),
        ("Workshop at the Regional Customs Laboratory", Level.NOT_STATED),
        ("Programme Global Shield Operation Planning Meeting", Level.NOT_STATED),
        ("International conference", Level.NOT_STATED),
        ("Trans-national crime seminar", Level.NOT_STATED),
        ("Inter-regional seminar", Level.NOT_STATED),
        ("ROCB A/P 10th anniversary ceremony", Level.NOT_STATED),
        ("WCO Asia/Pacific Security Project handover", Level.NOT_STATED),
        ("Certificate III in Regional Customs Administrations", Level.NOT_STATED),
        ("", Level.NOT_STATED),
    ],
)
def test_the_level_is_what_the_title_says(title, level):
    assert level_of(title) == level
