"""The controlled list of topics."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sheets.text import fold


class Topic(models.Model):
    """An entry of the controlled list of topics."""

    slug = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name


class TopicAlias(models.Model):
    """Another wording of a topic, found in a source. ``folded`` is what is compared."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=120)
    folded = models.CharField(max_length=120, unique=True, editable=False)

    class Meta:
        verbose_name = _("other wording")
        verbose_name_plural = _("other wordings")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)
