"""Print the quality on every set; the wrong links, too, where ``--wrong`` is said."""

import os
import sys

import django

from capacity import embedded

embedded.ensure_running()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
django.setup()

from benchmarks.matching.quality import measure  # noqa: E402 - only once the models are known

for each in measure():
    sys.stdout.write(
        f"{each.name}: {each.rows} rows, {each.known} known; linked {each.linked}, asked {each.asked}; "
        f"precision {each.precision:.4f}, recall {each.recall:.4f}, "
        f"with questions {each.recall_with_questions:.4f}\n"
    )
    if "--wrong" in sys.argv:
        sys.stdout.writelines(f"  wrong: {entry}\n" for entry in each.wrong)
