"""What is kept back of a two-way table, beside what the Tau-Argus engine of statistical offices keeps back.

``pip install pytauargus`` brings it; without it these tests are skipped.
"""

import random

import pytest

from programmes.choices import SMALLEST_GROUP
from reports.measuring.suppressing import kept_back

tauargus = pytest.importorskip("pytauargus")

YEARS = (2021, 2022, 2023)
PROGRAMMES = (1, 2, 3)


def table(seed):
    """Return persons by programme and year."""
    chance = random.Random(seed)  # noqa: S311 - a table for a test, the same every time
    return {
        (programme, year): chance.choice([1, 2, 4, 5, 6, 8, 9, 15, 30])
        for programme in PROGRAMMES
        for year in YEARS
    }


def ours(inner):
    """Return the inner cells the portal keeps back."""
    cells = {(("programme", programme), year): count for (programme, year), count in inner.items()}
    for programme in PROGRAMMES:
        cells[("programme", programme), None] = sum(inner[programme, year] for year in YEARS)
    for year in YEARS:
        cells[None, year] = sum(inner[programme, year] for programme in PROGRAMMES)
    cells[None, None] = sum(inner.values())
    return {
        (subject[1], year)
        for subject, year in kept_back(cells, {})
        if subject is not None and year is not None
    }


def theirs(inner, folder):
    """Return the inner cells the engine finds unsafe, and all it keeps back, as few as will do."""
    rows = [place for place, count in inner.items() for _person in range(count)]
    persons = {
        "programme": [str(programme) for programme, _year in rows],
        "year": [str(year) for _programme, year in rows],
        "one": [1] * len(rows),
    }
    result = tauargus.protect(
        persons,
        ["programme", "year"],
        response="one",
        safety_rules=f"FREQ({SMALLEST_GROUP},0)",
        suppress="OPT(1)",
        workdir=str(folder),
    )
    found = result.tables[0]
    return {
        (int(row["programme"]), int(row["year"])): row["status"]
        for row, shown in zip(found.rows, found.safe(), strict=True)
        if shown == "x" and row["programme"].isdigit() and row["year"].isdigit()
    }


@pytest.mark.parametrize("seed", range(12))
def test_the_engine_finds_the_same_cells_unsafe_and_needs_no_more_lines_protected(
    seed, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)  # the engine writes notes where it stands
    inner = table(seed)
    few = {place for place, count in inner.items() if count < SMALLEST_GROUP}

    kept, engine = ours(inner), theirs(inner, tmp_path)

    assert few <= kept
    assert few <= set(engine)
    assert bool(kept) == bool(engine)
    for line in (
        *([(programme, year) for year in YEARS] for programme in PROGRAMMES),
        *([(programme, year) for programme in PROGRAMMES] for year in YEARS),
    ):
        assert len(kept.intersection(line)) != 1 or len(set(engine).intersection(line)) == 1
