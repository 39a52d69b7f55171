from office.models.jobs import Job, JobQuerySet, JobRefused, LeaseLost
from office.models.mails import OutboxMail, OutboxMailQuerySet
from office.models.trail import AuditEntry, AuditPersonalValue, ReadEntry, Tombstone
from office.models.uploads import Upload, UploadQuerySet

__all__ = [
    "AuditEntry",
    "AuditPersonalValue",
    "Job",
    "JobQuerySet",
    "JobRefused",
    "LeaseLost",
    "OutboxMail",
    "OutboxMailQuerySet",
    "ReadEntry",
    "Tombstone",
    "Upload",
    "UploadQuerySet",
]
