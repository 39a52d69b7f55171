from office.models.jobs import Job, JobQuerySet, JobRefused, LeaseLost
from office.models.trail import AuditEntry, AuditPersonalValue, ReadEntry, Tombstone
from office.models.uploads import Upload, UploadQuerySet

__all__ = [
    "AuditEntry",
    "AuditPersonalValue",
    "Job",
    "JobQuerySet",
    "JobRefused",
    "LeaseLost",
    "ReadEntry",
    "Tombstone",
    "Upload",
    "UploadQuerySet",
]
