"""A file somebody sent is given back as a download, and never shown as a page of the portal."""

from django.http import HttpResponse


def download(content: bytes, name: str, *, called: str) -> HttpResponse:
    """Answer with the bytes; the file is ``called`` so, with the ending its name had when it was sent."""
    ending = name.rpartition(".")[2].lower()
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{called}.{ending}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
