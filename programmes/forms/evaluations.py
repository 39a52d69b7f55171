"""Forms about how an event is evaluated: the evaluation, one reaction, and the scores of a test."""

import uuid
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.actions.evaluating import Scores
from programmes.forms.dates import IsoDay
from programmes.forms.said import SaidForm
from programmes.forms.texts import Line, Paragraph, Pasted
from programmes.models import Evaluation, Participation
from programmes.models.evaluations import ASKED, MARKS
from sheets.text import clean, fold

LONGEST_PASTE = 60_000  # characters
MOST_PROBLEMS = 40  # told at once


class EvaluationForm(SaidForm):
    """How one event is evaluated."""

    class Meta:
        model = Evaluation
        fields = ["programme", "event", "closes_on", "highest_score"]
        field_classes = {"closes_on": IsoDay}
        help_texts = {
            "closes_on": _("A few days after the event, for those whose line was down."),
            "highest_score": _("What the test before and after gives at most, as 100. Empty: no test."),
        }


class ReactionForm(forms.Form):
    """What somebody thought of an event; ``answers`` are the marks and words."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    liked = Paragraph(
        label=_("What helped you most?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    missed = Paragraph(
        label=_("What should be better?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()})
        choices = [(str(mark), str(mark)) for mark in MARKS]
        for name, question in ASKED.items():
            self.fields[name] = forms.TypedChoiceField(
                label=question,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=name == "overall",
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a number from 1 to 5.")},
            )
        self.order_fields(["key", *ASKED, "liked", "missed"])

    @property
    def marks(self) -> list[Any]:
        return [self[name] for name in ASKED]

    @property
    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class CodeForm(forms.Form):
    """The code somebody reads off the wall."""

    code = Line(label=_("Code"), max_length=12)

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).replace(" ", "").replace("-", "").upper()


class Score(forms.DecimalField):
    """A score of the test; empty: not taken."""

    def __init__(self, **about: Any) -> None:
        super().__init__(required=False, max_digits=5, decimal_places=2, min_value=0, **about)


class ScoresForm(forms.Form):
    """One line per person on the list; ``scores`` are those of each whose line was sent."""

    def __init__(self, data: Any = None, *, people: Sequence[Participation]) -> None:
        super().__init__(data)
        self.people = people
        for row in people:
            about = {"widget": forms.TextInput(attrs={"inputmode": "decimal", "size": 6})}
            before, after = _names(row)
            words = {"who": row.person}
            self.fields[before] = Score(
                initial=_plain(row.pre_score), label=_("%(who)s, before") % words, **about
            )
            self.fields[after] = Score(
                initial=_plain(row.post_score), label=_("%(who)s, after") % words, **about
            )

    @property
    def lines(self) -> list[tuple[Participation, Any, Any]]:
        named = [(row, *_names(row)) for row in self.people]
        return [(row, self[before], self[after]) for row, before, after in named]

    @property
    def scores(self) -> dict[Participation, Scores]:
        sent = [row for row in self.people if any(name in self.data for name in _names(row))]
        return {row: self._scores(*_names(row)) for row in sent}

    def _scores(self, before: str, after: str) -> Scores:
        return self.cleaned_data[before], self.cleaned_data[after]


def _names(row: Participation) -> tuple[str, str]:
    return f"before_{row.pk}", f"after_{row.pk}"


def _plain(score: Decimal | None) -> str:
    return "" if score is None else f"{score:f}".rstrip("0").rstrip(".")


class PastedScoresForm(forms.Form):
    """Rows out of a spreadsheet: name, before, after. Valid, ``scores`` are those of the rows."""

    pasted = Pasted(
        label=_("Rows out of a spreadsheet"),
        help_text=_(
            "In each row the name as on the list, the score before and the score after; one may be empty."
        ),
    )

    def __init__(self, data: Any = None, *, people: Sequence[Participation]) -> None:
        super().__init__(data)
        self.scores: dict[Participation, Scores] = {}
        self._by_name: dict[str, list[Participation]] = {}
        for row in people:
            self._by_name.setdefault(_folded(str(row.person)), []).append(row)

    def clean_pasted(self) -> str:
        text = str(self.cleaned_data["pasted"])
        if len(text) > LONGEST_PASTE:
            raise ValidationError(_now("This is more than a list of people of one event."))
        problems = []
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            try:
                row, scores = self._read(line)
                if row in self.scores:
                    raise ValueError(_now("the same person stands in an earlier row"))
            except ValueError as problem:
                problems.append(_now("Row %(row)d: %(problem)s.") % {"row": number, "problem": problem})
            else:
                self.scores[row] = scores
        if problems:
            raise ValidationError(problems[:MOST_PROBLEMS])
        return text

    def _read(self, line: str) -> tuple[Participation, Scores]:
        """Return whose scores a row holds.

        :raises ValueError: saying what is wrong with it.
        """
        cells = [clean(cell) for cell in line.split("\t")]
        if len(cells) < 3:
            raise ValueError(_now("three cells are needed: name, before, after"))
        *name, before, after = cells
        found = self._by_name.get(_folded(" ".join(name)), [])
        if not found:
            raise ValueError(_now("“%(name)s” is not on the list") % {"name": " ".join(name)[:60]})
        if len(found) > 1:
            raise ValueError(_now("two people of this name are on the list: enter them above"))
        return found[0], (_score(before), _score(after))


def _folded(name: str) -> str:
    """Return a name so that the order of its words, case and accents do not matter."""
    return " ".join(sorted(fold(name.replace(",", " ")).split()))


def _score(cell: str) -> Decimal | None:
    if not cell:
        return None
    try:
        score = Decimal(cell.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(_now("“%(cell)s” is no score") % {"cell": cell[:20]}) from error
    if not score.is_finite() or score < 0 or score >= 1000:
        raise ValueError(_now("“%(cell)s” is no score") % {"cell": cell[:20]})
    return score.quantize(Decimal("0.01"))
