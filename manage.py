#!/usr/bin/env python
"""Run a command of the portal; without DATABASE_URL its own PostgreSQL and Redis are started first."""

import os
import sys

from django.core.management import execute_from_command_line

from capacity import embedded

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
    embedded.ensure_running()
    execute_from_command_line(sys.argv)
