"""The addresses of the portal, gathered from the floors below."""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("members.urls")),
    path("", include("programmes.urls")),
    path("", include("trainers.urls")),
    path("account/", include("capacity.signing_in.urls")),
    path("api/v1/", include("capacity.api")),
]
