"""What a page answers that was asked for something we do not know."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.asking import UnknownQuestion

View = Callable[..., HttpResponse]


def refuses_unknown(view: View) -> View:
    """Answer an unknown parameter or value with a plain page that names it, status 400."""

    @wraps(view)
    def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except UnknownQuestion as error:
            return render(request, "reports/question_refused.html", {"problem": error}, status=400)

    return refusing
