"""National statistics, one at a time."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Account, Administration
from programmes.forms.kept import KeptForm
from programmes.forms.lists import SendForm
from programmes.forms.texts import Line
from programmes.intake.lists.looking import UnreadableList, open_sent
from programmes.intake.statistics import Told, read_statistics
from programmes.models import NationalStatistic, Programme
from programmes.models.contributions import FIRST_YEAR, LAST_YEAR

MOST = 10**15
MOST_TOLD = 100  # problems of one list


class NationalStatisticForm(KeptForm):
    """What a source says of a year that has begun; a year to come is refused."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    value = forms.IntegerField(label=_("Number"), min_value=0, max_value=MOST)

    class Meta:
        model = NationalStatistic
        fields = ["programme", "administration", "year", "measure", "value", "accuracy", "source", "note"]
        field_classes = {"source": Line, "note": Line}
        help_texts = {
            "programme": _("The programme that asks for it."),
            "source": _("A page, a report or a letter. What another source says is entered beside it."),
        }

    def __init__(self, *args: Any, **about: Any) -> None:
        super().__init__(*args, **about)
        self._offer("administration", Administration.objects.by_name())

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise ValidationError(_("%(year)s is still to come."), params={"year": year})
        return year


class StatisticsListForm(SendForm):
    """A list of many administrations and years. Valid, ``told`` is what it says."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=Programme.objects.none(), empty_label=_("Choose one")
    )
    source = Line(
        label=_("Source"),
        max_length=500,
        required=False,
        help_text=_("Of the rows that name none of their own."),
    )
    field_order = ("programme", "source")

    told: tuple[Told, ...] = ()

    def __init__(self, *args: Any, account: Account, **about: Any) -> None:
        super().__init__(*args, **about)
        programme: Any = self.fields["programme"]
        programme.queryset = Programme.objects.editable_by(account).in_order()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.sent and "source" in data:
            self._read(data["source"])
        return data

    def _read(self, source: str) -> None:
        where = "rows" if isinstance(self.sent, str) else "file"
        try:
            rows = open_sent(self.sent).grids[0].rows
        except UnreadableList as unreadable:
            self.add_error(where, str(unreadable))
            return
        intake = read_statistics(rows, source=source, today=timezone.localdate())
        if intake.problems:
            self.add_error(where, [ValidationError(problem) for problem in intake.problems[:MOST_TOLD]])
        self.told = intake.told
