"""Words of who works in the office of a programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PostKind(models.TextChoices):
    """As what somebody works in the office, in this order."""

    HEAD = "HEAD", _("Head")
    MANAGER = "MANAGER", _("Programme manager")
    EXPERT = "EXPERT", _("Seconded expert")
    SUPPORT = "SUPPORT", _("Support staff")
