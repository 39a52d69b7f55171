from office.models.jobs import Job, JobQuerySet, JobRefused, LeaseLost
from office.models.trail import AuditEntry, AuditPersonalValue, ReadEntry, Tombstone

__all__ = [
    "AuditEntry",
    "AuditPersonalValue",
    "Job",
    "JobQuerySet",
    "JobRefused",
    "LeaseLost",
    "ReadEntry",
    "Tombstone",
]
