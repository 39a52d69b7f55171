"""django-import-export reads the same list in bulk mode and makes a person of each row.

python -m benchmarks.lists.other WORKBOOK RESULTS
"""

import json
import os
import resource
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
django.setup()

from import_export import resources  # noqa: E402 - only once the settings are read
from import_export.fields import Field  # noqa: E402
from import_export.formats.base_formats import XLSX  # noqa: E402

from benchmarks.timing import timed  # noqa: E402
from members.models import Person  # noqa: E402


class People(resources.ModelResource):
    """Names and e-mails alone; nothing is matched."""

    family_name = Field(attribute="family_name", column_name="Family name")
    given_names = Field(attribute="given_names", column_name="Given names")
    email = Field(attribute="email", column_name="E-mail")

    class Meta:
        model = Person
        fields = ("family_name", "given_names", "email")
        import_id_fields = ()
        use_bulk = True
        batch_size = 2_000
        skip_diff = True
        force_init_instance = True


def main() -> None:
    path, results = map(Path, sys.argv[1:3])
    data = path.read_bytes()
    reading, rows = timed(lambda: XLSX().create_dataset(data))
    writing, _ = timed(lambda: People().import_data(rows, use_transactions=True, raise_errors=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"reading": reading / 1000, "writing": writing / 1000, "memory": memory}
    results.write_text(json.dumps(found | {"whole": (reading + writing) / 1000}))


if __name__ == "__main__":
    main()
