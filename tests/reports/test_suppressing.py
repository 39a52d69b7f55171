"""Which cells are kept back: attacked by linear algebra, over families of every shape."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmes.choices import SMALLEST_GROUP
from reports.measuring.beside import kept_back_beside
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


@SLOWLY
@given(family=families(), paid=st.sets(st.integers(0, 25), min_size=1))
def test_nor_does_what_is_told_of_a_part_beside_the_whole(family, paid):
    """A donor pays for some phases: what is told of those, of everything, and what lies between."""
    atoms, programme_of = family
    rows = rows_of(atoms)
    counts = np.array(list(atoms.values()))
    own = np.array([phase in paid for _programme, phase, _year in atoms]) * 1.0
    whole = persons_in(atoms, rows)
    part = {cell: int(row * own @ counts) for cell, row in rows.items() if (row * own).any()}
    part.setdefault((None, None), 0)

    hidden = kept_back_beside(part, whole, programme_of, smallest=5, smallest_of_whole=5)

    of_whole = kept_back(whole, programme_of)
    full = counts > 0
    public = [rows[cell] * full for cell in rows if cell not in of_whole and whole[cell]]
    told = public + [rows[cell] * full * own for cell in part if cell not in hidden and part[cell]]
    for cell, row in rows.items():
        for some in (row * full, row * full * own, row * full * (1 - own)):
            if 0 < some @ counts < SMALLEST_GROUP and not is_known(np.array(public), some):
                assert not is_known(np.array(told), some), cell


def test_a_part_without_small_neighbours_is_told_beside_the_whole():
    whole = {(None, None): 90, (None, 2023): 90, (("programme", 1), None): 60, (("programme", 1), 2023): 60,
             (("programme", 2), None): 30, (("programme", 2), 2023): 30}  # fmt: skip
    part = {cell: persons // 2 for cell, persons in whole.items() if cell[0] != ("programme", 2)}

    assert kept_back_beside(part, whole, {}, smallest=5, smallest_of_whole=5) == frozenset()
