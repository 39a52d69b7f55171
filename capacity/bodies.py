"""What may come in the body of a request."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.urls import resolve
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from members.access import allows


class ShallowJSON(JSONParser):
    """JSON; nested deeper than Python can follow it is refused as any other that cannot be read."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("JSON parse error - it is nested too deeply.") from None


class FilesWhereAsked(FileUploadHandler):
    """Keeps a file in memory where the page takes one from this account; refuses any other.

    A file larger than the page takes arrives empty and with its size, so that the page can say so.
    """

    def new_file(self, *args: Any, **about: Any) -> None:
        super().new_file(*args, **about)
        view = resolve(self.request.path_info).func if self.request else None
        self.limit = getattr(view, "takes_file", 0)
        guard = getattr(view, "guard", None)
        if not self.limit or not guard or not allows(getattr(self.request, "user", AnonymousUser()), guard):
            raise RequestDataTooBig("This page of the portal takes no file.")
        self.content = BytesIO()
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size <= self.limit:
            self.content.write(raw_data)
        else:
            self.content = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.content.seek(0)
        return InMemoryUploadedFile(
            self.content, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
