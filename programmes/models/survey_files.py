"""Documents an administration attaches to its answers."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office.models.files import KeptFile
from programmes.models.kept import KeptQuerySet
from programmes.models.reach import reach_of
from programmes.models.surveys import Questionnaire


class QuestionnaireFileQuerySet(KeptQuerySet):
    programme_at = "questionnaire__survey__programme"
    phase_at = ""
    administration_at = "questionnaire__administration"
    names_people = True

    def visible_to(self, account: Any) -> Self:
        """Keep those of visible questionnaires; until it is answered they are who attached them."""
        seen = self.filter(questionnaire__in=Questionnaire.objects.visible_to(account))
        if reach_of(account).sees_all:
            return seen.filter(Q(questionnaire__answered_at__isnull=False) | Q(created_by=account))
        return seen

    def editable_by(self, account: Any) -> Self:
        """Keep those of questionnaires the account may answer, while they are not answered."""
        asked = Questionnaire.objects.answerable_by(account).unanswered()
        return self.visible_to(account).filter(questionnaire__in=asked)

    def in_order(self) -> Self:
        return self.order_by("pk")

    def without_content(self) -> Self:
        return self.defer("content")


class QuestionnaireFile(KeptFile):
    """A document that belongs to the answers of one questionnaire."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="files")

    objects = QuestionnaireFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a questionnaire")
        verbose_name_plural = _("documents of questionnaires")
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "digest"],
                name="questionnaire_file_once",
                violation_error_message=_("This file is attached already."),
            )
        ]
