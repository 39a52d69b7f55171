"""How exact a number is, where only the note of the row says so."""

import pytest

from programmes.actions.entries import Stated
from programmes.choices import Accuracy
from programmes.intake.estimates import qualify

ABOUT, AT_LEAST = Accuracy.ABOUT, Accuracy.AT_LEAST


@pytest.mark.parametrize(
    ("note", "people", "accuracy"),
    [
        ("'More than 90', Customs and other agencies together", 90, AT_LEAST),
        ("'More than 50' from many agencies", 50, AT_LEAST),
        ("'About forty'; Raman, backscatter X-ray", 40, ABOUT),
        ("'Over 50 participants'; Iran and Thailand as observers", 50, AT_LEAST),
        ("'Around 20'; six weeks, start date not published", 20, ABOUT),
        ("'Over 20'. Same week and room as Working Group 5", 20, AT_LEAST),
        ("“About twenty” just before the handover", 20, ABOUT),
        ("A women's programme of the members' choice, 'nearly 70' came", 70, ABOUT),
        # Another number, or no estimate, or not quoted, or inside a word.
        ("'More than 90'", 91, Accuracy.EXACT),
        ("'26 customs representatives' in one place", 26, Accuracy.EXACT),
        ("more than 20 came", 20, Accuracy.EXACT),
        ("'60 percent of the participants'", 60, Accuracy.EXACT),
        ("'over 22nd street'", 22, Accuracy.EXACT),
        ("", 20, Accuracy.EXACT),
    ],
)
def test_a_quoted_estimate_says_how_exact_the_participants_are(note, people, accuracy):
    found, _ = qualify(note, participants=Stated(people), administrations=None)

    assert found == Stated(people, accuracy)


def test_two_estimates_each_find_their_number():
    people, administrations = qualify(
        "'nearly 70' from 'approximately 20' administrations",
        participants=Stated(70),
        administrations=Stated(20),
    )

    assert (people, administrations) == (Stated(70, ABOUT), Stated(20, ABOUT))


def test_the_word_after_an_estimate_tells_equal_numbers_apart():
    people, administrations = qualify(
        "20 people from 'about 20' administrations",
        participants=Stated(20),
        administrations=Stated(20),
    )

    assert (people, administrations) == (Stated(20), Stated(20, ABOUT))


def test_an_estimate_of_people_is_none_of_administrations():
    people, administrations = qualify("'about 20 officers'", participants=None, administrations=Stated(20))

    assert (people, administrations) == (None, Stated(20))


def test_a_cell_that_says_how_exact_it_is_has_the_last_word():
    found, _ = qualify("'more than 20'", participants=Stated(20, ABOUT), administrations=None)

    assert found == Stated(20, ABOUT)
