"""Officers and administrators come no further than setting up their second factor."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from members.access import needs_second_factor
from members.actions.signing import has_second_factor


class SecondFactorRequired:
    """Middleware: where the role needs a second factor and the account has none, only that can be done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _about: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(view, "before_second_factor", False) or not needs_second_factor(request.user):
            return None
        if _gave_one(request) or has_second_factor(request.user):
            return None
        if hasattr(view, "cls"):  # of the API
            return JsonResponse({"detail": _("Set up your second factor first.")}, status=403)
        return redirect("mfa_activate_totp")


def _gave_one(request: HttpRequest) -> bool:
    """Test if this login gave a code, which needs no look into the database."""
    records = get_authentication_records(request, request.user)
    return any(each["method"] == "mfa" for each in records)
