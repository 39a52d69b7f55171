"""Measure the quality on every set, and write the page; ``--wrong`` prints the wrong links, too."""

import os
import sys
from importlib.util import find_spec

import django

from capacity import embedded
from capacity.embedded.places import PROJECT, var_dir

embedded.ensure_running()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - as the next ones

from benchmarks.matching.page import document  # noqa: E402 - only once the models are known
from benchmarks.matching.quality import measure  # noqa: E402

PAGE = PROJECT / "docs" / "benchmarks-matching.md"

call_command("migrate", verbosity=0)  # the portal may never have run here
found = measure()
text = document(found)
path = PAGE if find_spec("recordlinkage") else var_dir() / PAGE.name
path.write_text(text, encoding="utf-8")
sys.stdout.write(f"{text}\nWritten: {path}\n")
if "--wrong" in sys.argv:
    sys.stdout.writelines(f"wrong in {each.name}: {entry}\n" for each in found for entry in each.wrong)
