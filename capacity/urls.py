"""The addresses of the portal, gathered from the floors below."""

from django.contrib.auth import views as sign_in
from django.urls import include, path

from members.access import public

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("members.urls")),
    path("", include("programmes.urls")),
    path(
        "account/sign-in/", public(sign_in.LoginView.as_view(redirect_authenticated_user=True)), name="login"
    ),
    path("account/sign-out/", public(sign_in.LogoutView.as_view()), name="logout"),
    path("api/v1/", include("capacity.api")),
]
