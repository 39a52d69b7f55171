"""The real settings, over services of the test run's own.

pytest-django reads the settings before any conftest.py, so the services are started here.
"""

import os
import secrets

from tests import throwaway

throwaway.start()
# Where a database was named, the settings are those of production, which ask for more.
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(60))
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("HTTPS", "false")

from capacity.settings import *  # noqa: E402, F403 - only once the services run
from capacity.settings import STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests of the second factor ask for it; the others are about something else.
SECOND_FACTOR_REQUIRED = False
