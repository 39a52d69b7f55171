"""A file somebody sent that is kept as it is, and only ever given as a download."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from office.records import Record


class KeptFile(Record):
    """Name, size and content of a file. The trail tells of it by name and digest, not what is in it."""

    derived_fields = frozenset({"content"})

    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveIntegerField(_("bytes"))
    digest = models.CharField(_("SHA-256"), max_length=64, editable=False)
    content = models.BinaryField(_("content"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def take(self, name: str, content: bytes) -> None:
        """Hold this file in the place of the one before; the end of a long name is kept, with its ending."""
        self.name, self.size, self.content = name[-200:], len(content), content
        self.digest = hashlib.sha256(content).hexdigest()
