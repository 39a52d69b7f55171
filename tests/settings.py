"""The real settings, over services of the test run's own.

pytest-django reads the settings before any conftest.py, so the services are started here.
"""

from tests import throwaway

throwaway.start()

from capacity.settings import *  # noqa: E402, F403 - only once the services run
from capacity.settings import STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
