"""The made-up results framework of a demonstration."""

from pathlib import Path
from typing import Any

from django.db import transaction

from members.intake.bringing import Bringing, Tally
from members.intake.data_files import (
    Line,
    amount,
    day,
    known,
    one_of,
    optional,
    read_data_file,
    text,
    yes_no,
)
from office import audit
from office.audit import Actor
from programmes.choices.results import CountedAs, Direction, Light, ResultLevel, SplitBy
from programmes.intake.reference import DATA, programmes_by_code
from programmes.models import Framework, Objective, ResultIndicator, ResultPeriod

OF_INDICATOR = (
    "level",
    "name",
    "definition",
    "unit",
    "direction",
    "counted_as",
    "is_cumulative",
    "split_by",
    "baseline",
    "baseline_on",
)
OF_PERIOD = ("starts_on", "ends_on", "target", "actual", "light", "light_reason")


@transaction.atomic
def load_made_up(*, by: Actor, path: Path = DATA / "demonstration-results.csv") -> Tally:
    """Enter the framework of the demonstration: one line per period, the framework in force from the first.

    :raises members.intake.data_files.BadDataFile: when the file cannot be used.
    """
    columns: dict[str, Any] = {
        "programme": known(programmes_by_code()),
        "objective": text(20),
        "level": one_of(ResultLevel),
        "name": text(200),
        "definition": text(1000),
        "unit": text(60),
        "direction": one_of(Direction),
        "counted_as": optional(one_of(CountedAs)),
        "is_cumulative": yes_no,
        "split_by": optional(one_of(SplitBy)),
        "baseline": optional(amount, empty=None),
        "baseline_on": optional(day, empty=None),
        "starts_on": day,
        "ends_on": day,
        "target": optional(amount, empty=None),
        "actual": optional(amount, empty=None),
        "light": optional(one_of(Light)),
        "light_reason": optional(text(300)),
        "source": text(500),
    }
    lines = read_data_file(path, columns, key=lambda line: (line["name"], line["starts_on"]))
    bringing = Bringing(path, by=by, overwrite=False)
    begins = {line["programme"]: line["starts_on"] for line in reversed(lines)}
    for line in lines:
        framework = _framework(line, begins[line["programme"]], by)
        if framework is None:  # somebody entered one of their own: it is not added to
            continue
        indicator = _indicator(framework, line, by)
        stored = ResultPeriod.objects.filter(indicator=indicator, starts_on=line["starts_on"]).first()
        source = line["source"] if line["actual"] is not None else ""
        values = line.only(*OF_PERIOD) | {"indicator": indicator, "actual_source": source}
        bringing.bring(line, stored or ResultPeriod(), values)
    return bringing.finish()


def _framework(line: Line, begins: Any, by: Actor) -> Framework | None:
    stored = Framework.objects.filter(programme=line["programme"]).first()
    if stored is not None:
        return stored if stored.is_made_up and stored.number == 1 else None
    made = Framework(
        programme=line["programme"], in_force_from=begins, source=line["source"], is_made_up=True
    )
    audit.save(made, by=by)
    return made


def _indicator(framework: Framework, line: Line, by: Actor) -> ResultIndicator:
    stored = ResultIndicator.objects.filter(framework=framework, name=line["name"]).first()
    if stored is not None:
        return stored
    objective = Objective.objects.filter(programme=line["programme"], code=line["objective"]).first()
    source = line["source"] if line["baseline"] is not None else ""
    made = ResultIndicator(
        framework=framework, objective=objective, baseline_source=source, **line.only(*OF_INDICATOR)
    )
    audit.save(made, by=by)
    return made
