"""A cascade training on one screen, whom it taught, and its signed list."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.access import allows
from members.actions.register import Candidates, PersonEntry, is_in_doubt, known_people
from members.choices import Permission, Role, Sex
from members.models import Account, Person, Posting
from programmes.choices import Sector
from programmes.forms.dates import IsoDay
from programmes.forms.files import read_file
from programmes.forms.organisations import OrganisationName, let_know
from programmes.forms.people import OnePersonForm, is_called
from programmes.forms.recognising import described
from programmes.forms.refusing import VersionedForm
from programmes.forms.texts import Line
from programmes.intake.organisations import KnownOrganisations, shown_name
from programmes.models import Programme, Topic
from trainers.models import CascadePerson, CascadeTraining, LedgerLine
from trainers.models.cascade import SECTORS
from trainers.models.reach import programmes_of_trainer

MOST_CANDIDATES = 20
MOST_BYTES = 5_000_000
# What a file begins with, and how it may be called; only these are taken.
SCANS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
_NUMBER = {"inputmode": "numeric", "size": 5}


class CascadeForm(VersionedForm, forms.ModelForm):
    """Who taught whom, where and when; valid, ``instance`` is the row, unsaved.

    A trainer reports what they gave themselves; others name the trainer, and choose where several in the
    register are called so.
    """

    trainer_name = Line(
        label=_("Trainer"),
        max_length=250,
        help_text=_("Somebody of the register, by words of the name."),
    )
    organisation_name = OrganisationName(
        label=_("Whose people were taught"),
        help_text=_("A country, an ISO code, or the name of the organisation."),
    )

    class Meta:
        model = CascadeTraining
        fields = [
            "programme",
            "topic",
            "starts_on",
            "ends_on",
            "place",
            "mode",
            "hours",
            "customs",
            "other_agency",
            "private",
            "women",
            "note",
        ]
        field_classes = {"starts_on": IsoDay, "ends_on": IsoDay, "place": Line, "note": Line}
        widgets = {
            name: forms.TextInput(attrs=_NUMBER) for name in ("customs", "other_agency", "private", "women")
        } | {"hours": forms.TextInput(attrs={"inputmode": "decimal", "size": 5})}
        help_texts = {
            "ends_on": _("Left empty, it took one day."),
            "customs": _("0 where nobody was. Leave it empty where the number is not known."),
            "women": _("Where it was stated."),
        }

    def __init__(
        self,
        data: Any = None,
        *,
        instance: CascadeTraining,
        account: Account,
        initial: Any = None,
        organisations: KnownOrganisations | None = None,
    ) -> None:
        stored: dict[str, Any] = {"version": instance.version}
        if instance.pk:
            stored["trainer_name"] = instance.trainer.full_name
            stored["organisation_name"] = shown_name(instance.organisation)
        super().__init__(data, instance=instance, initial=stored | (initial or {}))
        self.account = account
        self.candidates: list[Person] = []
        programmes: Any = self.fields["programme"]
        programmes.queryset = programmes_of(account)
        programmes.empty_label = _("Choose one")
        topics: Any = self.fields["topic"]
        topics.queryset, topics.empty_label = Topic.objects.order_by("name", "pk"), _("Choose one")
        if account.role == Role.MASTER_TRAINER:
            del self.fields["trainer_name"]
        self.organisations = organisations or KnownOrganisations()
        let_know(list(self.fields.values()), self.organisations)

    @property
    def suggested_organisations(self) -> list[str]:
        return self.organisations.names()

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        named = (
            (_("Who taught whom"), ("trainer", "trainer_name", "organisation_name", "programme", "topic")),
            (_("When and where"), ("starts_on", "ends_on", "place", "mode", "hours")),
            (_("How many people"), ("customs", "other_agency", "private", "women", "note")),
        )
        return [(legend, [self[name] for name in names if name in self.fields]) for legend, names in named]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version"):
            self.instance.version = data["version"]
        if data.get("organisation_name"):
            self.instance.organisation = data["organisation_name"]
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("A training cannot end before it starts."))
        taught = [data.get(name) for name in SECTORS]
        if data.get("women") is not None and data["women"] > sum(each or 0 for each in taught):
            self.add_error("women", _("There cannot be more women than people."))
        trainer = self._trainer(data.get("trainer_name", ""))
        if trainer is not None:
            self.instance.trainer = trainer
            self._ask_for_a_note(trainer, data)
        return data

    def _ask_for_a_note(self, trainer: Person, data: dict[str, Any]) -> None:
        """Ask why it is reported all the same where the ledger knows no accreditation of that day."""
        topic, day = data.get("topic"), data.get("starts_on")
        if topic is None or day is None or data.get("note"):
            return
        if not LedgerLine.objects.is_accredited(trainer, topic, day):
            message = _(
                "The ledger does not know %(name)s as accredited for this topic on that day. Say here why the"
                " training is reported all the same."
            )
            self.add_error("note", message % {"name": trainer})

    def _trainer(self, name: str) -> Person | None:
        """Return the trainer; ask where the register has several of the name."""
        if self.account.role == Role.MASTER_TRAINER:
            if self.account.person is None:
                self.add_error(None, _("Your account is not linked to anybody in the register."))
            return self.account.person
        if not name:
            return None
        if self.instance.pk and name == self.instance.trainer.full_name:
            return self.instance.trainer
        found = list(Person.objects.visible_to(self.account).called(name).by_name()[:MOST_CANDIDATES])
        if not found:
            self.add_error("trainer_name", _("Nobody in the register is called so, of those you may see."))
            return None
        return found[0] if len(found) == 1 else self._chosen(found)

    def _chosen(self, found: list[Person]) -> Person | None:
        self.candidates = found
        labels = {str(each.pk): described(each) for each in found}
        self.fields["trainer"] = forms.ChoiceField(
            label=_("Who taught?"), choices=list(labels.items()), widget=forms.RadioSelect
        )
        chosen = self.data.get(self.add_prefix("trainer"), "")
        if chosen not in labels:
            self.add_error("trainer", _("The register knows several of this name. Say who is meant."))
            return None
        return next(each for each in found if str(each.pk) == chosen)


class TaughtForm(OnePersonForm):
    """Somebody the training taught.

    Whom the register knows and the account may not read is not shown, and nobody is entered twice: where it
    is not plain who is meant, somebody who may see them is asked. A trainer says no more of them than name
    and administration, and changes nothing the register holds.
    """

    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=[each for each in Sector.choices if each[0] != Sector.NOT_STATED],
        initial=Sector.CUSTOMS,
    )

    def __init__(self, *args: Any, account: Account, **about: Any) -> None:
        super().__init__(*args, **about)
        self.account = account
        if account.role == Role.MASTER_TRAINER:
            for name in ("email", "position", "sex"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        if self.account.role == Role.MASTER_TRAINER:
            self.cleaned_data |= {"email": "", "position": "", "sex": Sex.NOT_STATED}
        return super().clean()

    def recognised(self, entry: PersonEntry) -> PersonEntry:
        if allows(self.account, Permission.VIEW_REGISTER):
            return super().recognised(entry)
        (found,) = known_people([entry])
        if self.account.role == Role.MASTER_TRAINER:
            return self._without_looking(entry, found)
        readable = Person.objects.visible_to(self.account).filter(pk__in=[each.pk for each in found])
        is_sure = not is_in_doubt(entry, found) and all(is_called(each, entry) for each in found)
        if not is_sure and readable.count() < len(found):
            self.add_error(
                None, _("The register knows somebody this may be: ask the secretariat to name them.")
            )
            return entry
        return super().recognised(entry)

    def _without_looking(self, entry: PersonEntry, found: Candidates) -> PersonEntry:
        """Return the entry of whom is plainly meant, or of somebody new; refuse where neither is plain.

        Plainly meant is who is called exactly so and posted there, or was named by the trainer before.
        """
        theirs = {
            row.person_id for row in CascadePerson.objects.filter(training__trainer=self.account.person)
        }
        posted = Posting.objects.filter(organisation=entry.organisation.pk, person__in=found)
        there = set(posted.values_list("person_id", flat=True))
        plain = [each for each in found if each.pk in there | theirs and is_called(each, entry)]
        if len(plain) == 1 and (found.is_sure or plain[0].pk in theirs):
            self.known = plain[0]
            return replace(entry, known=self.known)
        if found:
            self.add_error(
                None,
                _(
                    "It is not plain who of the register is meant. Ask the focal point of the administration,"
                    " or the secretariat, to name them."
                ),
            )
        return entry


class SignedListForm(forms.Form):
    """The scan of a signed list; valid, ``name`` and ``content`` are the file."""

    file = forms.FileField(
        label=_("The signed list, scanned"),
        max_length=200,
        help_text=_("PDF, PNG or JPEG, at most 5 MB. It names people: those see it who see the training."),
    )

    name = ""
    content = b""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        self.name, self.content = read_file(file, SCANS, most=MOST_BYTES)
        if not self.content:
            raise ValidationError(_("This is no PDF, PNG or JPEG."))
        return file


def programmes_of(account: Account) -> Any:
    """Return the programmes an account may report cascade training of.

    The secretariat: those it works on; a focal point: those joined; a trainer: their own.
    """
    if account.role == Role.MASTER_TRAINER:
        return programmes_of_trainer(account).in_order()
    if account.role == Role.FOCAL_POINT:
        return Programme.objects.visible_to(account).in_order()
    return Programme.objects.editable_by(account).in_order()
