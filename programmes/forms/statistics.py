"""National statistics, one at a time."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Administration
from programmes.forms.kept import KeptForm
from programmes.forms.texts import Line
from programmes.models import NationalStatistic
from programmes.models.contributions import FIRST_YEAR, LAST_YEAR

MOST = 10**15


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
