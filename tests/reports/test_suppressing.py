"""Which cells are kept back: attacked by linear algebra, over families of every shape."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmes.choices import SMALLEST_GROUP
from reports.measuring.suppressing import kept_back

YEARS = range(2020, 2024)
SLOWLY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
COUNTS = st.sampled_from([0, 0, 1, 2, 4, 5, 7, 12, 40])


@st.composite
def families(draw):
    """Return atoms (programme, phase or None, year) with persons, and the programme of each phase."""
    programme_of = {
        10 * programme + phase: programme
        for programme in range(draw(st.integers(1, 3)))
        for phase in range(draw(st.integers(0, 3)))
    }
    programmes = sorted({*programme_of.values(), 0})
    places = [(programme, None) for programme in programmes]
    places += [(programme, phase) for phase, programme in programme_of.items()]
    atoms = {(*place, year): draw(COUNTS) for place in places for year in YEARS}
    return atoms, programme_of


def rows_of(atoms):
    """Return the atoms each cell of the family is made of, as a row of zeros and ones."""
    names = list(atoms)
    rows = {}
    for place, (programme, phase, year) in enumerate(names):
        subjects = [None, ("programme", programme)] + ([("phase", phase)] if phase is not None else [])
        for subject in subjects:
            for when in (None, year):
                rows.setdefault((subject, when), np.zeros(len(names)))[place] = 1
    return rows


def persons_in(atoms, rows):
    counts = np.array(list(atoms.values()))
    return {cell: int(row @ counts) for cell, row in rows.items()}


def is_known(told, wanted):
    """Test if what is wanted is a sum of multiples of what is told."""
    if not len(told):
        return False
    answer = np.linalg.lstsq(told.T, wanted, rcond=None)[0]
    return bool(np.allclose(told.T @ answer, wanted, atol=1e-7))


@SLOWLY
@given(family=families())
def test_no_sum_of_what_is_told_gives_a_cell_of_few_persons(family):
    atoms, programme_of = family
    rows = rows_of(atoms)
    persons = persons_in(atoms, rows)

    hidden = kept_back(persons, programme_of)

    full = np.array(list(atoms.values())) > 0  # nobody is known to be where nobody is
    told = np.array([rows[cell] * full for cell in rows if cell not in hidden and persons[cell]])
    few = [cell for cell, count in persons.items() if 0 < count < SMALLEST_GROUP]
    assert set(few) <= hidden
    for cell in few:
        assert not is_known(told, rows[cell] * full), cell


@SLOWLY
@given(family=families())
def test_where_no_cell_is_small_everything_is_told(family):
    atoms, programme_of = family
    plenty = dict.fromkeys(atoms, 50)
    rows = rows_of(plenty)

    assert kept_back(persons_in(plenty, rows), programme_of) == frozenset()


@pytest.mark.parametrize("smallest", [3, 5, 10])
def test_the_smallest_group_is_what_the_agreement_says(smallest):
    persons = {
        (None, None): 40, (("programme", 1), None): 36, (("programme", 2), None): 4,
        (None, 2023): 40, (("programme", 1), 2023): 36, (("programme", 2), 2023): 4,
    }  # fmt: skip

    assert ((("programme", 2), None) in kept_back(persons, {}, smallest=smallest)) == (smallest > 4)
