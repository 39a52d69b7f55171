"""The Celery application: tasks wake jobs, a beat sweeps abandoned ones."""

import os
from typing import Any

from celery import Celery

from capacity import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")

app = Celery("capacity")


@app.on_configure.connect
def services_first(**_: Any) -> None:
    """Have database and broker before the settings are read, so that `celery` runs alone too."""
    embedded.ensure_running()


app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
