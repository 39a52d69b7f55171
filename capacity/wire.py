"""What stands around every answer: how much is taken in at all, and what a browser may do with it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


class NoGreatBodies:
    """Middleware: a body larger than any page takes is refused by its length, and not read."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:  # Django takes it for none, too
            length = 0
        if length > settings.GREATEST_BODY:
            return HttpResponse(
                "This is more than the portal takes.\n", status=413, content_type="text/plain"
            )
        return self.get_response(request)


class Headers:
    """Middleware: scripts and styles only from the portal itself, and nothing of the machine is used.

    SECURE_CSP has the form Django has from 6.0 on, whose middleware can take over its part.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": "; ".join(
                " ".join([name, *sources]) for name, sources in settings.SECURE_CSP.items()
            ),
            "Permissions-Policy": ", ".join(f"{name}=()" for name in settings.PERMISSIONS_REFUSED),
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        for name, value in self.headers.items():
            answer.headers.setdefault(name, value)
        return answer
