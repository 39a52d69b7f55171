from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainersConfig(AppConfig):
    """Who can teach: cohorts of master trainers, from the first Working Group to certification."""

    name = "trainers"
    verbose_name = _("Trainers")
    default_auto_field = "django.db.models.BigAutoField"
