"""The roof: settings, addresses, workers, and the portal's own database and broker."""

from capacity.celery import app as celery_app

__all__ = ["celery_app"]
