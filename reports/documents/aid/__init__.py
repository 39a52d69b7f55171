"""What a document says to IATI, made of the scope it is about."""

from reports.documents.aid.activities import activities_of

__all__ = ["activities_of"]
