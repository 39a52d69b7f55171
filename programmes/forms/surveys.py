"""Forms of the follow-up survey: its rounds, what is answered, and what is agreed on."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from programmes.actions.surveying import Given, held_in
from programmes.forms.choosing import Boxes
from programmes.forms.dates import IsoDay
from programmes.forms.kept import KeptForm
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line, Paragraph
from programmes.models import Event, Questionnaire, Survey, SurveyAnswer
from programmes.models.surveys import WORDING, Question, Verdict

FURTHEST = 180  # days before the last one that a reminder may be
MOST_REMINDERS = 6


class DaysBefore(Line):
    """Days before the last one, written 14, 7, 1; ``clean`` gives them in this order, each once."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value).replace(",", " ").split()
        days = set()
        for word in words:
            if not (word.isascii() and word.isdecimal() and len(word) < 4 and int(word) <= FURTHEST):
                text = _now("“%(word)s” is no number of days from 0 to %(most)d.")
                raise ValidationError(text % {"word": word[:20], "most": FURTHEST})
            days.add(int(word))
        if len(days) > MOST_REMINDERS:
            raise ValidationError(_now("Remind %(most)d times at most.") % {"most": MOST_REMINDERS})
        return sorted(days, reverse=True)


class SurveyForm(KeptForm):
    """One round; valid, ``instance.chosen`` are the workshops it asks about."""

    year = forms.IntegerField(
        label=_("Year"),
        min_value=1990,
        max_value=2100,
        help_text=_("In which the reporting year of the programme begins: 2017 for July 2017 to June 2018."),
    )
    reminders = DaysBefore(
        label=_("Reminders"),
        required=False,
        max_length=60,
        help_text=_("How many days before the last day, as 14, 7, 1. Only who has not answered is reminded."),
    )
    workshops = forms.ModelMultipleChoiceField(
        label=_("Workshops asked about"),
        queryset=Event.objects.none(),
        required=False,
        widget=Boxes,
        help_text=_("What was held in that year. Each administration that took part is asked about each."),
    )
    field_order = [
        "programme",
        "year",
        "opens_on",
        "closes_on",
        "reminders",
        "introduction",
        "workshops",
        "conclusion",
    ]

    class Meta:
        model = Survey
        fields = ["programme", "opens_on", "closes_on", "introduction", "conclusion"]
        field_classes = {
            "opens_on": IsoDay,
            "closes_on": IsoDay,
            "introduction": Paragraph,
            "conclusion": Paragraph,
        }
        help_texts = {
            "introduction": _("Stands in the mail and above the questions."),
            "conclusion": _("What the office makes of the answers: the end of the Good Practice Report."),
        }

    def __init__(self, *args: Any, instance: Survey, initial: Any = None, **about: Any) -> None:
        stored: dict[str, Any] = {"reminders": "14, 7, 1"}
        if instance.pk:
            stored = {
                "year": instance.starts_on.year,
                "reminders": ", ".join(map(str, instance.remind_days)),
                "workshops": list(instance.workshops.all()),
            }
        super().__init__(*args, instance=instance, initial=stored | (initial or {}), **about)
        if instance.pk:
            self._offer("workshops", held_in(instance))
        else:
            del self.fields["workshops"], self.fields["conclusion"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        programme, year = data.get("programme"), data.get("year")
        if programme and year:
            self.instance.starts_on = dt.date(year, programme.year_starts_in, 1)
            after = dt.date(year + 1, programme.year_starts_in, 1)
            self.instance.ends_on = after - dt.timedelta(days=1)
        self.instance.remind_days = data.get("reminders") or []
        self.instance.chosen = list(data.get("workshops") or [])
        return data


class QuestionnaireForm(KeptForm):
    """Asking one administration more than the record says took part."""

    class Meta:
        model = Questionnaire
        fields = ["survey", "event", "administration"]

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        surveys = Survey.objects.editable_by(self.account).select_related("programme").newest_first()
        self._offer("survey", surveys)
        self._offer("event", Event.objects.filter(surveys__in=surveys).distinct().newest_first())
        self._offer("administration", Administration.objects.by_name())


class AnswersForm(VersionedForm):
    """The five questions on one screen, each with a short answer unless it is a draft; ``given`` are they."""

    def __init__(self, data: Any = None, *, questionnaire: Questionnaire, is_draft: bool = False) -> None:
        stored = {row.question: row for row in questionnaire.answers.all()}
        initial: dict[str, Any] = {"version": questionnaire.version}
        for question, row in stored.items():
            initial |= {question: row.verdict, _text_of(question): row.text}
        super().__init__(data, initial=initial, use_required_attribute=False)  # a draft may be half empty
        most = SurveyAnswer._meta.get_field("text").max_length
        for question in Question:
            self.fields[question.value] = forms.ChoiceField(
                label=WORDING[question],
                choices=Verdict.choices,
                required=not is_draft,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer.")},
            )
            self.fields[_text_of(question)] = Paragraph(
                label=_("In your words"),
                required=False,
                max_length=most,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def questions(self) -> list[tuple[str, Any, Any]]:
        """The heading of each question with its two fields."""
        return [(str(each.label), self[each.value], self[_text_of(each)]) for each in Question]

    @property
    def given(self) -> dict[Question, Given]:
        data = self.cleaned_data
        return {each: Given(data.get(each.value, ""), data.get(_text_of(each), "")) for each in Question}


def _text_of(question: str) -> str:
    return f"{question}_text"


class AgreedForm(forms.Form):
    """Which answers the administration agreed to have published."""

    agreed = forms.MultipleChoiceField(
        label=_("Agreed for publication"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, questionnaire: Questionnaire) -> None:
        rows = list(questionnaire.answers.in_order())
        super().__init__(data, initial={"agreed": [row.question for row in rows if row.is_agreed]})
        field: Any = self.fields["agreed"]
        field.choices = [(row.question, _worded(row)) for row in rows]


def _worded(row: SurveyAnswer) -> str:
    return ". ".join(filter(None, (row.get_question_display(), row.get_verdict_display(), row.text)))


class ReopenForm(forms.Form):
    """Until when an administration may answer again, and why."""

    until = IsoDay(label=_("Open until"))
    reason = Line(
        label=_("Reason"), max_length=300, help_text=_("The administration reads it where it answers.")
    )
