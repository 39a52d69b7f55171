from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainersConfig(AppConfig):
    """Who can teach. Its records come with the Master Trainer Programme's cohorts."""

    name = "trainers"
    verbose_name = _("Trainers")
    default_auto_field = "django.db.models.BigAutoField"
