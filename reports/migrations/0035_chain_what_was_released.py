import hashlib

from django.db import migrations
from django.db.models import F

SAME_REPORT = (
    "kind", "programme", "phase", "cohort", "administration", "donor", "starts_on", "ends_on", "language"
)


def chain(apps, schema_editor):
    """Put what was released into chains, earliest first, and say of drafts who had them built."""
    editions = apps.get_model("reports", "Edition").objects
    editions.filter(state="DRAFT").update(built_by=F("created_by"))
    last = {}
    rows = editions.filter(state="RELEASED").defer("document").order_by(F("released_at").asc(nulls_first=True), "pk")
    for edition in rows:
        report = tuple(getattr(edition, editions.model._meta.get_field(name).attname) for name in SAME_REPORT)
        previous = last.get(report)
        before = ""
        if previous is not None:
            before = previous.chain_sha256
            editions.filter(pk=previous.pk).update(state="SUPERSEDED")
        edition.chain_sha256 = hashlib.sha256(f"{before}{edition.sha256}".encode("ascii")).hexdigest()
        editions.filter(pk=edition.pk).update(previous=previous, chain_sha256=edition.chain_sha256)
        last[report] = edition


def unchain(apps, schema_editor):
    editions = apps.get_model("reports", "Edition").objects
    editions.filter(state="SUPERSEDED").update(state="RELEASED")
    editions.filter(state="SUBMITTED").update(state="DRAFT")
    editions.update(previous=None, chain_sha256="", built_by=None)


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0034_chains_of_editions'),
    ]

    operations = [
        migrations.RunPython(chain, unchain),
    ]
